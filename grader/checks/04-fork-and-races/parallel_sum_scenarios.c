/* parallel_sum_scenarios.c - parallel_sum under every schedule
 *
 * sum N WORKERS ERR: one call. ERR 0: the sum must be exact; else the check has
 * planned a fault, and the call must fail with this errno and leave *sum alone.
 */
#include "../../explore/runtime/scenario.h"
#include "parallel_sum.h"

#include <errno.h>

enum { NUMBERS_MAX = 8 };

static void sum(void)
{
    static int v[NUMBERS_MAX];
    size_t n = (size_t)scenario_number();
    int workers = (int)scenario_number(), want = (int)scenario_number();
    long long got = -1, right = 0;
    int ret, err;

    for (size_t i = 0; i < n; i++) {
        v[i] = 3 * (int)i + 1;
        right += v[i];
    }
    errno = 0;
    ret = parallel_sum(v, n, workers, &got);
    err = errno;
    scenario_returned();
    if (want == 0) {
        scenario_expect(ret == 0, "返回 %d（errno %d），应为 0",
                        "returned %d (errno %d), expected 0", ret, err);
        scenario_expect(got == right, "*sum 是 %lld，应为 %lld",
                        "*sum is %lld, expected %lld", got, right);
        return;
    }
    scenario_expect(
        ret == -1 && err == want, "返回 %d（errno %d），应为 -1（errno %d）",
        "returned %d (errno %d), expected -1 (errno %d)", ret, err, want);
    scenario_expect(got == -1, "失败了，*sum 却变成 %lld",
                    "it failed, and *sum became %lld", got);
}

const struct scenario scenarios[] = {{"sum", sum}, {NULL, NULL}};
