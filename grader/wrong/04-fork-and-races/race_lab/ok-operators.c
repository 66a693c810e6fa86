/* ok: 用 _Atomic 的 += 做加法，fetch_or 拿锁，exchange 放锁 / += on an _Atomic, fetch_or to take the lock, exchange to let go */
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
    *p += k;
}

int max_update(_Atomic long *p, long v)
{
    for (long old = *p;;)
        if (v <= old)
            return 0;
        else if (atomic_compare_exchange_weak(p, &old, v))
            return 1;
}

int spin_try(_Atomic int *l)
{
    return !atomic_fetch_or_explicit(l, 1, memory_order_acq_rel);
}

void spin_lock(_Atomic int *l)
{
    while (!spin_try(l))
        sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    atomic_exchange(l, 0);
}
