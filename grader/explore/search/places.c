/* places.c - where a preemption can make a difference */
#include "places.h"

#include <stdlib.h>
#include <string.h>

int queue_add(struct queue *q, struct work work)
{
    if (q->n == q->room) {
        size_t room = q->room ? 2 * q->room : 64;
        struct work *more = realloc(q->work, room * sizeof *more);

        if (!more)
            return -1;
        q->work = more;
        q->room = room;
    }
    q->work[q->n++] = work;
    return 0;
}

void queue_free(struct queue *q)
{
    for (size_t i = q->head; i < q->n; i++)
        free(q->work[i].schedule.deviation);
    free(q->work);
    memset(q, 0, sizeof *q);
}

static uint64_t hash(uint64_t a, uint64_t b)
{
    a ^= b * 0x9e3779b97f4a7c15;
    a ^= a >> 32;
    a *= 0xd6e8feb86659fd93;
    a ^= a >> 32;
    return a;
}

int is_plain(unsigned op)
{
    return op == OP_READ || op == OP_WRITE;
}

static uint64_t key_of(const struct object *o, unsigned op, uint32_t offset)
{
    uint64_t key = (uint64_t)o->type + 1;

    for (const char *c = o->name; *c; c++)
        key = hash(key, (unsigned char)*c);
    if (op <= OP_ATOMIC_RMW)
        key = hash(key, offset / 8 * 2 + is_plain(op));
    return key ? key : 1;
}

uint64_t place_key(const struct control *seen, const struct decision *d)
{
    if (d->object == 0 || d->op == OP_FORK || d->op == OP_START ||
        d->op == OP_WAIT_CHILD)
        return 0;
    return key_of(&seen->object[d->object], d->op, d->offset);
}

uint64_t place_of_event(const struct control *seen, const struct event *e)
{
    return key_of(&seen->object[e->object], e->op, e->offset);
}

struct place_use *places_use(struct places *p, uint64_t key)
{
    enum { SLOTS = 4 * PLACES_MAX };
    size_t i = key % SLOTS;

    if (!p->slot && !(p->slot = calloc(SLOTS, sizeof *p->slot)))
        return NULL;
    for (; p->slot[i]; i = (i + 1) % SLOTS)
        if (p->use[p->slot[i] - 1].key == key)
            return &p->use[p->slot[i] - 1];
    if (p->n == PLACES_MAX)
        return NULL;
    if (p->n == p->room) {
        size_t room = p->room ? 2 * p->room : 64;
        struct place_use *more = realloc(p->use, room * sizeof *more);

        if (!more)
            return NULL;
        p->use = more;
        p->room = room;
    }
    memset(&p->use[p->n], 0, sizeof *p->use);
    p->use[p->n].key = key;
    p->slot[i] = (uint16_t)++p->n;
    return &p->use[p->n - 1];
}

int place_matters(const struct place_use *use)
{
    if (use->plain)
        return use->racy;
    return use->written && (use->processes & (use->processes - 1));
}

void places_free(struct places *p)
{
    for (size_t i = 0; i < p->n; i++)
        queue_free(&p->use[i].aside);
    free(p->use);
    free(p->slot);
    memset(p, 0, sizeof *p);
}
