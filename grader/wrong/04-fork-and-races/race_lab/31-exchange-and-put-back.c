/* wrong: 先换进去，发现原来的更大再换回来：*p 有一会儿变小了 / exchanges first, and puts back what was larger: for a moment *p is smaller — caught by: race_lab.max_in_steps */
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
    atomic_fetch_add(p, k);
}

int max_update(_Atomic long *p, long v)
{
    long old, mine = v;

    while ((old = atomic_exchange(p, v)) > v)
        v = old; /* that was larger: put it back */
    return v == mine && old < mine;
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
