/* wrap_mq.c - POSIX message queues
 *
 * object->value mirrors the number of messages: who sends waits until it is
 * below object->maximum, who receives until it is above 0. Then the real call,
 * with a time limit that is over. Descriptors with O_NONBLOCK do not wait.
 *
 * A message carries order from its sender to its receiver. Tokens are first in,
 * first out; a queue with several priorities is not, so there a receiver is
 * taken to know of all messages that were waiting.
 *
 * Events: mq_open: OP_NAME, argument[0] and [1] flags and mode. Send, receive:
 * argument[0] the size, [1] the number of messages afterwards, [2] the
 * priority.
 */
#include "wrap.h"

#include <stdlib.h>

/* ---- which queue -------------------------------------------------------- */

/* In struct object: waiters != 0 - messages of a priority other than 0 have
 * been sent. */
static int queue_of(mqd_t queue, const char *name)
{
    int saved = errno, object = 0;
    struct stat sb;

    if (fstat(queue, &sb) == 0)
        object = name ? object_get(OBJECT_QUEUE, sb.st_dev, sb.st_ino, name)
                      : object_find(OBJECT_QUEUE, sb.st_dev, sb.st_ino);
    errno = saved;
    return object;
}

static void mirror(int object, mqd_t queue)
{
    struct object *o = &control->object[object];
    struct mq_attr attributes;
    int saved = errno;

    if (mq_getattr(queue, &attributes) == 0) {
        o->value = (int)attributes.mq_curmsgs;
        o->maximum = (int)attributes.mq_maxmsg;
    }
    errno = saved;
}

static int is_nonblocking(mqd_t queue)
{
    struct mq_attr attributes;
    int saved = errno, result = mq_getattr(queue, &attributes);

    errno = saved;
    return result == 0 && (attributes.mq_flags & O_NONBLOCK);
}

/* An inode may have belonged to a queue that is gone: what is empty has no
 * tokens. */
static int now_open(mqd_t queue, const char *name)
{
    static const struct clock nothing;
    int object = queue_of(queue, name);
    struct object *o = &control->object[object];

    fd_named(queue, name);
    mirror(object, queue);
    if (o->value == 0)
        tokens_reset(o, 0, &nothing);
    return object;
}

mqd_t explored_mq_open(const char *name, int flags, mode_t mode,
                       struct mq_attr *attributes)
{
    int named, object = 0;
    mqd_t queue;

    if (!(flags & O_CREAT)) {
        mode = 0;
        attributes = NULL;
    }
    WRAPPED(mq_open, -1, mq_open(name, flags, mode, attributes));
    named = object_of_path(name);
    point(OP_NAME, named, 0, 0, PC);
    queue = mq_open(name, flags, mode, attributes);
    if (queue != -1) {
        object = now_open(queue, name);
        if (flags & O_EXCL)
            name_taken(named);
    }
    called_name(CALL_mq_open, named, object, PC, queue, ERROR_OF(queue), name,
                flags, mode, queue != -1 && (flags & O_CREAT));
    return queue;
}

int explored_mq_close(mqd_t queue)
{
    int result;

    WRAPPED(mq_close, -1, mq_close(queue));
    memory_settle();
    result = mq_close(queue);
    called(OP_CALL, CALL_mq_close, 0, PC, result, ERROR_OF(result),
           fd_name(queue), queue, 0);
    return result;
}

int explored_mq_unlink(const char *name)
{
    int named, result;

    WRAPPED(mq_unlink, -1, mq_unlink(name));
    named = object_of_path(name);
    point(OP_NAME, named, 0, 0, PC);
    result = mq_unlink(name);
    if (result == 0)
        name_freed(named);
    called_name(CALL_mq_unlink, named, 0, PC, result, ERROR_OF(result), name, 0,
                0, result == 0);
    return result;
}

int explored_mq_getattr(mqd_t queue, struct mq_attr *attributes)
{
    int object, result;

    WRAPPED(mq_getattr, -1, mq_getattr(queue, attributes));
    object = queue_of(queue, NULL);
    point(OP_SEM_INIT, object, 0, 0, PC);
    result = mq_getattr(queue, attributes);
    called_sync(OP_SEM_INIT, CALL_mq_getattr, object, PC, result,
                ERROR_OF(result), queue,
                result == 0 ? attributes->mq_curmsgs : 0, 0);
    return result;
}

/* ---- sending and receiving ---------------------------------------------- */

/* await - until the operation can be done; returns 1 when its time limit was
 * reached. A limit that is over, or no time at all, is left to the real call:
 * it answers at once. */
static int await(enum op op, int object, mqd_t queue,
                 const struct timespec *deadline, uint64_t pc)
{
    int limited = deadline && is_time(deadline), over;
    uint64_t left = limited ? time_until(CLOCK_REALTIME, deadline) : 0;

    if (is_nonblocking(queue) || (deadline && left == 0)) {
        point(OP_SEM_INIT, object, 0, 0, pc); /* which waits for nothing */
        return 1;
    }
    self->timed = limited;
    point(op, object, 0, 0, pc);
    over = self->time_out;
    self->timed = self->time_out = 0;
    if (over)
        time_passes(left);
    return over;
}

/* The limit that makes the real call answer at once. */
static struct timespec passed(const struct timespec *deadline)
{
    struct timespec t = {0};

    if (deadline && !is_time(deadline))
        t.tv_nsec = -1;
    return t;
}

static int sent(unsigned call, mqd_t queue, const char *message, size_t size,
                unsigned priority, const struct timespec *deadline, uint64_t pc)
{
    int object = queue_of(queue, NULL), result, over;
    struct object *o = &control->object[object];
    const char *bytes = take_out(message, size, pc);
    struct timespec limit = passed(deadline);

    do {
        over = await(OP_MQ_SEND, object, queue, deadline, pc);
        result = mq_timedsend(queue, bytes, size, priority, &limit);
        mirror(object, queue);
    } while (result == -1 && errno == ETIMEDOUT && !over);
    if (result == 0) {
        o->waiters |= priority != 0;
        token_add(o);
    }
    called_sync(OP_MQ_SEND, call, object, pc, result, ERROR_OF(result),
                (int64_t)size, o->value, result == 0)
        ->argument[2] = priority;
    put_back(bytes, message);
    return result;
}

int explored_mq_send(mqd_t queue, const char *message, size_t size,
                     unsigned priority)
{
    WRAPPED(mq_send, -1, mq_send(queue, message, size, priority));
    if (!queue_of(queue, NULL))
        return mq_send(queue, message, size, priority);
    return sent(CALL_mq_send, queue, message, size, priority, NULL, PC);
}

int explored_mq_timedsend(mqd_t queue, const char *message, size_t size,
                          unsigned priority, const struct timespec *deadline)
{
    WRAPPED(mq_timedsend, -1,
            mq_timedsend(queue, message, size, priority, deadline));
    if (!queue_of(queue, NULL))
        return mq_timedsend(queue, message, size, priority, deadline);
    return sent(CALL_mq_timedsend, queue, message, size, priority, deadline,
                PC);
}

static void message_taken(struct object *o)
{
    for (int i = 0; o->waiters && i < o->tokens; i++)
        clock_acquire(&o->token[(o->first_token + i) % TOKENS]);
    token_take(o);
}

static ssize_t received(unsigned call, mqd_t queue, char *message, size_t size,
                        unsigned *priority, const struct timespec *deadline,
                        uint64_t pc)
{
    int object = queue_of(queue, NULL), over;
    struct object *o = &control->object[object];
    char *bytes = is_shared(message) ? malloc(size + 1) : message;
    struct timespec limit = passed(deadline);
    unsigned its = 0;
    ssize_t result;

    do {
        over = await(OP_MQ_RECEIVE, object, queue, deadline, pc);
        result = mq_timedreceive(queue, bytes, size, &its, &limit);
        mirror(object, queue);
    } while (result == -1 && errno == ETIMEDOUT && !over);
    if (result != -1)
        message_taken(o);
    called_sync(OP_MQ_RECEIVE, call, object, pc, result, ERROR_OF(result),
                (int64_t)size, o->value, result != -1)
        ->argument[2] = its;
    if (result != -1 && bytes != message)
        put_in(message, bytes, (size_t)result, pc);
    if (result != -1 && priority)
        put_in(priority, &its, sizeof its, pc);
    put_back(bytes, message);
    return result;
}

ssize_t explored_mq_receive(mqd_t queue, char *message, size_t size,
                            unsigned *priority)
{
    WRAPPED(mq_receive, -1, mq_receive(queue, message, size, priority));
    if (!queue_of(queue, NULL))
        return mq_receive(queue, message, size, priority);
    return received(CALL_mq_receive, queue, message, size, priority, NULL, PC);
}

ssize_t explored_mq_timedreceive(mqd_t queue, char *message, size_t size,
                                 unsigned *priority,
                                 const struct timespec *deadline)
{
    WRAPPED(mq_timedreceive, -1,
            mq_timedreceive(queue, message, size, priority, deadline));
    if (!queue_of(queue, NULL))
        return mq_timedreceive(queue, message, size, priority, deadline);
    return received(CALL_mq_timedreceive, queue, message, size, priority,
                    deadline, PC);
}
