/* places.h - which places two processes share, one of them storing
 *
 * Only there can a preemption make a difference. What would be preempted at
 * other places is put aside, and comes back when the place turns out to be
 * shared after all.
 */
#ifndef PLACES_H
#define PLACES_H

#include "search.h"

/* One schedule to try. */
struct work {
    struct schedule schedule;
    unsigned cost;
};

struct queue {
    struct work *work;
    size_t head, n, room;
};

/* queue_add - at the end; returns -1 without memory. */
int queue_add(struct queue *q, struct work work);
void queue_free(struct queue *q);

struct place_use {
    uint64_t key;
    uint32_t processes; /* a set */
    int written;
    struct queue aside;
};

struct places {
    struct place_use *use;
    size_t n, room;
};

/* place_key - what the decision's process was about to touch; 0 for nothing
 * that others can see. Equal in all executions. */
uint64_t place_key(const struct control *seen, const struct decision *d);

/* places_use - the entry of this key; NULL without memory. Valid until the
 * next call. */
struct place_use *places_use(struct places *p, uint64_t key);

/* place_shared - used by several, and stored to by one. */
int place_shared(const struct place_use *use);

void places_free(struct places *p);

#endif
