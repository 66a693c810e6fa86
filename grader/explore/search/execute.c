/* execute.c - ask the server for one execution, and copy what it recorded
 *
 * The copy is checked once, here: afterwards every count is within its table
 * and every index names an entry, even if the explored program wrote into the
 * control block what it liked.
 */
#include "search.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Far beyond what one execution takes: the server gives up on its own after a
 * second without progress, and s->alive has limits of its own. */
enum { LOST_SECONDS = 300 };

int control_new(struct control **control)
{
    int fd = memfd_create("control", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    void *p;
    int saved;

    if (fd == -1)
        return -1;
    /* Sealed: nobody can cut it short under our eyes. */
    if (ftruncate(fd, sizeof **control) == -1 ||
        fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == -1)
        goto undo;
    p = mmap(NULL, sizeof **control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        goto undo;
    *control = p;
    return fd;
undo:
    saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

/* ---- before ---------------------------------------------------------------- */

static void reset(struct search *s, enum mode mode,
                  const struct schedule *schedule, uint64_t random)
{
    struct control *c = s->control;

    c->generation++;
    c->mode = mode;
    c->random = random;
    c->deviation_at = 0;
    c->deviations = schedule ? (uint32_t)schedule->n : 0;
    if (c->deviations)
        memcpy(c->deviation, schedule->deviation,
               c->deviations * sizeof *c->deviation);
    c->max_steps = STEPS - 1;
    c->faults = s->faults;
    memcpy(c->fault, s->fault, sizeof c->fault);
    c->kill = s->kill;
    strncpy(c->request, s->request, TEXT - 1);
    c->done = 0;
    c->outcome = OUTCOME_NONE;
    c->zh[0] = c->en[0] = '\0';
    c->owner = 0;
    c->processes = 0;
    c->objects = 1; /* number 0 is nothing */
    c->steps = c->events = c->races = c->findings = c->labels = 0;
    c->string_bytes = 1; /* text 0 is none */
    c->descriptor_epoch = 1;
    c->idle = c->root_pid = c->anonymous = 0;
    c->images = 1;
}

/* ---- after ------------------------------------------------------------------ */

static uint32_t at_most(uint32_t n, uint32_t most)
{
    return n < most ? n : most;
}

/* Read once: somebody may still be writing there. */
static uint32_t read_once(const uint32_t *word)
{
    return *(const volatile uint32_t *)word;
}

/* Copy n elements of an array, and its count. */
#define TAKE(count, array, most)                                               \
    do {                                                                       \
        seen->count = at_most(read_once(&c->count), most);                     \
        memcpy(seen->array, c->array, seen->count * sizeof *seen->array);      \
    } while (0)

static void index_within(int32_t *index, uint32_t n)
{
    if (*index < 0 || (uint32_t)*index >= n)
        *index = 0;
}

static void check_event(struct event *e, const struct control *seen)
{
    if (e->object < 0 || (uint32_t)e->object >= seen->objects)
        e->object = 0;
    if (e->process >= PROCESSES)
        e->process = 0;
    if (e->op >= OPS)
        e->op = OP_CALL;
    if (e->waits_in >= OPS)
        e->waits_in = OP_NONE;
    if (e->text >= seen->string_bytes)
        e->text = 0;
    if (e->op == OP_STEP && (uint64_t)e->argument[0] >= seen->string_bytes)
        e->argument[0] = 0;
    if (e->image >= IMAGES)
        e->image = 0;
    if (e->held_count > sizeof e->held)
        e->held_count = sizeof e->held;
    for (int i = 0; i < e->held_count; i++)
        if (e->held[i] >= seen->objects)
            e->held[i] = 0;
}

static void check_process(struct process *p, const struct control *seen)
{
    index_within(&p->object, seen->objects);
    if (p->op < 0 || p->op >= OPS)
        p->op = OP_NONE;
    if (p->held_count > HELD)
        p->held_count = HELD;
    for (int i = 0; i < p->held_count; i++)
        if (p->held[i] >= seen->objects)
            p->held[i] = 0;
}

static void check_decision(struct decision *d, const struct control *seen)
{
    if (d->current >= PROCESSES)
        d->current = NOBODY;
    if (d->choice >= TIMES_OUT + PROCESSES)
        d->choice = 0;
    if (d->object < 0 || (uint32_t)d->object >= seen->objects)
        d->object = 0;
    if (d->op >= OPS)
        d->op = OP_NONE;
    d->event = at_most(d->event, seen->events);
}

static void check_race(struct race *r, const struct control *seen)
{
    r->first = seen->events ? at_most(r->first, seen->events - 1) : 0;
    r->second = seen->events ? at_most(r->second, seen->events - 1) : 0;
    index_within(&r->object, seen->objects);
    r->first_process = r->first_process < PROCESSES ? r->first_process : 0;
    r->second_process = r->second_process < PROCESSES ? r->second_process : 0;
}

static void check_finding(struct finding *f, const struct control *seen)
{
    index_within(&f->kind, FINDING_KINDS);
    index_within(&f->object, seen->objects);
    index_within(&f->other, OBJECTS);
    index_within(&f->process, PROCESSES);
    f->detail[sizeof f->detail - 1] = '\0';
}

static void check_all(struct control *seen)
{
    seen->strings[seen->string_bytes ? seen->string_bytes - 1 : 0] = '\0';
    for (uint32_t i = 0; i < OBJECTS; i++)
        seen->object[i].name[sizeof seen->object[i].name - 1] = '\0';
    for (uint32_t i = 0; i < seen->events; i++)
        check_event(&seen->event[i], seen);
    for (uint32_t i = 0; i < seen->processes; i++)
        check_process(&seen->process[i], seen);
    for (uint32_t i = 0; i < seen->steps; i++)
        check_decision(&seen->decision[i], seen);
    for (uint32_t i = 0; i < seen->races; i++)
        check_race(&seen->race[i], seen);
    for (uint32_t i = 0; i < seen->findings; i++)
        check_finding(&seen->finding[i], seen);
    for (uint32_t i = 0; i < seen->labels; i++)
        seen->label[i].name[sizeof seen->label[i].name - 1] = '\0';
    for (uint32_t i = 0; i < IMAGES; i++)
        seen->image[i][TEXT - 1] = '\0';
    seen->zh[SENTENCE - 1] = seen->en[SENTENCE - 1] = '\0';
}

static void take_copy(struct search *s)
{
    const struct control *c = s->control;
    struct control *seen = s->seen;

    uint32_t outcome = read_once(&c->outcome);

    /* An execution that is done has an outcome. */
    seen->outcome =
        outcome == OUTCOME_NONE || outcome >= OUTCOMES ? OUTCOME_LOST : outcome;
    memcpy(seen->zh, c->zh, sizeof seen->zh);
    memcpy(seen->en, c->en, sizeof seen->en);
    seen->owner = at_most(read_once(&c->owner), PROCESSES - 1);
    TAKE(processes, process, PROCESSES);
    TAKE(objects, object, OBJECTS);
    TAKE(steps, decision, STEPS);
    TAKE(events, event, EVENTS);
    TAKE(string_bytes, strings, STRINGS);
    TAKE(races, race, RACES);
    TAKE(findings, finding, FINDINGS);
    TAKE(labels, label, LABELS);
    seen->images = at_most(read_once(&c->images), IMAGES);
    memcpy(seen->image, c->image, sizeof seen->image);
    check_all(seen);
    if (seen->outcome == OUTCOME_TOO_LONG && goes_round(seen))
        seen->outcome = OUTCOME_LIVELOCK;
}

/* ---- the exchange ------------------------------------------------------------ */

static time_t seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static int is_alive(const struct search *s)
{
    return !s->alive || s->alive(s->alive_argument);
}

static int await(struct search *s)
{
    struct control *c = s->control;
    const struct timespec pause = {0, 200 * 1000000};
    time_t lost = seconds() + LOST_SECONDS;

    for (;;) {
        uint32_t finished = c->finished;

        if (finished == c->wanted)
            return 0;
        syscall(SYS_futex, &c->finished, FUTEX_WAIT, finished, &pause);
        if (c->finished == c->wanted)
            return 0;
        if (!is_alive(s) || seconds() > lost)
            return -1;
    }
}

enum outcome execute(struct search *s, enum mode mode,
                     const struct schedule *schedule, uint64_t random)
{
    if (!is_alive(s))
        return s->seen->outcome = OUTCOME_LOST;
    reset(s, mode, schedule, random);
    s->control->wanted++;
    syscall(SYS_futex, &s->control->wanted, FUTEX_WAKE, INT_MAX);
    s->executions++;
    if (await(s) == -1) {
        s->seen->outcome = OUTCOME_LOST;
        return OUTCOME_LOST;
    }
    take_copy(s);
    s->steps += s->seen->steps;
    if (s->after_each)
        s->after_each(s, s->after_argument);
    return (enum outcome)s->seen->outcome;
}
