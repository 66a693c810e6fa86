/* ok: 先看再试，试不到就自己转几圈，再让出；加法用比较并交换做 / looks before it tries, turns a few rounds before it yields; adds by compare-exchange */
#include "race_lab.h"

#include <sched.h>

void add_plain(volatile long *p, long k, void (*between)(void))
{
    long value = *p;

    value += k;
    if (between != 0)
        (*between)();
    *p = value;
}

void add_atomic(_Atomic long *p, long k)
{
    long now = atomic_load_explicit(p, memory_order_relaxed);

    while (!atomic_compare_exchange_weak(p, &now, now + k))
        ;
}

int max_update(_Atomic long *p, long v)
{
    long now = atomic_load(p);

    do {
        if (now >= v)
            return 0;
    } while (!atomic_compare_exchange_weak(p, &now, v));
    return 1;
}

int spin_try(_Atomic int *l)
{
    if (atomic_load_explicit(l, memory_order_relaxed) != 0)
        return 0;
    return atomic_exchange_explicit(l, 1, memory_order_acquire) == 0;
}

void spin_lock(_Atomic int *l)
{
    int rounds = 0;

    while (!spin_try(l))
        if (++rounds % 50 == 0)
            sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    atomic_store(l, 0);
}
