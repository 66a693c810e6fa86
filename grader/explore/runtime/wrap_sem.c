/* wrap_sem.c - POSIX semaphores
 *
 * The real sem_t does the work, through sem_trywait; only when it would block
 * do we wait, in point(), for the value seen in object->value. That is a mirror
 * of the real value, taken after each operation: where the two differ,
 * something else wrote into the sem_t.
 *
 * Events: argument[0] and [1] are the value before and after an operation;
 * for sem_init pshared and the value; for sem_open the flags and the value.
 *
 * Findings made here:
 *   SEM_PRIVATE  object: "sem"; detail: "stack", "heap", "global" or
 *                "MAP_PRIVATE"; other: a process that uses another copy
 *   NOT_SHARED   object: the semaphore; pc: its sem_init; other: its other user
 *   DESTROYED    object: the semaphore; other: who destroyed it
 *   INIT_TWICE   object: the semaphore
 *   OVERWRITTEN  object: the semaphore; number: the value it must have, and
 *                the one it has
 */
#include "wrap.h"

#include <stdio.h>
#include <string.h>

/* ---- which semaphore ---------------------------------------------------- */

/* The file of the named semaphore "/count" is called "sem /count". */
static const char file_prefix[] = "sem ";

/* What is in a struct object about a semaphore:
 *   owner    who initialised it, or used it first
 *   writers  1: somebody posted it who had not waited for it. Such a semaphore
 *            is a signal, not a lock: nobody holds it.
 *   known    value and first_value are set
 */
int is_lock(const struct object *o)
{
    return o->known && o->first_value >= 1 && !o->writers;
}

static int other_user(const struct object *o)
{
    unsigned others = o->users & ~(1u << me);

    return others ? __builtin_ctz(others) : me;
}

/* Unlike object_find, this finds what was destroyed. */
static int find_destroyed(uint64_t key1, uint64_t key2)
{
    for (uint32_t i = 1; i < control->objects; i++) {
        const struct object *o = &control->object[i];

        if (o->type == OBJECT_SEM && o->destroyed && o->key1 == key1 &&
            o->key2 == key2)
            return (int)i;
    }
    return 0;
}

static int in_shared_memory(int inside, uint32_t offset)
{
    const char *where = control->object[inside].name;
    char name[NAME_SIZE];
    int i = find_destroyed((uint64_t)inside, offset);

    if (i)
        return i;
    if (strncmp(where, file_prefix, sizeof file_prefix - 1) == 0)
        snprintf(name, sizeof name, "%s", where + sizeof file_prefix - 1);
    else
        snprintf(name, sizeof name, "sem@%.30s+%u", where, offset);
    return object_get(OBJECT_SEM, (uint64_t)inside, offset, name);
}

static int of_address(const sem_t *sem)
{
    char name[NAME_SIZE];
    uint32_t offset;
    int inside;

    if (maps_find(sem, &inside, &offset) == 1)
        return in_shared_memory(inside, offset);
    snprintf(name, sizeof name, "sem of P%d alone", me);
    return object_get(OBJECT_SEM_PRIVATE, (uint64_t)me,
                      (uint64_t)(uintptr_t)sem, name);
}

static void start(int object, int value, const struct clock *each)
{
    struct object *o = &control->object[object];

    o->known = 1;
    o->value = o->first_value = value;
    o->writers = 0;
    o->posts = o->waits = 0;
    tokens_reset(o, value, each);
}

/* Which memory of one process alone it lies in. */
static const char *where_private(const void *address)
{
    extern char end[]; /* end(3): of the program's variables */
    uintptr_t at = (uintptr_t)address, here = (uintptr_t)&at;
    uint32_t offset;
    int inside;

    if (maps_find(address, &inside, &offset) == 0)
        return "MAP_PRIVATE";
    if (at < (uintptr_t)end)
        return "global";
    return at > here ? "stack" : "heap";
}

/* Two processes wait and post at the same address, each in memory of its own,
 * and one of them did not even initialise its copy: fork gave it, and it takes
 * it for the same semaphore. All copies share one object, whose `known` says
 * that there is such an inherited one. */
static void notice_private(const sem_t *sem, const struct object *mine,
                           uint64_t pc)
{
    enum { ANYBODY = PROCESSES };
    int all = object_get(OBJECT_SEM_PRIVATE, ANYBODY, (uint64_t)(uintptr_t)sem,
                         "sem");
    struct object *o = &control->object[all];
    struct finding *f;

    if (!mine->process_shared)
        o->known = 1;
    o->users |= 1u << me;
    if (!o->known || __builtin_popcount(o->users) < 2)
        return;
    f = finding_add(FINDING_SEM_PRIVATE, all, pc);
    if (!f)
        return;
    snprintf(f->detail, sizeof f->detail, "%s", where_private(sem));
    f->other = other_user(o);
}

static void notice_misuse(int object, uint64_t pc)
{
    struct object *o = &control->object[object];
    struct finding *f = NULL;

    o->users |= 1u << me;
    if (o->destroyed)
        f = finding_add(FINDING_DESTROYED, object, pc);
    if (f)
        f->other = o->owner;
    if (o->process_shared || __builtin_popcount(o->users) < 2)
        return;
    f = finding_add(FINDING_NOT_SHARED, object, o->pc);
    if (f)
        f->other = other_user(o);
}

/* used - the semaphore that an operation is about to use. */
static int used(sem_t *sem, uint64_t pc)
{
    static const struct clock nothing;
    int object = of_address(sem), value = 0;
    struct object *o = &control->object[object];
    int exists;

    process_touches(pc);
    exists = sem_getvalue(sem, &value) == 0;
    process_touches(0);
    if (!o->known && exists) {
        /* initialised where we could not see it */
        start(object, value, &nothing);
        o->process_shared = o->type == OBJECT_SEM;
        o->pc = pc;
    }
    if (o->type == OBJECT_SEM)
        notice_misuse(object, pc);
    else
        notice_private(sem, o, pc);
    return object;
}

static void notice_overwritten(int object, int expected, int value, uint64_t pc)
{
    struct finding *f =
        expected == value ? NULL : finding_add(FINDING_OVERWRITTEN, object, pc);

    if (!f)
        return;
    f->number[0] = expected;
    f->number[1] = value;
}

static int value_of(sem_t *sem)
{
    int value = 0;

    sem_getvalue(sem, &value);
    return value;
}

/* ---- unnamed semaphores: their life ------------------------------------- */

int explored_sem_init(sem_t *sem, int pshared, unsigned value)
{
    struct clock now = {{0}};
    int object, result;
    struct object *o;

    WRAPPED(sem_init, -1, sem_init(sem, pshared, value));
    object = of_address(sem);
    o = &control->object[object];
    if (o->known && !o->destroyed)
        finding_add(FINDING_INIT_TWICE, object, PC);
    point(OP_SEM_INIT, object, 0, 0, PC);
    process_touches(PC);
    result = sem_init(sem, pshared, value);
    process_touches(0);
    if (result == 0) {
        clock_release(&now);
        start(object, (int)value, &now);
        /* a private one is "shared" if its own process initialised it */
        o->process_shared = pshared || o->type != OBJECT_SEM;
        o->destroyed = 0;
        o->owner = me;
        o->pc = PC;
        o->users = 0; /* who only initialises it does not use it */
    }
    called_sync(OP_SEM_INIT, CALL_sem_init, object, PC, result,
                ERROR_OF(result), pshared, value, result == 0);
    return result;
}

int explored_sem_destroy(sem_t *sem)
{
    int object, result;
    struct object *o;

    WRAPPED(sem_destroy, -1, sem_destroy(sem));
    object = used(sem, PC);
    o = &control->object[object];
    point(OP_SEM_INIT, object, 0, 0, PC);
    result = sem_destroy(sem);
    if (result == 0 && o->type == OBJECT_SEM) {
        o->destroyed = 1;
        o->owner = me;
    }
    called_sync(OP_SEM_INIT, CALL_sem_destroy, object, PC, result,
                ERROR_OF(result), o->value, o->value, 1);
    return result;
}

/* ---- named semaphores --------------------------------------------------- */

/* glibc maps each named semaphore once, however often it is opened, and unmaps
 * it with the last sem_close. */
static struct opened {
    sem_t *sem;
    int times;
} opened[32];

static struct opened *opened_as(const sem_t *sem)
{
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
        if (opened[i].sem == sem)
            return &opened[i];
    return NULL;
}

/* On Linux the semaphore "/count" is the file /dev/shm/sem.count. It cannot
 * have changed since sem_open: we hold the token. */
static int file_of(const char *name)
{
    char path[TEXT], label[NAME_SIZE];
    struct stat sb;

    name += strspn(name, "/");
    snprintf(path, sizeof path, "/dev/shm/sem.%s", name);
    if (stat(path, &sb) == -1 || sb.st_size < (off_t)sizeof(sem_t))
        return 0;
    snprintf(label, sizeof label, "%s/%s", file_prefix, name);
    return object_get(OBJECT_FILE, sb.st_dev, sb.st_ino, label);
}

/* now_open - follow the mapping; returns the object of the semaphore. */
static int now_open(sem_t *sem, const char *name, uint64_t pc)
{
    enum { PAGE = 4096 };
    static const struct clock nothing;
    uintptr_t page = (uintptr_t)sem & ~(uintptr_t)(PAGE - 1);
    struct opened *known = opened_as(sem);
    struct object *o;
    int file, object;

    if (!known)
        known = opened_as(NULL);
    if (known) {
        known->sem = sem;
        known->times++;
    }
    file = file_of(name);
    if (!file)
        return 0;
    maps_add((void *)page, PAGE, file, 0, 1);
    object = of_address(sem);
    o = &control->object[object];
    if (!o->known) {
        start(object, value_of(sem), &nothing);
        o->pc = pc;
    }
    o->process_shared = 1;
    return object;
}

sem_t *explored_sem_open(const char *name, int flags, mode_t mode,
                         unsigned value)
{
    int named, object = 0, saved;
    sem_t *sem;

    if (!(flags & O_CREAT)) /* then they are whatever the registers held */
        mode = value = 0;
    WRAPPED(sem_open, SEM_FAILED, sem_open(name, flags, mode, value));
    named = object_of_path(name);
    point(OP_NAME, named, 0, 0, PC);
    sem = sem_open(name, flags, mode, value);
    saved = errno;
    if (sem != SEM_FAILED) {
        object = now_open(sem, name, PC);
        if (flags & O_EXCL)
            name_taken(named);
    }
    called_name(CALL_sem_open, named, object, PC, sem == SEM_FAILED ? -1 : 0,
                sem == SEM_FAILED ? saved : 0, name, flags, value,
                sem != SEM_FAILED && (flags & O_CREAT));
    errno = saved;
    return sem;
}

int explored_sem_close(sem_t *sem)
{
    struct opened *o;
    int result;

    WRAPPED(sem_close, -1, sem_close(sem));
    memory_settle();
    o = opened_as(sem);
    result = sem_close(sem);
    if (result == 0 && o && --o->times == 0) {
        o->sem = NULL;
        maps_remove(sem, sizeof *sem);
    }
    called(OP_CALL, CALL_sem_close, 0, PC, result, ERROR_OF(result), NULL, 0,
           0);
    return result;
}

int explored_sem_unlink(const char *name)
{
    int named, result;

    WRAPPED(sem_unlink, -1, sem_unlink(name));
    named = object_of_path(name);
    point(OP_NAME, named, 0, 0, PC);
    result = sem_unlink(name);
    if (result == 0)
        name_freed(named);
    called_name(CALL_sem_unlink, named, 0, PC, result, ERROR_OF(result), name,
                0, 0, result == 0);
    return result;
}

/* ---- waiting and posting ------------------------------------------------ */

/* How a kind of wait is made, and how it tells that it would block. */
struct wait {
    enum op op;
    unsigned call;
    clockid_t clock;
    const struct timespec *deadline; /* NULL: none */
};

/* A deadline that is no time is an error as soon as the call would have to
 * wait, and one that is over is reached at once: neither waits. */
static enum op op_of(const struct wait *w)
{
    if (!w->deadline)
        return w->op;
    return is_time(w->deadline) && time_until(w->clock, w->deadline) > 0
               ? OP_SEM_TIMEDWAIT
               : OP_SEM_TRYWAIT;
}

/* The real call, which does not block: a deadline lies in the past. */
static int try_wait(sem_t *sem, const struct wait *w)
{
    struct timespec past = {0};

    if (!w->deadline)
        return sem_trywait(sem);
    past.tv_nsec = is_time(w->deadline) ? 0 : -1;
    return sem_clockwait(sem, w->clock, &past);
}

static void taken(int object, sem_t *sem, const struct wait *w, uint64_t pc)
{
    struct object *o = &control->object[object];
    int before = o->value;

    o->value = value_of(sem);
    notice_overwritten(object, before - 1, o->value, pc);
    o->waits++;
    token_take(o);
    if (is_lock(o))
        held_add(object);
    called_sync(w->op, w->call, object, pc, 0, 0, o->value + 1, o->value, 1);
}

static int not_taken(int object, const struct wait *w, uint64_t pc)
{
    const struct object *o = &control->object[object];

    called_sync(w->op, w->call, object, pc, -1, errno, o->value, o->value, 0);
    return -1;
}

static int wait_for(sem_t *sem, const struct wait *w, uint64_t pc)
{
    int object = used(sem, pc);
    struct object *o = &control->object[object];
    enum op op = op_of(w);

    if (w->op == OP_SEM_WAIT && is_lock(o))
        lock_order(object, pc);
    for (;;) {
        int timed_out, error, value;

        self->timed = op == OP_SEM_TIMEDWAIT;
        point(op, object, 0, 0, pc);
        timed_out = self->time_out;
        self->timed = self->time_out = self->asleep_private = 0;
        if (timed_out)
            time_passes(time_until(w->clock, w->deadline));
        if (try_wait(sem, w) == 0) {
            taken(object, sem, w, pc);
            return 0;
        }
        error = errno;
        value = value_of(sem);
        notice_overwritten(object, o->value, value, pc);
        o->value = value;
        errno = error;
        if (op == OP_SEM_TRYWAIT || timed_out ||
            (error != EAGAIN && error != ETIMEDOUT))
            return not_taken(object, w, pc);
    }
}

int explored_sem_wait(sem_t *sem)
{
    const struct wait w = {.op = OP_SEM_WAIT, .call = CALL_sem_wait};

    WRAPPED(sem_wait, -1, sem_wait(sem));
    return wait_for(sem, &w, PC);
}

int explored_sem_trywait(sem_t *sem)
{
    const struct wait w = {.op = OP_SEM_TRYWAIT, .call = CALL_sem_trywait};

    WRAPPED(sem_trywait, -1, sem_trywait(sem));
    return wait_for(sem, &w, PC);
}

int explored_sem_timedwait(sem_t *sem, const struct timespec *deadline)
{
    const struct wait w = {OP_SEM_TIMEDWAIT, CALL_sem_timedwait, CLOCK_REALTIME,
                           deadline};

    WRAPPED(sem_timedwait, -1, sem_timedwait(sem, deadline));
    return wait_for(sem, &w, PC);
}

int explored_sem_clockwait(sem_t *sem, clockid_t clock,
                           const struct timespec *deadline)
{
    const struct wait w = {OP_SEM_TIMEDWAIT, CALL_sem_clockwait, clock,
                           deadline};

    WRAPPED(sem_clockwait, -1, sem_clockwait(sem, clock, deadline));
    return wait_for(sem, &w, PC);
}

/* ---- locks or signals --------------------------------------------------- */

static int is_held(const struct process *p, int object)
{
    return memchr(p->held, object, p->held_count) != NULL;
}

static void forget_finding(enum finding_kind kind, int object)
{
    for (uint32_t i = control->findings; i-- > 0;) {
        struct finding *f = &control->finding[i];

        if (f->kind == (int)kind && (f->object == object || f->other == object))
            *f = control->finding[--control->findings];
    }
}

/* It is posted by somebody who did not wait for it: no lock after all. What
 * was concluded from its being one falls. */
static void is_a_signal(int object)
{
    struct object *o = &control->object[object];

    o->writers = 1;
    for (uint32_t i = 0; i < control->processes; i++) {
        struct process *p = &control->process[i];
        unsigned char *at;

        while ((at = memchr(p->held, object, p->held_count)) != NULL) {
            memmove(at, at + 1, (size_t)(p->held + p->held_count - at - 1));
            p->held_count--;
        }
    }
    memset(control->taken_after[object], 0, OBJECTS);
    for (int k = 0; k < OBJECTS; k++)
        control->taken_after[k][object] = 0;
    forget_finding(FINDING_EXIT_HOLDING, object);
    forget_finding(FINDING_LOCK_ORDER, object);
}

void posted(int object)
{
    if (is_held(self, object))
        held_remove(object);
    else if (is_lock(&control->object[object]))
        is_a_signal(object);
}

int explored_sem_post(sem_t *sem)
{
    int object, result, before;
    struct object *o;

    WRAPPED(sem_post, -1, sem_post(sem));
    object = used(sem, PC);
    o = &control->object[object];
    point(OP_SEM_POST, object, 0, 0, PC);
    before = o->value;
    result = sem_post(sem);
    if (result == 0) {
        o->value = value_of(sem);
        notice_overwritten(object, before + 1, o->value, PC);
        o->posts++;
        token_add(o);
        posted(object);
    }
    called_sync(OP_SEM_POST, CALL_sem_post, object, PC, result,
                ERROR_OF(result), before, o->value, result == 0);
    return result;
}

int explored_sem_getvalue(sem_t *sem, int *value)
{
    int object, result;

    WRAPPED(sem_getvalue, -1, sem_getvalue(sem, value));
    object = used(sem, PC);
    point(OP_SEM_INIT, object, 0, 0, PC);
    result = sem_getvalue(sem, value);
    called_sync(OP_SEM_INIT, CALL_sem_getvalue, object, PC, result,
                ERROR_OF(result), *value, *value, 0);
    return result;
}
