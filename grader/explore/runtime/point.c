/* point.c - one token: who holds it runs, everybody else sleeps
 *
 * At a scheduling point a process announces what it will do next, and the
 * schedule chooses who goes on. The chosen one is woken by a futex; if it is
 * the same process, nothing is switched at all. There is no scheduler process:
 * whoever holds the token chooses.
 *
 * The default policy: go on with the same process as long as it can; else the
 * lowest number that can. A schedule is a list of deviations from that. Spinning
 * and sleeping processes are `low`: they run when nobody else can.
 *
 * Sources: futex(2); Musuvathi et al., "Finding and Reproducing Heisenbugs in
 * Concurrent Programs" (OSDI 2008), for bounding preemptions.
 */
#include "engine.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Everybody spins: so many more turns may still change something (a lock that
 * is polled, a counter that is watched). After that nobody will. */
enum { SPIN_TURNS = 600 };

int me = -1;

/* A scheduling point may lie between a call that failed and the look at its
 * errno. */
static void futex_wait(_Atomic uint32_t *word, uint32_t value)
{
    int saved = errno;

    syscall(SYS_futex, word, FUTEX_WAIT, value, NULL);
    errno = saved;
}

static void futex_wake(_Atomic uint32_t *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX);
}

void park(void)
{
    while (!self->go)
        futex_wait(&self->go, 0);
    self->go = 0;
}

static void grant(int i)
{
    control->owner = (uint32_t)i;
    control->process[i].go = 1;
    futex_wake(&control->process[i].go);
}

void finish(enum outcome outcome)
{
    if (control->outcome == OUTCOME_NONE)
        control->outcome = outcome;
    control->done = 1;
    futex_wake(&control->done);
}

/* ---- who can ------------------------------------------------------------- */

static int child_has_exited(int parent, int64_t pid)
{
    int any = 0;

    for (uint32_t i = 0; i < control->processes; i++) {
        const struct process *p = &control->process[i];

        if (p->parent != parent || p->state == PROCESS_FREE ||
            p->state == PROCESS_REAPED || (pid > 0 && p->pid != pid))
            continue;
        if (p->state == PROCESS_EXITED)
            return 1;
        any = 1;
    }
    return !any; /* without a child waitpid fails at once */
}

/* Can the pending operation be done now, without waiting? */
static int op_enabled(int i)
{
    const struct process *p = &control->process[i];
    const struct object *o = &control->object[p->object];

    switch (p->op) {
    case OP_SEM_WAIT:
    case OP_SEM_TIMEDWAIT:
        return !p->asleep_private && o->value > 0;
    case OP_MUTEX_LOCK:
        return !p->asleep_private && o->value == 0;
    case OP_COND_WAKE:
        return p->signalled;
    case OP_WAIT_CHILD:
        return child_has_exited(i, p->argument);
    case OP_SEMOP:
        return p->seen_epoch != o->epoch;
    case OP_READ_WAIT:
        return p->seen_epoch != control->descriptor_epoch;
    case OP_MQ_SEND:
        return o->value < o->maximum;
    case OP_MQ_RECEIVE:
        return o->value > 0;
    default:
        return 1;
    }
}

/* Sets of processes, one bit each. */
struct choices {
    unsigned alive, enabled, low, spinning, limited;
};

static struct choices survey(void)
{
    struct choices c = {0};

    for (unsigned i = 0; i < control->processes; i++) {
        const struct process *p = &control->process[i];

        if (p->state != PROCESS_READY)
            continue;
        c.alive |= 1u << i;
        if (!op_enabled((int)i)) {
            c.limited |= (unsigned)(p->timed != 0) << i;
            continue;
        }
        c.enabled |= 1u << i;
        c.spinning |= (unsigned)(p->spinning != 0) << i;
        c.low |= (unsigned)(p->spinning || p->sleeping) << i;
    }
    return c;
}

/* Nobody can go on: the first wait with a time limit reaches it. By default time
 * passes only when nothing else can happen; a deviation lets it pass earlier. */
static unsigned let_time_pass(void)
{
    for (unsigned i = 0; i < control->processes; i++) {
        struct process *p = &control->process[i];

        if (p->state == PROCESS_READY && p->timed) {
            p->time_out = 1;
            return 1u << i;
        }
    }
    return 0;
}

/* ---- who shall ----------------------------------------------------------- */

static unsigned lowest(unsigned set)
{
    return (unsigned)__builtin_ctz(set);
}

/* The next one of the set after `from`, round and round. */
static unsigned next_of(unsigned set, int from)
{
    for (unsigned k = 1; k <= control->processes; k++) {
        unsigned i =
            ((unsigned)(from == NOBODY ? -1 : from) + k) % control->processes;

        if (set >> i & 1)
            return i;
    }
    return lowest(set);
}

static unsigned usual_choice(const struct choices *c, int current)
{
    unsigned ready = c->enabled & ~c->low;

    if (ready)
        return current != NOBODY && (ready >> current & 1) ? (unsigned)current
                                                           : lowest(ready);
    ready = c->enabled & ~c->spinning;
    return next_of(ready ? ready : c->enabled, current);
}

static uint64_t random_next(void)
{
    uint64_t x = control->random;

    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return control->random = x;
}

/* Sleepers may be woken early, spinners only when nobody else can run. */
static unsigned random_choice(const struct choices *c)
{
    unsigned pool = c->enabled & ~c->spinning;
    unsigned n, late = 0;

    pool = pool ? pool : c->enabled;
    if (c->limited && random_next() % 8 == 0) {
        pool = c->limited;
        late = TIMES_OUT;
    }
    n = (unsigned)(random_next() % (unsigned)__builtin_popcount(pool));
    while (n-- > 0)
        pool &= pool - 1;
    return lowest(pool) + late;
}

/* The planned deviation at this step, else the usual choice; NOBODY if the one
 * who was planned cannot run. */
static unsigned planned_choice(const struct choices *c, unsigned usual)
{
    const struct deviation *d = &control->deviation[control->deviation_at];
    unsigned who;

    if (control->deviation_at >= control->deviations ||
        d->step != control->steps)
        return usual;
    control->deviation_at++;
    who = d->choice % TIMES_OUT;
    if (d->choice >= TIMES_OUT)
        return c->limited >> who & 1 ? d->choice : NOBODY;
    return c->enabled >> who & 1 ? who : NOBODY;
}

/* The sum does not depend on the order of the processes' steps, only on what
 * each has done and seen. */
static uint64_t signature(void)
{
    uint64_t sum = 0;

    for (unsigned i = 0; i < control->processes; i++)
        sum += mix(control->process[i].history,
                   i * 1000003u + (unsigned)control->process[i].state);
    return sum;
}

static void decision_add(const struct choices *c, int current, unsigned usual,
                         unsigned choice)
{
    struct decision *d = &control->decision[control->steps++];
    const struct process *p =
        current == NOBODY ? NULL : &control->process[current];

    *d = (struct decision){.signature = signature(),
                           .event = control->events,
                           .current = (uint8_t)current,
                           .choice = (uint8_t)choice,
                           .usual = (uint8_t)usual,
                           .enabled = (uint16_t)c->enabled,
                           .low = (uint16_t)c->low,
                           .limited = (uint16_t)c->limited,
                           .spinning = (uint16_t)c->spinning};
    if (!p)
        return;
    d->pc = p->pc;
    d->object = (int16_t)p->object;
    d->offset = p->offset;
    d->op = (uint8_t)p->op;
    d->current_enabled = c->enabled >> current & 1;
    d->current_low = c->low >> current & 1;
}

/* A waiter on a futex that only its own process can wake: glibc sleeps so on a
 * semaphore with pshared 0 (M013 and the probes say that it is never woken by
 * another process). */
static int sleeps_in_private(const struct object *o)
{
    if (self->op == OP_SEM_WAIT || self->op == OP_SEM_TIMEDWAIT)
        return o->type == OBJECT_SEM && !o->process_shared;
    return self->op == OP_MUTEX_LOCK && o->known && !o->process_shared &&
           o->owner != me;
}

static void tell_blocked(void)
{
    struct event *e;

    self->told_blocked = 1;
    e = event_add(OP_BLOCKED, self->object, self->offset, 0, self->pc);
    e->waits_in = (uint8_t)self->op;
    if (sleeps_in_private(&control->object[self->object])) {
        self->asleep_private = 1;
        e->flags |= EVENT_PRIVATE_FUTEX;
    }
}

/* Of a deadlock: also those who could have gone on when they came here, but were
 * not chosen until they could not. */
static void tell_all_blocked(void)
{
    int mine = me;

    for (uint32_t i = 0; i < control->processes; i++) {
        me = (int)i;
        if (self->state == PROCESS_READY && !self->told_blocked)
            tell_blocked();
    }
    me = mine;
}

/* Is this the end? Sets the outcome. */
static int is_over(struct choices *c)
{
    if (!c->alive) {
        finish(OUTCOME_OK);
        return 1;
    }
    if (!c->enabled)
        c->enabled = let_time_pass();
    if (!c->enabled) {
        tell_all_blocked();
        finish(OUTCOME_DEADLOCK);
        return 1;
    }
    if (control->steps >= control->max_steps ||
        control->events >= EVENTS - 64) {
        finish(OUTCOME_TOO_LONG);
        return 1;
    }
    if (c->enabled == c->spinning && ++control->idle > SPIN_TURNS) {
        finish(OUTCOME_LIVELOCK);
        return 1;
    }
    return 0;
}

/* Choose who runs next; NOBODY when the execution is over. */
static int choose(int current)
{
    struct choices c = survey();
    unsigned usual, choice;

    if (is_over(&c))
        return NOBODY;
    usual = usual_choice(&c, current);
    choice = control->mode == MODE_RANDOM ? random_choice(&c)
                                          : planned_choice(&c, usual);
    if (choice == NOBODY) {
        finish(OUTCOME_DIVERGED);
        return NOBODY;
    }
    decision_add(&c, current, usual, choice);
    if (choice >= TIMES_OUT)
        control->process[choice % TIMES_OUT].time_out = 1;
    control->process[choice % TIMES_OUT].sleeping = 0;
    return (int)(choice % TIMES_OUT);
}

/* ---- the point ----------------------------------------------------------- */

/* A handler that runs while its process is parked does not hold the token. As
 * long as it touches nothing shared nobody can tell; here it does. */
void must_hold_token(void)
{
    if ((int)control->owner == me)
        return;
    finish(OUTCOME_HANDLER);
    for (;;)
        pause();
}

void point(enum op op, int object, uint32_t offset, uint32_t size, uint64_t pc)
{
    int chosen;

    if (me < 0)
        return;
    must_hold_token();
    memory_settle();
    self->op = op;
    self->object = object;
    self->offset = offset;
    self->size = size;
    self->pc = pc;
    /* Every decision changes the signature: otherwise the search would take
     * two places of one execution for the same state, and stop. */
    self->history = mix(self->history, 0x5100u + (unsigned)op);
    if (!self->told_blocked && !op_enabled(me))
        tell_blocked();
    chosen = choose(me);
    if (chosen == NOBODY)
        for (;;)
            pause(); /* the server ends us */
    if (chosen != me) {
        grant(chosen);
        park();
    }
    self->told_blocked = 0;
}

void hand_over(int from)
{
    int chosen = choose(from);

    me = -1;
    if (chosen != NOBODY)
        grant(chosen);
}
