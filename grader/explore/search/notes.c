/* notes.c - what an execution has shown becomes a list of findings
 *
 * One entry for each kind and place, from the first execution that showed it;
 * failures (a wrong result, a deadlock, ...) are one entry for each kind.
 */
#include "../report/words.h"
#include "search.h"

#include <stdlib.h>
#include <string.h>

const char *kind_word(enum kind kind)
{
    static const char *const words[KINDS] = {
        "left-behind", "lock-order", "misuse",   "race", "wrong-result",
        "livelock",    "stuck",      "deadlock", "crash"};

    return words[kind];
}

int outcome_is_bad(enum outcome outcome)
{
    return outcome == OUTCOME_WRONG || outcome == OUTCOME_DEADLOCK ||
           outcome == OUTCOME_LIVELOCK || outcome == OUTCOME_CRASH ||
           outcome == OUTCOME_STUCK;
}

enum kind kind_of_outcome(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_DEADLOCK:
        return KIND_DEADLOCK;
    case OUTCOME_LIVELOCK:
        return KIND_LIVELOCK;
    case OUTCOME_CRASH:
        return KIND_CRASH;
    case OUTCOME_STUCK:
        return KIND_STUCK;
    default:
        return KIND_WRONG;
    }
}

/* Takes over the sentences. `same` is what an equal finding has equal. */
static void note(struct search *s, struct found f)
{
    struct found *place = NULL;

    for (size_t i = 0; i < s->n_found; i++) {
        struct found *old = &s->found[i];

        if (old->kind != f.kind ||
            (f.kind < KIND_WRONG &&
             (old->pc[0] != f.pc[0] || old->pc[1] != f.pc[1] ||
              strcmp(old->en, f.en) != 0)))
            continue;
        place = old;
        break;
    }
    if (place && !(place->by_walk && !f.by_walk)) {
        free(f.zh);
        free(f.en);
        return;
    }
    if (place) {
        free(place->zh);
        free(place->en);
        free(place->schedule.deviation);
    } else if (s->n_found < FOUND_MAX) {
        place = &s->found[s->n_found++];
    }
    if (!place) {
        free(f.zh);
        free(f.en);
        return;
    }
    f.execution = s->executions;
    f.schedule = schedule_taken(s->seen);
    *place = f;
}

static void note_outcome(struct search *s, int by_walk)
{
    struct found f = {.kind = kind_of_outcome((enum outcome)s->seen->outcome),
                      .by_walk = by_walk};
    uint32_t at;

    if (!outcome_is_bad((enum outcome)s->seen->outcome))
        return;
    words_outcome(s->seen, &f.zh, &f.en);
    at = words_outcome_event(s->seen);
    if (at < s->seen->events) {
        f.pc[0] = s->seen->event[at].pc;
        f.image[0] = s->seen->event[at].image;
    }
    note(s, f);
}

static void note_race(struct search *s, const struct race *r, int by_walk)
{
    const struct event *a = &s->seen->event[r->first];
    const struct event *b = &s->seen->event[r->second];
    struct found f = {.kind = KIND_RACE,
                      .by_walk = by_walk,
                      .pc = {a->pc, b->pc},
                      .image = {a->image, b->image}};

    words_race(s->seen, r, &f.zh, &f.en);
    note(s, f);
}

static void note_finding(struct search *s, const struct finding *x, int by_walk)
{
    struct found f = {.kind = KIND_MISUSE, .by_walk = by_walk, .pc = {x->pc}};

    if (x->kind == FINDING_FULL || x->kind == FINDING_NONE)
        return;
    if (x->kind == FINDING_LEFT_BEHIND)
        f.kind = KIND_LEFT;
    if (x->kind == FINDING_VANISHED) /* whatever it was about to do wrong */
        f.kind = KIND_CRASH;
    if (x->kind == FINDING_LOCK_ORDER) {
        f.kind = KIND_LOCK_ORDER;
        strcpy(f.lock[0], s->seen->object[x->object].name);
        strcpy(f.lock[1], s->seen->object[x->other].name);
    }
    f.image[0] = s->seen->process[x->process].image;
    words_finding(s->seen, x, &f.zh, &f.en);
    note(s, f);
}

/* Some executions show that a semaphore is no lock: one process waits for it and
 * another posts it. Then its order means nothing in the others either. */
static void drop_lock_order(struct search *s, const char *lock)
{
    for (size_t i = s->n_found; i-- > 0;) {
        struct found *f = &s->found[i];

        if (f->kind == KIND_LOCK_ORDER &&
            (strcmp(f->lock[0], lock) == 0 || strcmp(f->lock[1], lock) == 0))
            f->refuted = 1;
    }
}

static int is_signal(const struct object *o)
{
    return (o->type == OBJECT_SEM || o->type == OBJECT_SEM_PRIVATE) &&
           o->writers;
}

void note_execution(struct search *s)
{
    const struct control *seen = s->seen;
    int by_walk = s->control->mode == MODE_RANDOM;

    note_outcome(s, by_walk);
    for (uint32_t i = 0; i < seen->races; i++)
        note_race(s, &seen->race[i], by_walk);
    for (uint32_t i = 0; i < seen->findings; i++)
        note_finding(s, &seen->finding[i], by_walk);
    for (uint32_t i = 1; i < seen->objects; i++)
        if (is_signal(&seen->object[i]))
            drop_lock_order(s, seen->object[i].name);
}
