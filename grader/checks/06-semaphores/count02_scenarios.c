/* count02_scenarios.c - count_unnamed under every schedule
 *
 * Scenarios: count NPROC LOOPS · dies NPROC LOOPS
 * That two children are never inside at once needs no witness here: their loads
 * and stores of s->count are the witness, and two that nothing orders are a
 * race.
 */
#include "count02.h"
#include "scenario.h"

#include <errno.h>
#include <string.h>

enum { UNTOUCHED = -77 };

static int nproc, loops, final, err;
static struct shared *s;

static int run(void)
{
    int ret;

    nproc = (int)scenario_number();
    loops = (int)scenario_number();
    final = UNTOUCHED;
    s = shared_new();
    scenario_expect(s != NULL, "shared_new 返回 NULL（%s）",
                    "shared_new returned NULL (%s)", strerrorname_np(errno));
    scenario_name(&s->mutex, "s->mutex");
    scenario_name(&s->count, "s->count");
    errno = 0;
    ret = count_unnamed(s, nproc, loops, &final);
    err = errno;
    scenario_returned();
    return ret;
}

static void count(void)
{
    int ret = run();

    scenario_expect(ret == 0, "count_unnamed 返回 %d（%s），应为 0",
                    "count_unnamed returned %d (%s), expected 0", ret,
                    strerrorname_np(err));
    scenario_expect(final == nproc * loops,
                    "%d 个孩子各加 %d 次：*final 是 %d，应为 %d",
                    "%d children added %d times each: *final is %d, expected "
                    "%d",
                    nproc, loops, final, nproc * loops);
    ret = shared_free(s);
    scenario_expect(ret == 0, "shared_free 返回 %d（%s），应为 0",
                    "shared_free returned %d (%s), expected 0", ret,
                    strerrorname_np(errno));
}

/* One child is killed at LAB_POINT(1), whenever that is. */
static void dies(void)
{
    int ret = run();

    scenario_expect(
        ret == -1 && err == EIO,
        "一个孩子被杀死：count_unnamed 返回 %d（%s），应为 -1（EIO）",
        "a child was killed: count_unnamed returned %d (%s), expected -1 "
        "(EIO)",
        ret, strerrorname_np(err));
    scenario_expect(
        final == UNTOUCHED, "一个孩子被杀死：失败了，*final 却变成了 %d",
        "a child was killed: it failed, and *final changed to %d", final);
    shared_free(s);
}

const struct scenario scenarios[] = {
    {"count", count}, {"dies", dies}, {NULL, NULL}};
