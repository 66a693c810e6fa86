/* wrong: 没有拿到也留下了加上去的 1，放开一次减不到 0 / a try that fails leaves its 1 behind, and letting go once does not come back to 0 — caught by: race_lab.lock_states */
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
    return atomic_fetch_add(l, 1) == 0;
}

void spin_lock(_Atomic int *l)
{
    while (!spin_try(l))
        sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    atomic_fetch_sub(l, 1);
}
