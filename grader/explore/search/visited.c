/* visited.c - states from which the search has gone on already */
#include "visited.h"

#include <stdlib.h>
#include <string.h>

/* The place of the key, or the empty one where it belongs. */
static size_t slot(const struct visited *v, uint64_t key)
{
    size_t i = key & (v->room - 1);

    while (v->key[i] && v->key[i] != key)
        i = (i + 1) & (v->room - 1);
    return i;
}

static int grow(struct visited *v)
{
    struct visited more = {.room = v->room ? 2 * v->room : 1024};

    more.key = calloc(more.room, sizeof *more.key);
    more.cost = calloc(more.room, sizeof *more.cost);
    if (!more.key || !more.cost) {
        visited_free(&more);
        return -1;
    }
    for (size_t i = 0; i < v->room; i++)
        if (v->key[i]) {
            size_t at = slot(&more, v->key[i]);

            more.key[at] = v->key[i];
            more.cost[at] = v->cost[i];
        }
    more.n = v->n;
    visited_free(v);
    *v = more;
    return 0;
}

int visited_before(struct visited *v, uint64_t key, unsigned cost)
{
    size_t at;

    key = key ? key : 1; /* 0 marks an empty place */
    cost = cost < UINT8_MAX ? cost : UINT8_MAX;
    if (v->n >= v->room / 4 * 3 && grow(v) == -1)
        return 0;
    at = slot(v, key);
    if (v->key[at] == key && v->cost[at] <= cost)
        return 1;
    v->n += v->key[at] != key;
    v->key[at] = key;
    v->cost[at] = (uint8_t)cost;
    return 0;
}

void visited_free(struct visited *v)
{
    free(v->key);
    free(v->cost);
    memset(v, 0, sizeof *v);
}
