/* places.h - where a preemption can make a difference
 *
 * At synchronisation that two processes use, one of them changing something;
 * and at ordinary loads and stores that race. A program without races cannot
 * tell whether it was preempted at an ordinary access or at the synchronisation
 * before it; and if there is a race, an execution that is preempted at
 * synchronisation only shows it. Other places are put aside, and come back when
 * they turn out to matter after all.
 *
 * Source: Musuvathi, Qadeer, "Iterative Context Bounding" (PLDI 2007), theorem
 * on data races.
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
    int written, racy;
    int plain; /* ordinary loads and stores, no synchronisation */
    struct queue aside;
};

/* More than one execution can tell apart (control.h). */
enum { PLACES_MAX = 2 * SHADOWS };

struct places {
    struct place_use *use;
    size_t n, room;
    uint16_t *slot; /* by key: the number in `use`, plus 1; 0: empty */
};

/* place_key - what the decision's process was about to touch; 0 for nothing
 * that others can see. Equal in all executions. Ordinary accesses and atomic
 * ones to the same bytes are two places. */
uint64_t place_key(const struct control *seen, const struct decision *d);

/* place_of_event - the same for an event of an ordinary access. */
uint64_t place_of_event(const struct control *seen, const struct event *e);

/* is_plain - an ordinary load or store. */
int is_plain(unsigned op);

/* places_use - the entry of this key; NULL when there is no room. Valid until the
 * next call. */
struct place_use *places_use(struct places *p, uint64_t key);

/* place_matters - can a preemption there make a difference? */
int place_matters(const struct place_use *use);

void places_free(struct places *p);

#endif
