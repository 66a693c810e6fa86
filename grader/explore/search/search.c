/* search.c - which schedules to try, and in which order */
#include "search.h"
#include "places.h"
#include "visited.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Bounds for memory and for schedules nobody could read. */
enum { COSTS = 64, QUEUED_MAX = 1000000, AFTER_SOFT = 1500 };

struct state {
    struct search *s;
    struct queue queue[COSTS]; /* by number of preemptions */
    struct places places;
    struct visited visited;
    size_t queued;
    int dropped;       /* something was not followed: not exhaustive */
    int delay_bounded; /* three processes or more: every deviation costs */
    struct timespec begun;
    unsigned soft_since; /* executions when the first finding came */
};

static double seconds_since(const struct timespec *begun)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) +
           (double)(now.tv_nsec - begun->tv_nsec) * 1e-9;
}

/* A failure that a schedule shows, as against one that clocks prove. */
static int has_failed(const struct search *s)
{
    for (size_t i = 0; i < s->n_found; i++)
        if (s->found[i].kind >= KIND_WRONG && !s->found[i].by_walk &&
            (s->kinds >> s->found[i].kind & 1))
            return 1;
    return 0;
}

/* The order of locks is only a hint: it does not make the search shorter. */
static int has_found(const struct search *s)
{
    for (size_t i = 0; i < s->n_found; i++)
        if ((s->kinds >> s->found[i].kind & 1) &&
            s->found[i].kind != KIND_LOCK_ORDER)
            return 1;
    return 0;
}

/* When something is proved already, a losing schedule is still worth looking
 * for, but not for ever. */
static int must_stop(struct state *st)
{
    const struct search *s = st->s;

    if (s->unfollowed)
        return 1;
    if (s->max_executions && s->executions >= s->max_executions)
        return 1;
    if (s->max_seconds > 0 && seconds_since(&st->begun) > s->max_seconds)
        return 1;
    if (s->keep_on)
        return 0;
    if (has_failed(s))
        return 1;
    if (!st->soft_since && has_found(s))
        st->soft_since = s->executions;
    return st->soft_since && s->executions > st->soft_since + AFTER_SOFT;
}

/* ---- breadth first ----------------------------------------------------------- */

static void enqueue(struct state *st, struct queue *q, struct work work)
{
    if (st->queued >= QUEUED_MAX || queue_add(q, work) == -1) {
        free(work.schedule.deviation);
        st->dropped = 1;
        return;
    }
    st->queued++;
}

/* What was put aside at a place that turned out to matter. */
static void bring_back(struct state *st, struct place_use *use)
{
    struct queue *aside = &use->aside;

    for (; aside->head < aside->n; aside->head++)
        if (queue_add(&st->queue[aside->work[aside->head].cost],
                      aside->work[aside->head]) == -1)
            st->dropped = 1;
    queue_free(aside);
}

static void learn_race(struct state *st, uint32_t event)
{
    const struct control *seen = st->s->seen;
    const struct event *e = &seen->event[event];
    struct place_use *use;

    if (event >= seen->events || !is_plain(e->op))
        return;
    use = places_use(&st->places, place_of_event(seen, e));
    if (!use)
        return;
    use->plain = use->racy = 1;
    bring_back(st, use);
}

static void learn_places(struct state *st)
{
    const struct control *seen = st->s->seen;

    for (uint32_t i = 0; i < seen->steps; i++) {
        const struct decision *d = &seen->decision[i];
        uint64_t key = d->current == NOBODY ? 0 : place_key(seen, d);
        struct place_use *use = key ? places_use(&st->places, key) : NULL;

        if (key && !use)
            st->dropped = 1;
        if (!use)
            continue;
        use->plain = is_plain(d->op);
        /* Who waits for a child, or kills, is seen by all. */
        use->processes |= seen->object[d->object].type == OBJECT_CHILDREN
                              ? ~0u
                              : 1u << d->current;
        use->written |= d->op != OP_ATOMIC_LOAD;
        if (use->aside.n && place_matters(use))
            bring_back(st, use);
    }
    for (uint32_t i = 0; i < seen->races; i++) {
        learn_race(st, seen->race[i].first);
        learn_race(st, seen->race[i].second);
    }
}

/* A preemption takes the token from somebody who could go on. Waking a sleeper
 * while others can run costs as much: a sleep long enough is unlikely. */
static unsigned cost_of(const struct state *st, const struct decision *d,
                        unsigned choice)
{
    int preempts = d->current_enabled && !d->current_low;
    int wakes = (d->low >> choice % TIMES_OUT & 1) && (d->enabled & ~d->low);

    return st->delay_bounded || preempts || wakes || choice >= TIMES_OUT;
}

static struct work extended(const struct work *w, uint32_t step,
                            unsigned choice, unsigned cost)
{
    struct work next = {.cost = w->cost + cost};
    size_t n = w->schedule.n;

    next.schedule.deviation = malloc((n + 1) * sizeof(struct deviation));
    if (!next.schedule.deviation)
        return next;
    if (n)
        memcpy(next.schedule.deviation, w->schedule.deviation,
               n * sizeof(struct deviation));
    next.schedule.deviation[n] = (struct deviation){step, choice};
    next.schedule.n = n + 1;
    return next;
}

static void branch(struct state *st, const struct work *w, uint32_t step,
                   unsigned choice)
{
    const struct control *seen = st->s->seen;
    const struct decision *d = &seen->decision[step];
    unsigned cost = cost_of(st, d, choice);
    struct queue *q;
    struct work next;

    if (w->cost + cost >= COSTS || w->schedule.n + 1 >= DEVIATIONS) {
        st->dropped = 1;
        return;
    }
    q = &st->queue[w->cost + cost];
    if (st->s->prune && cost && d->current_enabled && choice < TIMES_OUT) {
        uint64_t key = place_key(seen, d);
        struct place_use *use = key ? places_use(&st->places, key) : NULL;

        if (key && !use)
            st->dropped = 1;
        if (!use)
            return; /* nobody else can see this step: any order will do */
        if (!place_matters(use))
            q = &use->aside;
    }
    next = extended(w, step, choice, cost);
    if (!next.schedule.deviation)
        st->dropped = 1;
    else
        enqueue(st, q, next);
}

/* All deviations after the last one of w: those before have been followed from
 * shorter schedules. */
static void branches(struct state *st, const struct work *w)
{
    const struct control *seen = st->s->seen;
    uint32_t from =
        w->schedule.n ? w->schedule.deviation[w->schedule.n - 1].step + 1 : 0;

    for (uint32_t i = from; i < seen->steps; i++) {
        const struct decision *d = &seen->decision[i];

        if (!(d->enabled & (d->enabled - 1)) && !d->limited)
            continue;
        if (st->s->prune &&
            visited_before(&st->visited, d->signature, d->current, w->cost))
            break;
        for (unsigned p = 0; p < seen->processes; p++) {
            if (p != d->choice && (d->enabled >> p & 1) &&
                !(d->spinning >> p & 1))
                branch(st, w, i, p);
            if (p + TIMES_OUT != d->choice && (d->limited >> p & 1))
                branch(st, w, i, p + TIMES_OUT);
        }
    }
}

/* What an execution leaves untried for reasons of its own. */
static int covers_less(const struct control *seen)
{
    if (seen->outcome == OUTCOME_TOO_LONG ||
        seen->outcome == OUTCOME_LIVELOCK ||
        seen->outcome == OUTCOME_DIVERGED || seen->outcome == OUTCOME_STUCK ||
        seen->outcome == OUTCOME_CROWDED || seen->outcome == OUTCOME_HANDLER ||
        seen->outcome == OUTCOME_LOST)
        return 1;
    for (uint32_t i = 0; i < seen->findings; i++)
        if (seen->finding[i].kind == FINDING_FULL)
            return 1;
    return 0;
}

/* Returns -1 when the server is lost. */
static int try(struct state *st, const struct work *w)
{
    struct search *s = st->s;

    if (execute(s, MODE_DEVIATIONS, &w->schedule, 0) == OUTCOME_LOST)
        return -1;
    note_execution(s);
    st->dropped |= covers_less(s->seen);
    if (s->seen->outcome == OUTCOME_CROWDED ||
        s->seen->outcome == OUTCOME_HANDLER)
        s->unfollowed = (enum outcome)s->seen->outcome;
    if (s->seen->processes > 2)
        st->delay_bounded = 1;
    learn_places(st);
    branches(st, w);
    return 0;
}

static int breadth_first(struct state *st)
{
    const unsigned most = st->s->max_cost;

    for (unsigned cost = 0; cost < COSTS; cost++) {
        struct queue *q = &st->queue[cost];

        if (most && cost > most && q->head < q->n)
            return 0; /* there are more, but none was asked for */
        while (q->head < q->n) {
            struct work w = q->work[q->head++];
            int lost = 0, stop = must_stop(st);

            if (!stop)
                lost = try(st, &w);
            free(w.schedule.deviation);
            st->queued--;
            if (lost || stop)
                return lost;
        }
    }
    st->s->exhaustive = !st->dropped;
    return 0;
}

/* ---- random walks ------------------------------------------------------------- */

enum outcome search_random(struct search *s, uint64_t seed)
{
    uint64_t random = (seed + 1) * 0x9e3779b97f4a7c15;

    return execute(s, MODE_RANDOM, NULL, random ? random : 1);
}

/* A few steps off the beaten track: deep bugs show early. A failure found so is
 * kept, and a shorter schedule looked for afterwards. */
static int walk(struct state *st)
{
    struct search *s = st->s;

    for (unsigned i = 0; i < s->random_walks && !must_stop(st); i++) {
        if (search_random(s, i) == OUTCOME_LOST)
            return -1;
        note_execution(s);
        if (outcome_is_bad((enum outcome)s->seen->outcome))
            break;
    }
    return 0;
}

/* ---- from a long schedule to a short one ----------------------------------------*/

enum outcome search_replay(struct search *s, const struct schedule *schedule)
{
    return execute(s, MODE_DEVIATIONS, schedule, 0);
}

static int still_fails(struct search *s, const struct schedule *schedule,
                       enum kind kind)
{
    enum outcome outcome = search_replay(s, schedule);

    return outcome_is_bad(outcome) && kind_of_outcome(outcome) == kind;
}

/* Leave out one deviation after the other, as long as it still goes wrong. */
static void shorten(struct search *s, struct found *f)
{
    for (size_t i = f->schedule.n; i-- > 0;) {
        struct schedule *now = &f->schedule;
        struct deviation without = now->deviation[i];

        memmove(now->deviation + i, now->deviation + i + 1,
                (now->n - i - 1) * sizeof without);
        now->n--;
        if (still_fails(s, now, f->kind))
            continue;
        memmove(now->deviation + i + 1, now->deviation + i,
                (now->n - i) * sizeof without);
        now->deviation[i] = without;
        now->n++;
    }
}

/* ---- all of it ----------------------------------------------------------------- */

static const struct found *worst_of(struct search *s)
{
    const struct found *worst = NULL;

    for (size_t i = 0; i < s->n_found; i++) {
        struct found *f = &s->found[i];

        /* Every schedule was tried and none deadlocked: the order of the
         * locks does no harm (another lock guards it). */
        if (f->kind == KIND_LOCK_ORDER && s->exhaustive)
            f->refuted = 1;
        if (f->refuted || !(s->kinds >> f->kind & 1))
            continue;
        if (!worst || f->kind > worst->kind ||
            (f->kind == worst->kind && f->schedule.n < worst->schedule.n))
            worst = f;
    }
    return worst;
}

/* What only a walk has shown gets the shortest schedule we can make of it. */
static void shorten_walks(struct search *s)
{
    for (size_t i = 0; i < s->n_found; i++)
        if (s->found[i].by_walk && s->found[i].kind >= KIND_WRONG)
            shorten(s, &s->found[i]);
}

int search_run(struct search *s)
{
    struct state st = {.s = s};
    struct work first = {0};
    int lost;

    clock_gettime(CLOCK_MONOTONIC, &st.begun);
    s->seen = s->seen ? s->seen : calloc(1, sizeof *s->seen);
    if (!s->seen)
        return -1;
    lost = try(&st, &first); /* the default schedule, and all it proves */
    if (!lost)
        lost = walk(&st);
    if (!lost)
        lost = breadth_first(&st);
    if (!lost && !has_failed(s))
        shorten_walks(s);
    s->worst = worst_of(s);
    for (int i = 0; i < COSTS; i++)
        queue_free(&st.queue[i]);
    places_free(&st.places);
    visited_free(&st.visited);
    return lost;
}

void search_end(struct search *s)
{
    for (size_t i = 0; i < s->n_found; i++) {
        free(s->found[i].zh);
        free(s->found[i].en);
        free(s->found[i].schedule.deviation);
    }
    s->n_found = 0;
    s->worst = NULL;
    free(s->seen);
    s->seen = NULL;
}
