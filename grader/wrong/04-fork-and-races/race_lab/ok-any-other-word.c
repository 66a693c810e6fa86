/* ok: 锁里放的是 INT_MAX，spin_try 放 -7 / the word holds INT_MAX, and -7 from spin_try */
#include "race_lab.h"

#include <limits.h>
#include <sched.h>
#include <stddef.h>

void add_plain(volatile long *p, long k, void (*between)(void))
{
    long old = *p;

    if (between != NULL)
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

int spin_try(_Atomic int *l)
{
    int expected = 0;

    return atomic_compare_exchange_strong_explicit(
        l, &expected, -7, memory_order_acquire, memory_order_relaxed);
}

void spin_lock(_Atomic int *l)
{
    int mine = INT_MAX, free = 0;

    while (!atomic_compare_exchange_weak_explicit(
        l, &free, mine, memory_order_acquire, memory_order_relaxed)) {
        while (atomic_load_explicit(l, memory_order_relaxed) != 0)
            sched_yield();
        free = 0;
    }
}

void spin_unlock(_Atomic int *l)
{
    atomic_store_explicit(l, 0, memory_order_release);
}
