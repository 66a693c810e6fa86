/* wrong: 锁放在自己的静态变量里，每个进程有一把 / the lock is a static variable of its own, and each process has one — caught by: race_lab.lock_states */
#include "race_lab.h"

#include <sched.h>

void add_plain(volatile long *p, long k, void (*between)(void))
{
    long old = *p;

    if (between)
        between();
    *p = old + k;
}

void add_atomic(_Atomic long *p, long k)
{
    atomic_fetch_add(p, k);
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

static _Atomic int mine;

int spin_try(_Atomic int *l)
{
    int expected = 0;

    (void)l;
    return atomic_compare_exchange_strong_explicit(
        &mine, &expected, 1, memory_order_acquire, memory_order_relaxed);
}

void spin_lock(_Atomic int *l)
{
    while (!spin_try(l))
        sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    (void)l;
    atomic_store_explicit(&mine, 0, memory_order_release);
}
