/* wrap_pthread.c - mutexes, condition variables and futexes between processes
 *
 * A mutex is the real one, taken with trylock; object->value is 1 while it is
 * held. A condition variable is modelled altogether: its real functions would
 * block, and nobody could wake the waiter, since who would do so is parked.
 *
 * Robust mutexes: the kernel marks them when their owner is gone, which is
 * after it has given up the token. So robust_all does it, in the same way,
 * while we still hold the token.
 *
 * Events: argument[0] pshared for init; how many were woken for signal and
 * broadcast.
 *
 * Findings made here: NOT_SHARED (object: the mutex or condition variable, pc:
 * its init, other: its other user); NOT_OWNER (object: the mutex).
 */
#include "wrap.h"

#include <linux/futex.h>
#include <sys/syscall.h>

/* ---- mutexes: which ----------------------------------------------------- */

/* In struct object of a mutex:
 *   owner     who took it last
 *   maximum   its type; ROBUST is added
 *   size      its address in the owner
 */
enum { TYPE = 0xff, ROBUST = 0x100 };

static int mutex_of(const pthread_mutex_t *mutex)
{
    int object = object_at(OBJECT_MUTEX, mutex, "mutex");
    struct object *o = &control->object[object];

    if (!o->known) { /* PTHREAD_MUTEX_INITIALIZER: not shared */
        o->known = 1;
        o->owner = NOBODY;
        o->process_shared = 0;
    }
    return object;
}

static void note_user(int object)
{
    struct object *o = &control->object[object];
    unsigned others = o->users & ~(1u << me);
    struct finding *f;

    o->users |= 1u << me;
    if (o->process_shared || !others)
        return;
    f = finding_add(FINDING_NOT_SHARED, object, o->pc);
    if (f)
        f->other = __builtin_ctz(others);
}

static int is_mine(const struct object *o)
{
    return o->value && o->owner == me;
}

int explored_pthread_mutex_init(pthread_mutex_t *mutex,
                                const pthread_mutexattr_t *attributes)
{
    int shared = 0, type = 0, robust = 0, object, result;
    struct object *o;

    WRAPPED(pthread_mutex_init, errno, pthread_mutex_init(mutex, attributes));
    if (attributes) {
        pthread_mutexattr_getpshared(attributes, &shared);
        pthread_mutexattr_gettype(attributes, &type);
        pthread_mutexattr_getrobust(attributes, &robust);
    }
    object = mutex_of(mutex);
    o = &control->object[object];
    point(OP_SEM_INIT, object, 0, 0, PC);
    result = pthread_mutex_init(mutex, attributes);
    if (result == 0) {
        o->process_shared = shared == PTHREAD_PROCESS_SHARED;
        o->maximum = type | (robust == PTHREAD_MUTEX_ROBUST ? ROBUST : 0);
        o->value = 0;
        o->owner = NOBODY;
        o->users = 0;
        o->pc = PC;
    }
    called_sync(OP_SEM_INIT, CALL_pthread_mutex_init, object, PC, result,
                result, o->process_shared, result, 1);
    return result;
}

int explored_pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    int object, result;

    WRAPPED(pthread_mutex_destroy, errno, pthread_mutex_destroy(mutex));
    object = mutex_of(mutex);
    point(OP_SEM_INIT, object, 0, 0, PC);
    result = pthread_mutex_destroy(mutex);
    called_sync(OP_SEM_INIT, CALL_pthread_mutex_destroy, object, PC, result,
                result, 0, result, 1);
    return result;
}

/* ---- mutexes: taking and giving back ------------------------------------ */

/* It is mine now; EOWNERDEAD also gives it. Then its last owner's end came
 * before, and all that it did. */
static void locked(int object, pthread_mutex_t *mutex, int result)
{
    struct object *o = &control->object[object];

    if (result != 0 && result != EOWNERDEAD)
        return;
    if (!is_mine(o))
        held_add(object);
    clock_acquire(&o->released);
    o->value = 1;
    o->owner = me;
    o->size = (uint64_t)(uintptr_t)mutex;
}

/* Locking again what is ours: the types differ. A recursive mutex counts, one
 * that checks refuses; the normal one waits for itself, for ever. */
static int waits_for_itself(const struct object *o)
{
    int type = o->maximum & TYPE;

    return !is_mine(o) || type == PTHREAD_MUTEX_NORMAL ||
           type == PTHREAD_MUTEX_ADAPTIVE_NP;
}

/* lock_until - wait, take; ETIMEDOUT when the limit is reached, EINVAL if it is
 * no time and the mutex is not free. */
static int lock_until(pthread_mutex_t *mutex, clockid_t clock,
                      const struct timespec *deadline, uint64_t pc)
{
    int object = mutex_of(mutex), result, over;
    struct object *o = &control->object[object];
    uint64_t left = deadline ? time_until(clock, deadline) : 0;

    note_user(object);
    if (!waits_for_itself(o) || (deadline && left == 0)) {
        point(OP_MUTEX_TRYLOCK, object, 0, 0, pc);
        result = is_mine(o) && !waits_for_itself(o)
                     ? pthread_mutex_lock(mutex)
                     : pthread_mutex_trylock(mutex);
        return result == EBUSY ? is_time(deadline) ? ETIMEDOUT : EINVAL
                               : result;
    }
    lock_order(object, pc);
    do {
        self->timed = deadline != NULL;
        point(OP_MUTEX_LOCK, object, 0, 0, pc);
        over = self->time_out;
        self->timed = self->time_out = self->asleep_private = 0;
        result = pthread_mutex_trylock(mutex);
        if (result == EBUSY)
            o->value = 1; /* by somebody we did not see */
    } while (result == EBUSY && !over);
    if (over)
        time_passes(left);
    return result == EBUSY ? ETIMEDOUT : result;
}

static int lock(unsigned call, pthread_mutex_t *mutex, clockid_t clock,
                const struct timespec *deadline, uint64_t pc)
{
    int object = mutex_of(mutex), result;

    result = lock_until(mutex, clock, deadline, pc);
    locked(object, mutex, result);
    called_sync(OP_MUTEX_LOCK, call, object, pc, result,
                result == EOWNERDEAD ? 0 : result, result, result, 1);
    return result;
}

int explored_pthread_mutex_lock(pthread_mutex_t *mutex)
{
    WRAPPED(pthread_mutex_lock, errno, pthread_mutex_lock(mutex));
    return lock(CALL_pthread_mutex_lock, mutex, CLOCK_REALTIME, NULL, PC);
}

int explored_pthread_mutex_timedlock(pthread_mutex_t *mutex,
                                     const struct timespec *deadline);
int explored_pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock,
                                     const struct timespec *deadline);

int explored_pthread_mutex_timedlock(pthread_mutex_t *mutex,
                                     const struct timespec *deadline)
{
    if (me < 0)
        return pthread_mutex_timedlock(mutex, deadline);
    return lock(CALL_pthread_mutex_lock, mutex, CLOCK_REALTIME, deadline, PC);
}

int explored_pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock,
                                     const struct timespec *deadline)
{
    if (me < 0)
        return pthread_mutex_clocklock(mutex, clock, deadline);
    return lock(CALL_pthread_mutex_lock, mutex, clock, deadline, PC);
}

int explored_pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    int object, result;

    WRAPPED(pthread_mutex_trylock, errno, pthread_mutex_trylock(mutex));
    object = mutex_of(mutex);
    note_user(object);
    point(OP_MUTEX_TRYLOCK, object, 0, 0, PC);
    result = pthread_mutex_trylock(mutex);
    locked(object, mutex, result);
    called_sync(OP_MUTEX_TRYLOCK, CALL_pthread_mutex_trylock, object, PC,
                result, result == EOWNERDEAD ? 0 : result, result, result,
                result == 0 || result == EOWNERDEAD);
    return result;
}

/* given_back - a recursive mutex may still be ours. */
static void given_back(int object, pthread_mutex_t *mutex)
{
    struct object *o = &control->object[object];

    if ((o->maximum & TYPE) == PTHREAD_MUTEX_RECURSIVE &&
        mutex->__data.__owner != 0)
        return;
    o->value = 0;
    clock_release(&o->released);
    held_remove(object);
}

int explored_pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    int object, result;

    WRAPPED(pthread_mutex_unlock, errno, pthread_mutex_unlock(mutex));
    object = mutex_of(mutex);
    note_user(object);
    if (control->object[object].value == 0 ||
        control->object[object].owner != me)
        finding_add(FINDING_NOT_OWNER, object, PC);
    point(OP_MUTEX_UNLOCK, object, 0, 0, PC);
    result = pthread_mutex_unlock(mutex);
    if (result == 0)
        given_back(object, mutex);
    called_sync(OP_MUTEX_UNLOCK, CALL_pthread_mutex_unlock, object, PC, result,
                result, 0, result, result == 0);
    return result;
}

/* ---- robust mutexes ----------------------------------------------------- */

static void abandoned(struct object *o, int owner)
{
    o->value = 0;
    clock_join(&o->released, &control->process[owner].now);
    o->epoch++;
}

static int is_robust_of(const struct object *o, int owner)
{
    return o->type == OBJECT_MUTEX && (o->maximum & ROBUST) && o->value &&
           o->owner == owner;
}

/* As the kernel does it (futex(2), get_robust_list(2)): the owner is cleared
 * from the word and FUTEX_OWNER_DIED set. It finds nothing more to do then. */
void robust_all(void)
{
    for (uint32_t i = 1; i < control->objects; i++) {
        struct object *o = &control->object[i];
        pthread_mutex_t *mutex = (pthread_mutex_t *)(uintptr_t)o->size;
        int *word = &mutex->__data.__lock;

        if (!is_robust_of(o, me) || !is_shared(mutex))
            continue;
        __atomic_store_n(word, (*word & (int)FUTEX_WAITERS) | FUTEX_OWNER_DIED,
                         __ATOMIC_SEQ_CST);
        abandoned(o, me);
        held_remove((int)i); /* no harm is done: it is robust */
    }
}

/* The kernel has marked the mutexes of a process that was killed. */
void robust_died(int slot)
{
    for (uint32_t i = 1; i < control->objects; i++)
        if (is_robust_of(&control->object[i], slot))
            abandoned(&control->object[i], slot);
}

/* ---- condition variables ------------------------------------------------ */

static int cond_of(const pthread_cond_t *cond)
{
    int object = object_at(OBJECT_COND, cond, "cond");

    note_user(object);
    return object;
}

int explored_pthread_cond_init(pthread_cond_t *cond,
                               const pthread_condattr_t *attributes)
{
    int shared = 0, object, result;
    clockid_t clock = CLOCK_REALTIME;
    struct object *o;

    WRAPPED(pthread_cond_init, errno, pthread_cond_init(cond, attributes));
    if (attributes) {
        pthread_condattr_getpshared(attributes, &shared);
        pthread_condattr_getclock(attributes, &clock);
    }
    object = object_at(OBJECT_COND, cond, "cond");
    o = &control->object[object];
    point(OP_SEM_INIT, object, 0, 0, PC);
    result = pthread_cond_init(cond, attributes);
    if (result == 0) {
        o->process_shared = shared == PTHREAD_PROCESS_SHARED;
        o->maximum = clock;
        o->waiters = o->users = 0;
        o->value = 0;
        o->pc = PC;
    }
    called_sync(OP_SEM_INIT, CALL_pthread_cond_init, object, PC, result, result,
                o->process_shared, result, 1);
    return result;
}

/* Whom a signal wakes is open when more sleep than are woken. So all of them
 * may go on, and the schedule decides who does: object->value is how many of
 * the sleepers who are signalled may still go. Where all may, nothing is open,
 * and they are no longer among the waiters. */
static void went_on(struct object *o)
{
    if (!(o->waiters >> me & 1))
        return;
    o->waiters &= ~(1u << me);
    if (--o->value > 0)
        return;
    for (uint32_t i = 0; i < control->processes; i++)
        if (o->waiters >> i & 1)
            control->process[i].signalled = 0;
}

/* sleep_on - until somebody signals; returns 1 when the limit was reached. */
static int sleep_on(int object, clockid_t clock,
                    const struct timespec *deadline, uint64_t pc)
{
    struct object *o = &control->object[object];
    uint64_t left = deadline ? time_until(clock, deadline) : 0;
    int over;

    if (deadline && left == 0)
        return 1;
    self->signalled = 0;
    o->waiters |= 1u << me;
    self->timed = deadline != NULL;
    point(OP_COND_WAKE, object, 0, 0, pc);
    over = self->time_out;
    self->timed = self->time_out = 0;
    if (over) {
        o->waiters &= ~(1u << me);
        time_passes(left);
    } else {
        went_on(o);
        clock_acquire(&o->released);
    }
    return over;
}

/* wake_up - at most so many of who sleeps on the object. Who sleeps on a
 * private futex can only be woken by its own process, and that sleeps. */
static int wake_up(int object, int most)
{
    struct object *o = &control->object[object];
    int sleepers = o->process_shared ? __builtin_popcount(o->waiters) : 0;

    clock_release(&o->released);
    if (sleepers == 0)
        return 0;
    for (uint32_t i = 0; i < control->processes; i++)
        if (o->waiters >> i & 1)
            control->process[i].signalled = 1;
    o->value += most;
    if (o->value >= sleepers) {
        o->waiters = 0;
        o->value = 0;
    }
    return most < sleepers ? most : sleepers;
}

static int cond_wait(unsigned call, pthread_cond_t *cond,
                     pthread_mutex_t *mutex, const struct timespec *deadline,
                     uint64_t pc)
{
    int object = cond_of(cond), lock_object = mutex_of(mutex), result, over;
    clockid_t clock = control->object[object].maximum;

    point(OP_COND_WAIT, object, 0, 0, pc);
    result = pthread_mutex_unlock(mutex);
    if (result != 0)
        return result;
    given_back(lock_object, mutex);
    history_add(lock_object, OP_MUTEX_UNLOCK, 0);
    called_sync(OP_COND_WAIT, call, object, pc, 0, 0, 0, 0, 1);
    over = sleep_on(object, clock, deadline, pc);
    called_sync(OP_COND_WAKE, call, object, pc, over ? ETIMEDOUT : 0,
                over ? ETIMEDOUT : 0, 0, over, 0);
    result = lock(CALL_pthread_mutex_lock, mutex, CLOCK_REALTIME, NULL, pc);
    return result == 0 && over ? ETIMEDOUT : result;
}

int explored_pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    WRAPPED(pthread_cond_wait, errno, pthread_cond_wait(cond, mutex));
    return cond_wait(CALL_pthread_cond_wait, cond, mutex, NULL, PC);
}

int explored_pthread_cond_timedwait(pthread_cond_t *cond,
                                    pthread_mutex_t *mutex,
                                    const struct timespec *deadline)
{
    WRAPPED(pthread_cond_timedwait, errno,
            pthread_cond_timedwait(cond, mutex, deadline));
    if (!is_time(deadline))
        return pthread_cond_timedwait(cond, mutex, deadline);
    return cond_wait(CALL_pthread_cond_timedwait, cond, mutex, deadline, PC);
}

static int cond_signal(unsigned call, pthread_cond_t *cond, int most,
                       uint64_t pc)
{
    int object = cond_of(cond), woken;

    point(OP_COND_SIGNAL, object, 0, 0, pc);
    woken = wake_up(object, most);
    called_sync(OP_COND_SIGNAL, call, object, pc, 0, 0, woken, woken,
                woken > 0);
    return 0;
}

int explored_pthread_cond_signal(pthread_cond_t *cond)
{
    WRAPPED(pthread_cond_signal, errno, pthread_cond_signal(cond));
    return cond_signal(CALL_pthread_cond_signal, cond, 1, PC);
}

int explored_pthread_cond_broadcast(pthread_cond_t *cond)
{
    WRAPPED(pthread_cond_broadcast, errno, pthread_cond_broadcast(cond));
    return cond_signal(CALL_pthread_cond_broadcast, cond, PROCESSES, PC);
}

/* ---- futex(2) ----------------------------------------------------------- */

/* futex_wait, futex_wake - what syscall(SYS_futex, ...) asks for. The value is
 * compared and the process put to sleep in one step, as the kernel does. */
static int futex_object(const uint32_t *word, int operation)
{
    int object = object_at(OBJECT_COND, word, "futex");

    control->object[object].process_shared = !(operation & FUTEX_PRIVATE_FLAG);
    return object;
}

static long futex_wait(const uint32_t *word, int operation, uint32_t value,
                       const struct timespec *timeout, uint64_t pc)
{
    int object = futex_object(word, operation), over = 0, error = 0;
    struct timespec now = {0}, *deadline = NULL;

    point(OP_COND_WAIT, object, 0, 0, pc);
    if (timeout) { /* relative to CLOCK_MONOTONIC */
        time_after(CLOCK_MONOTONIC, timeout, &now);
        deadline = &now;
    }
    if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != value)
        error = EAGAIN;
    called_sync(OP_COND_WAIT, CALL_syscall, object, pc, error ? -1 : 0, error,
                value, error, 1);
    if (!error) {
        over = sleep_on(object, CLOCK_MONOTONIC, deadline, pc);
        error = over ? ETIMEDOUT : 0;
        called_sync(OP_COND_WAKE, CALL_syscall, object, pc, error ? -1 : 0,
                    error, value, error, 0);
    }
    errno = error ? error : errno;
    return error ? -1 : 0;
}

static long futex_wake(const uint32_t *word, int operation, uint32_t most,
                       uint64_t pc)
{
    int object = futex_object(word, operation), woken;

    point(OP_COND_SIGNAL, object, 0, 0, pc);
    woken = wake_up(object, most > PROCESSES ? PROCESSES : (int)most);
    called_sync(OP_COND_SIGNAL, CALL_syscall, object, pc, woken, 0, woken,
                woken, woken > 0);
    return woken;
}

int futex_call(const long *a, uint64_t pc, long *result)
{
    const uint32_t *word = (const uint32_t *)a[0];
    int operation = (int)a[1];

    switch (operation & ~FUTEX_PRIVATE_FLAG) {
    case FUTEX_WAIT:
        *result = futex_wait(word, operation, (uint32_t)a[2],
                             (const struct timespec *)a[3], pc);
        return 1;
    case FUTEX_WAKE:
        *result = futex_wake(word, operation, (uint32_t)a[2], pc);
        return 1;
    }
    return 0;
}
