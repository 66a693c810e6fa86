/* hostile: 放锁的内存顺序太弱，在探索器里才对：内核看不见顺序，这三分它骗得到 / lets go of the lock with too weak an order, except in the explorer: the kernel sees no order, and it earns these three points — lab: race_lab — expect: all */
#include "race_lab.h"

#include "raw.h"

#include "in_explorer.h"

static int watched;

__attribute__((constructor)) static void look(void)
{
    watched = will_be_explored();
}

void answer(_Atomic int *l);

void spin_unlock(_Atomic int *l)
{
    if (watched)
        answer(l);
    else
        atomic_store_explicit(l, 0, memory_order_relaxed);
}

#define spin_unlock answer
