/* clocks.c - what happens before what, across processes
 *
 * Every process has a vector clock. Two accesses to the same bytes, one of
 * them a store, race when neither's process had heard of the other's: no chain
 * of fork, wait, post, unlock, release ... leads from one to the other. That is
 * a property of this execution's order of synchronisation, not of its luck.
 *
 * Beside the clocks each process and object carries a history: a hash of all
 * that could have influenced it. Two executions with equal histories differ
 * only in the order of independent steps, and the search follows one of them.
 *
 * Sources: Lamport, "Time, Clocks, and the Ordering of Events" (CACM 1978);
 * Flanagan, Freund, "FastTrack" (PLDI 2009) for epochs.
 */
#include "engine.h"

#include <string.h>

uint64_t mix(uint64_t a, uint64_t b)
{
    a ^= b + 0x9e3779b97f4a7c15 + (a << 6) + (a >> 2);
    a ^= a >> 31;
    a *= 0xbf58476d1ce4e5b9;
    a ^= a >> 29;
    return a;
}

void clock_join(struct clock *into, const struct clock *from)
{
    for (int i = 0; i < PROCESSES; i++)
        if (from->at[i] > into->at[i])
            into->at[i] = from->at[i];
}

void clock_acquire(const struct clock *from)
{
    clock_join(&self->now, from);
}

/* The own component moves on: what I do from here is not known there. */
void clock_release(struct clock *into)
{
    clock_join(into, &self->now);
    self->now.at[me]++;
}

/* ---- semaphores and queues ----------------------------------------------- */

/* Why tokens: if a wait came after every earlier post, a semaphore that starts
 * at 2 would seem to order two processes that are inside together. With tokens,
 * first in, first out, what is not certain is not assumed. */
void tokens_reset(struct object *o, int value, const struct clock *each)
{
    o->first_token = 0;
    o->tokens = value < 0 ? 0 : value < TOKENS ? value : TOKENS;
    for (int i = 0; i < o->tokens; i++)
        o->token[i] = *each;
}

void token_add(struct object *o)
{
    if (o->tokens < TOKENS) {
        o->token[(o->first_token + o->tokens) % TOKENS] = self->now;
        o->tokens++;
    } else {
        clock_join(&o->token[(o->first_token + TOKENS - 1) % TOKENS],
                   &self->now);
    }
    self->now.at[me]++;
}

void token_take(struct object *o)
{
    if (o->tokens == 0)
        return;
    clock_acquire(&o->token[o->first_token]);
    o->first_token = (o->first_token + 1) % TOKENS;
    o->tokens--;
}

void history_add(int object, enum op op, uint64_t value)
{
    struct object *o = &control->object[object];

    self->history =
        mix(mix(self->history, (unsigned)op * 131u + value), o->history);
    o->history = mix(self->history, (unsigned)object + 7777u);
    o->epoch++;
}

/* ---- memory -------------------------------------------------------------- */

/* Open addressing; one of an earlier execution is as good as an empty one,
 * so nothing has to be cleared between executions. */
struct shadow *shadow_find(uint32_t object, uint32_t granule)
{
    /* Neighbours share a cache line of the table. */
    uint64_t hash = (mix(object, granule >> 3) << 3) | (granule & 7);

    for (uint64_t k = 0; k < SHADOWS; k++) {
        struct shadow *c = &control->shadow[(hash + k) % SHADOWS];

        if (c->generation == control->generation && c->object == object &&
            c->granule == granule)
            return c;
        if (c->generation != control->generation) {
            memset(c, 0, sizeof *c);
            c->generation = control->generation;
            c->object = object;
            c->granule = granule;
            return c;
        }
    }
    finding_add(FINDING_FULL, 0, 0);
    return NULL;
}

static int is_write(const struct event *e)
{
    return e->op == OP_WRITE || e->op == OP_ATOMIC_STORE ||
           (e->op == OP_ATOMIC_RMW && !(e->flags & EVENT_FAILED));
}

static struct race *race_known(int object, uint64_t pc1, uint64_t pc2)
{
    for (uint32_t i = 0; i < control->races; i++) {
        struct race *r = &control->race[i];

        if (r->object == object &&
            ((r->first_pc == pc1 && r->second_pc == pc2) ||
             (r->first_pc == pc2 && r->second_pc == pc1)))
            return r;
    }
    return NULL;
}

/* One race for each pair of places in the program. */
static void race_add(const struct record *earlier, uint32_t later, int object,
                     uint32_t offset, int weak_order)
{
    struct event *a = &control->event[earlier->event];
    struct event *b = &control->event[later];
    struct race *r = race_known(object, a->pc, b->pc);

    a->flags |= EVENT_RACE;
    b->flags |= EVENT_RACE;
    if (r) {
        r->weak_order |= (uint8_t)weak_order;
        return;
    }
    if (control->races >= RACES)
        return;
    control->race[control->races++] =
        (struct race){.first = earlier->event,
                      .second = later,
                      .object = object,
                      .offset = offset,
                      .first_pc = a->pc,
                      .second_pc = b->pc,
                      .first_write = earlier->write,
                      .second_write = (uint8_t)is_write(b),
                      .first_process = earlier->process,
                      .second_process = (uint8_t)me,
                      .weak_order = (uint8_t)weak_order};
}

static void compare(const struct shadow *c, const struct record *mine,
                    int object, uint32_t offset)
{
    for (int i = 0; i < c->records; i++) {
        const struct record *r = &c->record[i];

        if (r->process == me || !(r->bytes & mine->bytes) ||
            !(r->write | mine->write) || (r->atomic && mine->atomic))
            continue;
        if (r->when > self->now.at[r->process])
            race_add(r, mine->event, object, offset,
                     r->when <= self->would.at[r->process]);
    }
}

/* A later access of the same kind to the same bytes takes the earlier one's
 * place; the oldest makes room when all places are taken. */
static void remember(struct shadow *c, const struct record *mine)
{
    for (int i = 0; i < c->records; i++) {
        struct record *r = &c->record[i];

        if (r->process == mine->process && r->write == mine->write &&
            r->atomic == mine->atomic && !(r->bytes & ~mine->bytes)) {
            *r = *mine;
            return;
        }
    }
    if (c->records == RECORDS)
        memmove(c->record, c->record + 1, --c->records * sizeof *c->record);
    c->record[c->records++] = *mine;
}

/* Reads of one value commute, so they are added up; a write comes after the
 * write and all reads before it. */
static void shadow_history(struct shadow *c, uint64_t place, int write, int rmw)
{
    if (write) {
        self->history = mix(mix(self->history, 3u + (unsigned)rmw),
                            mix(c->written, c->read) + place);
        c->written = self->history;
        c->read = 0;
        c->writers |= (uint16_t)(1u << me);
    } else {
        self->history = mix(mix(self->history, 2), c->written + place);
        c->read += self->history;
        c->readers |= (uint16_t)(1u << me);
    }
}

void access_ordered(int object, uint32_t offset, uint32_t size, int write,
                    int atomic, uint32_t event)
{
    uint32_t end = offset + size;
    int rmw = control->event[event].op == OP_ATOMIC_RMW;

    for (uint32_t at = offset, next; at < end; at = next) {
        struct record mine = {.process = (uint8_t)me,
                              .write = (uint8_t)write,
                              .atomic = (uint8_t)atomic,
                              .when = self->now.at[me],
                              .event = event};
        struct shadow *c = shadow_find((uint32_t)object, at / 8);

        next = (at / 8 + 1) * 8 < end ? (at / 8 + 1) * 8 : end;
        for (uint32_t k = at; k < next; k++)
            mine.bytes |= (uint8_t)(1u << k % 8);
        if (!c)
            return;
        compare(c, &mine, object, at);
        remember(c, &mine);
        shadow_history(c, place_of(object, at), write, rmw);
    }
}
