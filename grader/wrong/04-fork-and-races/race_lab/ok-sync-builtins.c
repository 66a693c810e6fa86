/* ok: 用更老的 __sync 内建函数 / the older __sync builtins */
#include "race_lab.h"

#include <sched.h>
#include <stddef.h>
#include <unistd.h>

void add_plain(volatile long *p, long k, void (*between)(void))
{
    long old = *p;

    if (between != NULL)
        between();
    *p = old + k;
}

void add_atomic(_Atomic long *p, long k)
{
    __sync_fetch_and_add((long *)p, k);
}

int max_update(_Atomic long *p, long v)
{
    long old = atomic_load(p);

    while (v > old) {
        if (atomic_compare_exchange_strong(p, &old, v))
            return 1;
    }
    return 0;
}

int spin_try(_Atomic int *l)
{
    return __sync_lock_test_and_set((int *)l, 1) == 0;
}

void spin_lock(_Atomic int *l)
{
    while (!spin_try(l))
        sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    __sync_lock_release((int *)l);
}
