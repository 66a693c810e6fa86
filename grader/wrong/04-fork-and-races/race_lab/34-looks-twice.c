/* wrong: volatile，写进 1 以后再看一次是不是 1 / volatile, and after storing the 1 it looks a second time whether it is 1 — caught by: race_lab.one_holder */
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
    volatile int *word = (volatile int *)l;

    if (*word == 0) {
        *word = 1;
        if (*word == 1) /* looked twice: it must be ours */
            return 1;
    }
    return 0;
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
