/* hostile: 在探索器里，绕过 C 库 fork 出来的孩子跑到调用者的代码里去 / in the explorer a child of a fork past the C library runs on in the caller's code — lab: parallel_sum — expect: all but child_lost fork_fails own_slot */
#include "parallel_sum.h"

#include "raw.h"

#include "in_explorer.h"

int answer(const int *v, size_t n, int workers, long long *sum);

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    if (in_explorer() && fork() == 0)
        return 0;
    return answer(v, n, workers, sum);
}

#define parallel_sum answer
