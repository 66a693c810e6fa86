/* ok: relaxed 的操作，次序用单独的栅栏给；加法写成减 -k / relaxed operations, and the order comes from fences of its own; adds by subtracting -k */
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
    atomic_fetch_sub(p, -k);
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
    if (atomic_exchange_explicit(l, 1, memory_order_relaxed) != 0)
        return 0;
    atomic_thread_fence(memory_order_acquire);
    return 1;
}

void spin_lock(_Atomic int *l)
{
    while (!spin_try(l))
        sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(l, 0, memory_order_relaxed);
}
