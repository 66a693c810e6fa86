/* wrong: 比较并交换的对象是局部的拷贝 / the compare-exchange works on a local copy — caught by: race_lab.max_raises */
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

    _Atomic long copy = old;

    while (v > old) {
        if (atomic_compare_exchange_strong(&copy, &old, v))
            return 1;
    }
    return 0;
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
