/* counting.c - what the labs count01 and count02 ask alike */
#include "counting.h"
#include "calls.h"
#include "check.h"
#include "explore.h"

#include <inttypes.h>

enum { CHILDREN = 2 };

static void succeeded(const struct claim *c, int nproc, int loops)
{
    expect(c->ret == 0, "nproc 为 %d，loops 为 %d：返回 %ld（%s），应为 0",
           "nproc %d, loops %d: returned %ld (%s), expected 0", nproc, loops,
           c->ret, error_word(c->err));
}

void counting_result(const struct claim *c, const char *function, int nproc,
                     int loops)
{
    int final = (int)c->value[0];

    expect(c->value[1] == 0,
           "%s 也在孩子里返回了（%" PRIu64 " 个孩子），跑进了调用者的代码",
           "%s returned in children as well (in %" PRIu64
           "), into the code of its caller",
           function, c->value[1]);
    succeeded(c, nproc, loops);
    expect(final == nproc * loops,
           "nproc 为 %d，loops 为 %d：*final 是 %d，应为 %d",
           "nproc %d, loops %d: *final is %d, expected %d", nproc, loops, final,
           nproc * loops);
}

void counting_failed(const struct claim *c, int final, int err, const char *zh,
                     const char *en)
{
    expect(c->ret == -1, "%s%.0s：返回 %ld，应为 -1（%s）",
           "%.0s%s: returned %ld, expected -1 (%s)", zh, en, c->ret,
           error_word(err));
    expect(c->err == err, "%s%.0s：返回 -1（%s），应为 -1（%s）",
           "%.0s%s: returned -1 (%s), expected -1 (%s)", zh, en,
           error_word(c->err), error_word(err));
    expect((int)c->value[0] == final,
           "%s%.0s：失败了，*final 却从 %d 变成了 %d",
           "%.0s%s: it failed, and *final changed from %d to %d", zh, en, final,
           (int)c->value[0]);
}

void counting_signals_survived(const struct student *s, const struct claim *c,
                               int early)
{
    if (c->ret != 0 || early) {
        calls_blame(s, "wait");
        calls_blame(s, "waitpid");
    }
    expect(c->ret == 0, "等孩子的时候来了信号：返回 %ld（%s），应为 0",
           "signals came during the wait for the children: returned %ld (%s), "
           "expected 0",
           c->ret, error_word(c->err));
    expect(!early, "等孩子的时候来了信号：一个孩子还停在临界区里，就返回了 0",
           "signals came during the wait for the children: returned 0 while "
           "one still stands in the critical section");
}

/* One round is enough for it, and quick. That the dead held the lock is not the
 * student's mistake: no EXPLORE_MISUSE. */
void counting_dies_anywhere(void)
{
    const unsigned kinds =
        EXPLORE_WRONG | EXPLORE_DEADLOCK | EXPLORE_LIVELOCK | EXPLORE_CRASH;

    for (int child = 1; child <= CHILDREN; child++) {
        explore_kill(1, child, 1);
        explore(kinds, "dies", "%d 1", CHILDREN);
    }
}
