/* count01_scenarios.c - count_named under every schedule
 *
 * Scenarios: count NPROC LOOPS · dies NPROC LOOPS
 * That two children are never inside at once needs no witness here: their loads
 * and stores of the one int are the witness, and two that nothing orders are a
 * race.
 */
#include "count01.h"
#include "scenario.h"

#include <errno.h>
#include <string.h>

enum { UNTOUCHED = -77 };

static int nproc, loops, final, err;

static int run(void)
{
    int ret;

    nproc = (int)scenario_number();
    loops = (int)scenario_number();
    final = UNTOUCHED;
    errno = 0;
    ret = count_named("count01.dat", "/count01", nproc, loops, &final);
    err = errno;
    scenario_returned();
    return ret;
}

static void count(void)
{
    int ret = run();

    scenario_expect(ret == 0, "count_named 返回 %d（%s），应为 0",
                    "count_named returned %d (%s), expected 0", ret,
                    strerrorname_np(err));
    scenario_expect(final == nproc * loops,
                    "%d 个孩子各加 %d 次：*final 是 %d，应为 %d",
                    "%d children added %d times each: *final is %d, expected "
                    "%d",
                    nproc, loops, final, nproc * loops);
}

/* One child is killed at LAB_POINT(1), whenever that is. */
static void dies(void)
{
    int ret = run();

    scenario_expect(ret == -1 && err == EIO,
                    "一个孩子被杀死：count_named 返回 %d（%s），应为 -1（EIO）",
                    "a child was killed: count_named returned %d (%s), "
                    "expected -1 (EIO)",
                    ret, strerrorname_np(err));
    scenario_expect(
        final == UNTOUCHED, "一个孩子被杀死：失败了，*final 却变成了 %d",
        "a child was killed: it failed, and *final changed to %d", final);
}

const struct scenario scenarios[] = {
    {"count", count}, {"dies", dies}, {NULL, NULL}};
