/* wrap_sysv.c - System V shared memory, semaphore sets and message queues
 *
 * semop, msgsnd and msgrcv are made with IPC_NOWAIT. When they refuse, the
 * process waits for the next change of the set or queue (object->epoch), and
 * tries again: the kernel alone knows what an array of operations means.
 *
 * Each semaphore of a set has an object beside that of the set, for its tokens:
 * what was posted to one of them says nothing about the others.
 *
 * SEM_UNDO is taken off, and done here at the end of the process: the kernel
 * would do it after the token has gone. Adjustments lie in objects as well, so
 * that whoever kills a process can make them.
 *
 * Events: shmget, semget, msgget: OP_NAME, value is the id, argument[0] the
 * key, [1] the flags. semop: argument[0] the semaphore, [1] its value
 * afterwards, [2] the operation, all of the first in the array. semctl:
 * argument[0] the semaphore, [1] the result or the value set, [2] the command.
 */
#include "wrap.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- keys --------------------------------------------------------------- */

/* Objects of one key and kind: what the key means depends on the order of
 * calls. A private one has no name anybody could meet. */
static int of_key(key_t key, const char *kind)
{
    char name[NAME_SIZE];

    if (key == IPC_PRIVATE)
        return 0;
    snprintf(name, sizeof name, "%s key %#x", kind, (unsigned)key);
    return object_of_name(name);
}

static void key_point(int named, uint64_t pc)
{
    if (named)
        point(OP_NAME, named, 0, 0, pc);
    else
        memory_settle();
}

/* Ids differ from execution to execution, names must not. Two processes may
 * make what has a key, so it is called by that. */
static int new_id(enum object_type type, int id, key_t key, const char *kind)
{
    static int count;
    char name[NAME_SIZE];
    int object = object_find(type, (uint64_t)id, 0);

    if (object)
        return object;
    if (key == IPC_PRIVATE)
        numbered(name, kind, &count);
    else
        snprintf(name, sizeof name, "%s %#x", kind, (unsigned)key);
    return object_get(type, (uint64_t)id, 0, name);
}

static void got(unsigned call, int named, int object, uint64_t pc, int id,
                key_t key, int flags)
{
    if (id != -1 && named && (flags & IPC_EXCL))
        name_taken(named);
    called_name(call, named, object, pc, id, ERROR_OF(id), NULL, key, flags,
                id != -1 && (flags & IPC_CREAT));
}

/* ---- shared memory ------------------------------------------------------ */

static int segment(int id, key_t key)
{
    return new_id(OBJECT_SEGMENT, id, key, "segment");
}

int explored_shmget(key_t key, size_t size, int flags)
{
    int named, id;

    WRAPPED(shmget, -1, shmget(key, size, flags));
    named = of_key(key, "shm");
    key_point(named, PC);
    id = shmget(key, size, flags);
    got(CALL_shmget, named, id == -1 ? 0 : segment(id, key), PC, id, key,
        flags);
    return id;
}

static size_t size_of(int id)
{
    struct shmid_ds ds;

    return shmctl(id, IPC_STAT, &ds) == 0 ? ds.shm_segsz : 0;
}

void *explored_shmat(int id, const void *address, int flags)
{
    int object, saved;
    void *result;

    WRAPPED(shmat, MAP_FAILED, shmat(id, address, flags));
    object = segment(id, IPC_PRIVATE);
    point(OP_NAME, object, 0, 0, PC);
    result = shmat(id, address, flags);
    saved = errno;
    if (result != MAP_FAILED) {
        control->object[object].size = size_of(id);
        control->object[object].pc = PC;
        maps_add(result, control->object[object].size, object, 0, 1);
    }
    history_add(object, OP_NAME, result == MAP_FAILED);
    called(OP_NAME, CALL_shmat, object, PC, (int64_t)(intptr_t)result,
           result == MAP_FAILED ? saved : 0, NULL, 0, flags);
    errno = saved;
    return result;
}

int explored_shmdt(const void *address)
{
    int object = 0, shared, result;
    uint32_t offset;

    WRAPPED(shmdt, -1, shmdt(address));
    memory_settle();
    shared = maps_find(address, &object, &offset);
    result = shmdt(address);
    if (result == 0 && shared == 1)
        maps_remove((void *)(uintptr_t)address, control->object[object].size);
    called(OP_CALL, CALL_shmdt, object, PC, result, ERROR_OF(result), NULL, 0,
           0);
    return result;
}

int explored_shmctl(int id, int command, struct shmid_ds *ds)
{
    int object, result;

    WRAPPED(shmctl, -1, shmctl(id, command, ds));
    object = segment(id, IPC_PRIVATE);
    point(OP_NAME, object, 0, 0, PC);
    result = shmctl(id, command, ds);
    called_sync(OP_NAME, CALL_shmctl, object, PC, result, ERROR_OF(result),
                command, 0, command == IPC_RMID || command == IPC_SET);
    return result;
}

/* ---- semaphore sets: which ---------------------------------------------- */

static int new_set(int id, key_t key)
{
    return new_id(OBJECT_SEM_SET, id, key, "semset");
}

static int set_of(int id)
{
    return new_set(id, IPC_PRIVATE);
}

/* Semaphore `number` of a set. Until somebody sets it, its value is 0. */
static int member(int id, int number)
{
    char name[NAME_SIZE];
    struct object *o;
    int object;

    snprintf(name, sizeof name, "%.40s[%d]", control->object[set_of(id)].name,
             number);
    object =
        object_get(OBJECT_SEM_SET, (uint64_t)id, 1 + (uint64_t)number, name);
    o = &control->object[object];
    if (!o->known) {
        static const struct clock nothing;
        int saved = errno, value = semctl(id, number, GETVAL);

        o->known = 1;
        o->value = o->first_value = value > 0 ? value : 0;
        o->process_shared = 1;
        tokens_reset(o, o->value, &nothing);
        errno = saved;
    }
    return object;
}

static void mirror(int id, int number)
{
    int saved = errno, value = semctl(id, number, GETVAL);

    if (value != -1)
        control->object[member(id, number)].value = value;
    errno = saved;
}

static int members(int id)
{
    union {
        struct semid_ds *ds;
        long word;
    } argument;
    struct semid_ds ds;
    int saved = errno, result;

    argument.ds = &ds;
    result = semctl(id, 0, IPC_STAT, argument.word);
    errno = saved;
    return result == -1 ? 0 : (int)ds.sem_nsems;
}

/* ---- adjustments at exit ------------------------------------------------ */

/* The adjustment of one semaphore by one process is the value of an object. */
static uint64_t adjustment_key(int slot, int number)
{
    return ((uint64_t)slot + 1) << 32 | (unsigned)number;
}

static void undo_add(int id, const struct sembuf *op)
{
    int object = object_get(OBJECT_SEM_SET, (uint64_t)id,
                            adjustment_key(me, op->sem_num), "adjustment");

    control->object[object].value -= op->sem_op;
}

/* SETVAL and SETALL forget what all processes would have undone. */
static void undo_clear(int id, int number)
{
    for (int slot = 0; slot < PROCESSES; slot++) {
        int object = object_find(OBJECT_SEM_SET, (uint64_t)id,
                                 adjustment_key(slot, number));

        if (object)
            control->object[object].value = 0;
    }
}

/* As the kernel does it: no waiting, and never below 0. */
static void undo_one(struct object *adjustment)
{
    int id = (int)adjustment->key1, number = (int)(uint32_t)adjustment->key2;
    int value = semctl(id, number, GETVAL), wanted;
    int object = member(id, number);
    struct object *o = &control->object[object];
    struct sembuf op = {.sem_num = (unsigned short)number,
                        .sem_flg = IPC_NOWAIT};

    wanted = value + adjustment->value < 0 ? -value : adjustment->value;
    op.sem_op = (short)wanted;
    adjustment->value = 0;
    if (value == -1 || wanted == 0 || semop(id, &op, 1) == -1)
        return;
    o->value = value + wanted;
    for (int k = 0; k < wanted; k++)
        token_add(o);
    for (int k = 0; k > wanted; k--)
        token_take(o);
    held_remove(object);
    history_add(set_of(id), OP_SEMOP, (uint64_t)wanted);
}

void undo_of(int slot)
{
    int saved = errno;

    for (uint32_t i = 1; i < control->objects; i++) {
        struct object *o = &control->object[i];

        if (o->type == OBJECT_SEM_SET && o->value != 0 &&
            o->key2 >> 32 == (uint64_t)slot + 1)
            undo_one(o);
    }
    errno = saved;
}

void undo_all(void)
{
    undo_of(me);
    robust_all();
}

/* They are kept by the slot of the process that made them. */
void undo_forget(void)
{
}

/* ---- semaphore sets: operations ----------------------------------------- */

int explored_semget(key_t key, int n, int flags)
{
    int named, id;

    WRAPPED(semget, -1, semget(key, n, flags));
    named = of_key(key, "sem");
    key_point(named, PC);
    id = semget(key, n, flags);
    got(CALL_semget, named, id == -1 ? 0 : new_set(id, key), PC, id, key,
        flags);
    return id;
}

/* An array of operations as it is made, and as it was meant. */
struct operations {
    int id, waits, undo;
    struct sembuf *given;
    size_t n;
    struct sembuf real[64];
};

static int prepare(struct operations *o, int id, struct sembuf *given, size_t n)
{
    if (n == 0 || n > sizeof o->real / sizeof *o->real)
        return -1;
    *o = (struct operations){.id = id, .given = given, .n = n, .waits = 1};
    for (size_t i = 0; i < n; i++) {
        o->real[i] = given[i];
        o->waits &= !(given[i].sem_flg & IPC_NOWAIT);
        o->real[i].sem_flg = IPC_NOWAIT;
    }
    return 0;
}

/* What one operation of the array, done, means for the order of things. */
static void performed(int id, const struct sembuf *op)
{
    int object = member(id, op->sem_num);
    struct object *o = &control->object[object];

    for (int k = 0; k < op->sem_op; k++)
        token_add(o);
    for (int k = 0; k > op->sem_op; k--)
        token_take(o);
    if (op->sem_op > 0) {
        o->posts++;
        posted(object);
    } else if (op->sem_op < 0) {
        o->waits++;
        clock_release(&o->released);
        if (is_lock(o))
            held_add(object);
    } else { /* waited for 0: after all that took it down */
        clock_acquire(&o->released);
    }
    if (op->sem_flg & SEM_UNDO)
        undo_add(id, op);
    mirror(id, op->sem_num);
}

static void notice_order(const struct operations *o, uint64_t pc)
{
    for (size_t i = 0; i < o->n; i++) {
        int object = member(o->id, o->given[i].sem_num);

        if (o->given[i].sem_op < 0 && o->waits &&
            is_lock(&control->object[object]))
            lock_order(object, pc);
    }
}

/* A set that was removed while we waited is EIDRM; asked for again, its id is
 * only invalid. */
static int attempt(const struct operations *o, int has_waited)
{
    int result = semop(o->id, (struct sembuf *)(uintptr_t)o->real, o->n);

    if (result == -1 && errno == EINVAL && has_waited)
        errno = EIDRM;
    return result;
}

static int operate(struct operations *o, unsigned call, uint64_t limit,
                   uint64_t pc)
{
    int set = set_of(o->id), result, number = o->given[0].sem_num, over = 0;
    struct object *object = &control->object[set];

    notice_order(o, pc);
    self->seen_epoch = object->epoch - 1;
    for (int tries = 0;; tries++) {
        self->timed = limit > 0;
        point(OP_SEMOP, set, 0, 0, pc);
        over = self->time_out;
        self->timed = self->time_out = 0;
        result = attempt(o, tries > 0);
        if (result == 0 || errno != EAGAIN || !o->waits || over)
            break;
        self->seen_epoch = object->epoch;
    }
    if (over)
        time_passes(limit);
    for (size_t i = 0; result == 0 && i < o->n; i++)
        performed(o->id, &o->given[i]);
    called_sync(OP_SEMOP, call, set, pc, result, ERROR_OF(result), number,
                result == 0 ? control->object[member(o->id, number)].value : 0,
                result == 0)
        ->argument[2] = o->given[0].sem_op;
    return result;
}

int explored_semop(int id, struct sembuf *ops, size_t n)
{
    struct operations o;

    WRAPPED(semop, -1, semop(id, ops, n));
    if (prepare(&o, id, ops, n) == -1)
        return semop(id, ops, n);
    return operate(&o, CALL_semop, 0, PC);
}

/* A time limit of 0 is reached at once; one that is no time is an error. */
int explored_semtimedop(int id, struct sembuf *ops, size_t n,
                        const struct timespec *timeout)
{
    struct operations o;
    uint64_t limit = 0;

    WRAPPED(semtimedop, -1, semtimedop(id, ops, n, timeout));
    if (prepare(&o, id, ops, n) == -1 ||
        (timeout && (!is_time(timeout) || timeout->tv_sec < 0)))
        return semtimedop(id, ops, n, timeout);
    if (timeout) {
        limit = (uint64_t)timeout->tv_sec * 1000000u +
                (uint64_t)timeout->tv_nsec / 1000;
        o.waits &= limit > 0;
    }
    return operate(&o, CALL_semtimedop, limit, PC);
}

/* ---- semaphore sets: control -------------------------------------------- */

static void value_set(int id, int number)
{
    int object = member(id, number);
    struct object *o = &control->object[object];
    struct clock now = {{0}};

    mirror(id, number);
    o->first_value = o->value;
    clock_release(&now);
    tokens_reset(o, o->value, &now);
    undo_clear(id, number);
}

static void controlled(int id, int number, int command)
{
    if (command == SETVAL)
        value_set(id, number);
    if (command == SETALL)
        for (int i = members(id) - 1; i >= 0; i--)
            value_set(id, i);
}

/* What a loop would watch: the result, or whether semop was ever called. */
static int64_t seen(int command, int result, long argument)
{
    if (command == IPC_STAT && result != -1)
        return ((struct semid_ds *)argument)->sem_otime != 0;
    return command == SETVAL ? argument & INT_MAX : result;
}

int explored_semctl(int id, int number, int command, long argument)
{
    int set, result;

    WRAPPED(semctl, -1, semctl(id, number, command, argument));
    set = set_of(id);
    point(OP_SEM_INIT, set, 0, 0, PC);
    result = semctl(id, number, command, argument);
    if (result != -1)
        controlled(id, number, command);
    called_sync(OP_SEM_INIT, CALL_semctl, set, PC, result, ERROR_OF(result),
                number, seen(command, result, argument),
                command == SETVAL || command == SETALL || command == IPC_RMID ||
                    command == IPC_SET)
        ->argument[2] = command;
    return result;
}

/* ---- message queues ----------------------------------------------------- */

static int new_queue(int id, key_t key)
{
    return new_id(OBJECT_QUEUE, id, key, "msgqueue");
}

static int queue_of(int id)
{
    return new_queue(id, IPC_PRIVATE);
}

int explored_msgget(key_t key, int flags)
{
    int named, id;

    WRAPPED(msgget, -1, msgget(key, flags));
    named = of_key(key, "msg");
    key_point(named, PC);
    id = msgget(key, flags);
    got(CALL_msgget, named, id == -1 ? 0 : new_queue(id, key), PC, id, key,
        flags);
    return id;
}

/* A message is its type, a long, and its bytes. */
int explored_msgsnd(int id, const void *message, size_t size, int flags)
{
    const void *bytes;
    struct object *o;
    int queue, result;

    WRAPPED(msgsnd, -1, msgsnd(id, message, size, flags));
    queue = queue_of(id);
    o = &control->object[queue];
    bytes = take_out(message, sizeof(long) + size, PC);
    self->seen_epoch = o->epoch - 1;
    for (;;) {
        point(OP_SEMOP, queue, 0, 0, PC);
        result = msgsnd(id, bytes, size, flags | IPC_NOWAIT);
        if (result == 0 || errno != EAGAIN || (flags & IPC_NOWAIT))
            break;
        self->seen_epoch = o->epoch;
    }
    if (result == 0)
        token_add(o);
    called_sync(OP_SEMOP, CALL_msgsnd, queue, PC, result, ERROR_OF(result),
                (int64_t)size, flags, result == 0);
    put_back(bytes, message);
    return result;
}

/* Messages taken out of turn, by type: the token is that of the oldest one,
 * so what is known may be less than what is so. To be safe, all are joined. */
static void received(struct object *o, long type)
{
    if (type != 0)
        for (int i = 0; i < o->tokens; i++)
            clock_acquire(&o->token[(o->first_token + i) % TOKENS]);
    token_take(o);
}

ssize_t explored_msgrcv(int id, void *message, size_t size, long type,
                        int flags)
{
    struct object *o;
    ssize_t result;
    int queue;
    void *bytes;

    WRAPPED(msgrcv, -1, msgrcv(id, message, size, type, flags));
    queue = queue_of(id);
    o = &control->object[queue];
    bytes = is_shared(message) ? malloc(sizeof(long) + size) : message;
    self->seen_epoch = o->epoch - 1;
    for (;;) {
        point(OP_SEMOP, queue, 0, 0, PC);
        result = msgrcv(id, bytes, size, type, flags | IPC_NOWAIT);
        if (result != -1 || errno != ENOMSG || (flags & IPC_NOWAIT))
            break;
        self->seen_epoch = o->epoch;
    }
    if (result != -1)
        received(o, type);
    called_sync(OP_SEMOP, CALL_msgrcv, queue, PC, result, ERROR_OF(result),
                (int64_t)size, type, result != -1);
    if (result != -1 && bytes != message)
        put_in(message, bytes, sizeof(long) + (size_t)result, PC);
    put_back(bytes, message);
    return result;
}

int explored_msgctl(int id, int command, struct msqid_ds *ds)
{
    int queue, result;

    WRAPPED(msgctl, -1, msgctl(id, command, ds));
    queue = queue_of(id);
    point(OP_SEM_INIT, queue, 0, 0, PC);
    result = msgctl(id, command, ds);
    called_sync(OP_SEM_INIT, CALL_msgctl, queue, PC, result, ERROR_OF(result),
                command, result, command == IPC_RMID || command == IPC_SET);
    return result;
}
