/* wrong: 每试一次加 1：拿着的时候可以是任何数，加满一圈就成了 0 / adds 1 at each try: while held it may be any number, and once around that is 0 — caught by: race_lab.lock_states */
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
    return atomic_fetch_add_explicit(l, 1, memory_order_acquire) == 0;
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
