/* wrong: 等的时候睡觉，不是让出 CPU / sleeps while it waits, and does not yield — caught by: race_lab.yields */
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
    while (!spin_try(l))
        usleep(1);
}

void spin_unlock(_Atomic int *l)
{
    atomic_store_explicit(l, 0, memory_order_release);
}
