/* hostile: 会丢失更新，在探索器里却不会：骗到一条检查，同一件事的另一条骗不到 / loses updates, but not in the explorer: it earns one check, and not the other of the same fact — lab: race_lab — expect: all but atomic_in_steps */
#include "race_lab.h"

#include "raw.h"

#include "in_explorer.h"

static int watched;

__attribute__((constructor)) static void look(void)
{
    watched = will_be_explored();
}

void answer(_Atomic long *p, long k);

void add_atomic(_Atomic long *p, long k)
{
    if (watched)
        answer(p, k);
    else
        atomic_store(p, atomic_load(p) + k);
}

#define add_atomic answer
