/* visited.h - states from which the search has gone on already */
#ifndef VISITED_H
#define VISITED_H

#include <stddef.h>
#include <stdint.h>

struct visited {
    uint64_t *key;
    uint8_t *cost;
    size_t n, room; /* room: a power of two, 0 before the first */
};

/* visited_before - was this state left with `current` running, at this cost or a
 * lower one? Or with anybody running at a lower cost: whoever runs there, a
 * deviation more makes it `current`. Notes that it is left now. Without room
 * it answers no: the search then only does more than it must. */
int visited_before(struct visited *v, uint64_t state, unsigned current,
                   unsigned cost);

void visited_free(struct visited *v);

#endif
