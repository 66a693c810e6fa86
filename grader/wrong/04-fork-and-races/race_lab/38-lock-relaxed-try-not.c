/* wrong: spin_try 是 acquire，spin_lock 自己的那一份是 relaxed / spin_try is acquire, but the exchange of its own in spin_lock is relaxed — caught by: race_lab.hands_over */
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
        l, &expected, 1, memory_order_acquire, memory_order_relaxed);
}

void spin_lock(_Atomic int *l)
{
    while (atomic_exchange_explicit(l, 1, memory_order_relaxed))
        sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    atomic_store_explicit(l, 0, memory_order_release);
}
