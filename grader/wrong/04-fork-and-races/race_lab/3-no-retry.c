/* wrong: 比较并交换失败就当作没有抬高，不再试 / a compare-exchange that fails counts as not raised, and is not tried again — caught by: race_lab.max_in_steps */
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

    if (v <= old)
        return 0;
    return atomic_compare_exchange_strong(p, &old, v);
}

int spin_try(_Atomic int *l)
{
    int expected = 0;

    return atomic_compare_exchange_strong_explicit(
        l, &expected, 1, memory_order_acquire, memory_order_relaxed);
}

void spin_lock(_Atomic int *l)
{
    while (!spin_try(l))
        sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    atomic_store_explicit(l, 0, memory_order_release);
}
