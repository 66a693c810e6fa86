/* wrong: 拿不到就把加上去的 1 再减掉：这一会儿里锁没有人拿着，却也不是 0 / takes back its 1 when it did not get the lock: for that moment the lock is not 0 though nobody holds it — caught by: race_lab.one_holder */
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
    if (atomic_fetch_add_explicit(l, 1, memory_order_acquire) == 0)
        return 1;
    atomic_fetch_sub(l, 1); /* take it back */
    return 0;
}

void spin_lock(_Atomic int *l)
{
    while (!spin_try(l))
        sched_yield();
}

void spin_unlock(_Atomic int *l)
{
    atomic_fetch_sub_explicit(l, 1, memory_order_release);
}
