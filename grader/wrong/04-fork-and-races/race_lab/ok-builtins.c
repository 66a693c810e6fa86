/* ok: 用 GCC 的 __atomic 内建函数，锁里放的是 -1，放开用交换 / by GCC's __atomic builtins, the lock holds -1, and letting go is an exchange */
#include "race_lab.h"

#include <sched.h>
#include <stddef.h>

enum { FREE = 0, HELD = -1 };

void add_plain(volatile long *p, long k, void (*between)(void))
{
    long loaded, sum;

    loaded = *p;
    if (between != NULL)
        between();
    sum = loaded + k;
    *p = sum;
}

void add_atomic(_Atomic long *p, long k)
{
    __atomic_add_fetch((long *)p, k, __ATOMIC_SEQ_CST);
}

int max_update(_Atomic long *p, long v)
{
    long *word = (long *)p, was = __atomic_load_n(word, __ATOMIC_ACQUIRE);

    if (was >= v)
        return 0;
    if (__atomic_compare_exchange_n(word, &was, v, 0, __ATOMIC_ACQ_REL,
                                    __ATOMIC_ACQUIRE))
        return 1;
    return max_update(p, v); /* it has changed: once more from the start */
}

void spin_lock(_Atomic int *l)
{
    while (__atomic_exchange_n((int *)l, HELD, __ATOMIC_ACQUIRE) != FREE)
        while (__atomic_load_n((int *)l, __ATOMIC_RELAXED) != FREE)
            sched_yield();
}

int spin_try(_Atomic int *l)
{
    int free = FREE;

    return __atomic_compare_exchange_n((int *)l, &free, HELD, 0,
                                       __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)
               ? 1
               : 0;
}

void spin_unlock(_Atomic int *l)
{
    (void)__atomic_exchange_n((int *)l, FREE, __ATOMIC_RELEASE);
}
