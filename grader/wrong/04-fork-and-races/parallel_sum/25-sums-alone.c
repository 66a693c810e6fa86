/* wrong: 自己一个人加完，没有子进程 / sums everything alone, without a child — caught by: parallel_sum.all_at_once */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    long long total = 0;

    if (!v || !sum || workers < 1 || workers > 64) {
        errno = EINVAL;
        return -1;
    }
    for (size_t i = 0; i < n; i++)
        total += v[i];
    LAB_POINT(1);
    *sum = total;
    return 0;
}
