/* wrong: 先看是不是 0，再写 1，两步 / looks whether it is 0, then stores 1: two steps — caught by: race_lab.one_holder */
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

int spin_try(_Atomic int *l)
{
    if (atomic_load(l) != 0)
        return 0;
    atomic_store(l, 1);
    return 1;
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
