/* visited.c - states from which the search has gone on already */
#include "visited.h"

#include <stdlib.h>
#include <string.h>

/* Keys come from the explored program, which may choose them: whatever it
 * chooses, looking one up takes this many steps at most, and the table has at
 * most so much room. */
enum { PROBES = 256, ROOM_MAX = 1 << 23 };

/* The place of the key, or the empty one where it belongs; v->room if neither
 * is near. */
static size_t slot(const struct visited *v, uint64_t key)
{
    size_t i = (key * 0x9e3779b97f4a7c15 >> 32) & (v->room - 1);

    for (int n = 0; n < PROBES; n++) {
        if (!v->key[i] || v->key[i] == key)
            return i;
        i = (i + 1) & (v->room - 1);
    }
    return v->room;
}

static int grow(struct visited *v)
{
    struct visited more = {.room = v->room ? 2 * v->room : 1024};

    if (v->room == ROOM_MAX)
        return -1;
    more.key = calloc(more.room, sizeof *more.key);
    more.cost = calloc(more.room, sizeof *more.cost);
    if (!more.key || !more.cost) {
        visited_free(&more);
        return -1;
    }
    for (size_t i = 0; i < v->room; i++)
        if (v->key[i]) {
            size_t at = slot(&more, v->key[i]);

            if (at == more.room)
                continue;
            more.key[at] = v->key[i];
            more.cost[at] = v->cost[i];
            more.n++;
        }
    visited_free(v);
    *v = more;
    return 0;
}

/* The lowest cost noted for this key before, UINT8_MAX if there was none; notes
 * this one if it is lower. */
static unsigned note(struct visited *v, uint64_t key, unsigned cost)
{
    unsigned before = UINT8_MAX;
    size_t at;

    key = key ? key : 1; /* 0 marks an empty place */
    if (v->n >= v->room / 4 * 3 && grow(v) == -1 && v->room == 0)
        return before;
    at = slot(v, key);
    if (at == v->room)
        return before;
    if (v->key[at] == key)
        before = v->cost[at];
    v->n += v->key[at] != key;
    v->key[at] = key;
    v->cost[at] = (uint8_t)(cost < before ? cost : before);
    return before;
}

int visited_before(struct visited *v, uint64_t state, unsigned current,
                   unsigned cost)
{
    enum { ANYBODY = 0x100 };
    unsigned same, any;

    cost = cost < UINT8_MAX - 1 ? cost : UINT8_MAX - 1;
    same = note(v, state * 31 + current, cost);
    any = note(v, state * 31 + ANYBODY, cost);
    return same <= cost || any < cost;
}

void visited_free(struct visited *v)
{
    free(v->key);
    free(v->cost);
    memset(v, 0, sizeof *v);
}
