/* wrap_file.c - reading and writing descriptors, and locks on files
 *
 * A file that one process maps, another can read and write: the same object,
 * the same races. A pipe passes order on from who wrote or closed it to who
 * reads it. Where the real call would block we wait, in point(), for something
 * to happen to any pipe (control->descriptor_epoch), and look again with poll.
 *
 * Events: text is the name the descriptor was opened by, argument[0] the
 * descriptor, argument[1] how many bytes were asked for; for locks argument[0]
 * is F_RDLCK, F_WRLCK or F_UNLCK, and argument[1] the command. What was written
 * to standard output is an OP_PRINT.
 */
#include "wrap.h"

#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- which kind of descriptor ------------------------------------------- */

/* Standard input and output are somebody else's, unless a pipe of the
 * student's was put there. */
static int object_open(int fd)
{
    int saved = errno, object = 0;
    struct stat sb;

    if (fd > 2)
        object = object_of_fd(fd);
    else if (fstat(fd, &sb) == 0)
        object = object_find(OBJECT_PIPE, sb.st_dev, sb.st_ino);
    errno = saved;
    return object;
}

static int is_file(int object)
{
    return object && control->object[object].type == OBJECT_FILE;
}

static int is_nonblocking(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    return flags != -1 && (flags & O_NONBLOCK);
}

/* Where in the file: `at` is -1 for calls that use the file offset. */
static uint32_t place_in_file(int fd, off_t at, int write)
{
    struct stat sb;

    if (at == -1 && write && (fcntl(fd, F_GETFL) & O_APPEND) &&
        fstat(fd, &sb) == 0)
        return (uint32_t)sb.st_size;
    return (uint32_t)(at == -1 ? lseek(fd, 0, SEEK_CUR) : at);
}

/* ready - can it be read or written now without blocking? Errors and the end
 * of a pipe are no reason to wait. */
static int ready(int fd, short events)
{
    struct pollfd p = {.fd = fd, .events = events};

    return poll(&p, 1, 0) != 0;
}

/* Wait until it can. The first look is worth a point of its own: whether
 * there is something now depends on the schedule. */
static void await_ready(int fd, int object, short events, uint64_t pc)
{
    int saved = errno, waits = !is_nonblocking(fd);

    self->seen_epoch = control->descriptor_epoch - 1;
    for (;;) {
        point(OP_READ_WAIT, object, 0, 0, pc);
        if (!waits || ready(fd, events))
            break;
        self->seen_epoch = control->descriptor_epoch;
    }
    errno = saved;
}

/* ---- one buffer or several ---------------------------------------------- */

/* A transfer, made of the arguments of read, pread, readv, ... */
struct transfer {
    unsigned call;
    int fd, write;
    const struct iovec *part;
    int parts;
    off_t at; /* -1: where the file offset is */
};

static size_t total(const struct transfer *t)
{
    size_t sum = 0;

    for (int i = 0; i < t->parts; i++)
        sum += t->part[i].iov_len;
    return sum;
}

static ssize_t real_transfer(const struct transfer *t)
{
    if (t->at == -1)
        return t->write ? writev(t->fd, t->part, t->parts)
                        : readv(t->fd, t->part, t->parts);
    return t->write ? pwritev(t->fd, t->part, t->parts, t->at)
                    : preadv(t->fd, t->part, t->parts, t->at);
}

/* Buffers in shared memory: accesses of their own, before what is written and
 * after what was read. */
static void touch(const struct transfer *t, size_t size, uint64_t pc)
{
    for (int i = 0; i < t->parts && size > 0; i++) {
        size_t n = t->part[i].iov_len < size ? t->part[i].iov_len : size;

        if (is_shared(t->part[i].iov_base))
            memory_range(t->part[i].iov_base, n, !t->write, pc);
        size -= n;
    }
}

/* ---- files -------------------------------------------------------------- */

static ssize_t file_transfer(const struct transfer *t, int object, uint64_t pc)
{
    size_t size = total(t);
    uint32_t at;
    ssize_t result;
    int saved;

    memory_file_point(object, place_in_file(t->fd, t->at, t->write),
                      (uint32_t)size, t->write, pc);
    at = place_in_file(t->fd, t->at, t->write); /* it may have been moved */
    result = real_transfer(t);
    saved = errno;
    if (result > 0)
        memory_file_done(object, at, (uint32_t)result, t->write, pc,
                         t->part[0].iov_base);
    else if (!t->write) /* the end of the file: a loop may wait for more */
        spin_note(OP_READ, pc, place_of(object, at), 0);
    errno = saved;
    return result;
}

/* ---- pipes -------------------------------------------------------------- */

/* Without blocking, whatever the flags of the descriptor: nobody else runs
 * while they are changed. */
static ssize_t nonblocking_write(int fd, const void *from, size_t size)
{
    int flags = fcntl(fd, F_GETFL), saved;
    ssize_t result;

    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    result = write(fd, from, size);
    saved = errno;
    fcntl(fd, F_SETFL, flags);
    errno = saved;
    return result;
}

/* All of it, waiting for readers when the pipe is full, as write(2) does. */
static ssize_t whole_write(int fd, int object, const char *from, size_t size,
                           uint64_t pc)
{
    size_t done = 0;
    int waits = !is_nonblocking(fd);

    for (;;) {
        ssize_t n = nonblocking_write(fd, from + done, size - done);

        if (n > 0) {
            done += (size_t)n;
            control->descriptor_epoch++;
        }
        if (done == size || (n == -1 && errno != EAGAIN))
            break;
        if (!waits)
            break;
        await_ready(fd, object, POLLOUT, pc);
    }
    return done > 0 || size == 0 ? (ssize_t)done : -1;
}

/* The parts of a writev in one piece. */
static char *gather(const struct transfer *t)
{
    char *all = malloc(total(t) + 1);
    size_t n = 0;

    for (int i = 0; all && i < t->parts; i++) {
        memcpy(all + n, t->part[i].iov_base, t->part[i].iov_len);
        n += t->part[i].iov_len;
    }
    return all;
}

static ssize_t pipe_write(const struct transfer *t, int object, uint64_t pc)
{
    struct object *o = &control->object[object];
    char *all = gather(t);
    ssize_t result;
    int saved;

    point(OP_PIPE_WRITE, object, 0, 0, pc);
    clock_release(&o->released);
    result =
        all ? whole_write(t->fd, object, all, total(t), pc) : real_transfer(t);
    saved = errno;
    free(all);
    history_add(object, OP_PIPE_WRITE, (uint64_t)result);
    spin_sync(OP_PIPE_WRITE, object, pc, (uint64_t)result, result > 0);
    errno = saved;
    return result;
}

/* What is read, even the end, came after what was written. */
static ssize_t pipe_read(const struct transfer *t, int object, uint64_t pc)
{
    struct object *o = &control->object[object];
    ssize_t result;
    int saved;

    await_ready(t->fd, object, POLLIN, pc);
    result = real_transfer(t);
    saved = errno;
    if (result >= 0)
        clock_acquire(&o->released);
    if (result > 0)
        control->descriptor_epoch++; /* there is room for a writer */
    history_add(object, OP_READ_WAIT, (uint64_t)result);
    spin_sync(OP_READ_WAIT, object, pc, (uint64_t)result, result > 0);
    errno = saved;
    return result;
}

/* ---- any descriptor ----------------------------------------------------- */

static void transfer_event(const struct transfer *t, int object, uint64_t pc,
                           ssize_t result)
{
    char shown[TEXT];
    const struct iovec *first = t->part;
    int printed = t->write && (t->fd == 1 || t->fd == 2) && !object;

    snprintf(shown, sizeof shown, "%.*s",
             (int)(first->iov_len < TEXT ? first->iov_len : TEXT),
             printed ? (const char *)first->iov_base : "");
    called(printed ? OP_PRINT : OP_CALL, t->call, object, pc, result,
           ERROR_OF(result), printed ? shown : fd_name(t->fd), t->fd,
           (int64_t)total(t));
}

static ssize_t transfer(const struct transfer *t, uint64_t pc)
{
    int object = object_open(t->fd);
    ssize_t result;

    if (t->write)
        touch(t, total(t), pc);
    memory_settle();
    if (is_file(object))
        result = file_transfer(t, object, pc);
    else if (object)
        result =
            t->write ? pipe_write(t, object, pc) : pipe_read(t, object, pc);
    else
        result = real_transfer(t);
    if (!t->write && result > 0)
        touch(t, (size_t)result, pc);
    transfer_event(t, object, pc, result);
    return result;
}

ssize_t written(int fd, const void *from, size_t size, uint64_t pc)
{
    const struct iovec part = {(void *)(uintptr_t)from, size};
    const struct transfer t = {CALL_write, fd, 1, &part, 1, -1};

    return me < 0 ? write(fd, from, size) : transfer(&t, pc);
}

ssize_t explored_write(int fd, const void *from, size_t size)
{
    WRAPPED(write, -1, write(fd, from, size));
    return written(fd, from, size, PC);
}

ssize_t explored_read(int fd, void *to, size_t size)
{
    const struct iovec part = {to, size};
    const struct transfer t = {CALL_read, fd, 0, &part, 1, -1};

    WRAPPED(read, -1, read(fd, to, size));
    return transfer(&t, PC);
}

ssize_t explored___read_chk(int fd, void *to, size_t size)
    __attribute__((alias("explored_read")));

ssize_t explored_pread(int fd, void *to, size_t size, off_t at)
{
    const struct iovec part = {to, size};
    const struct transfer t = {CALL_pread, fd, 0, &part, 1, at};

    WRAPPED(pread, -1, pread(fd, to, size, at));
    return at < 0 ? pread(fd, to, size, at) : transfer(&t, PC);
}

ssize_t explored_pwrite(int fd, const void *from, size_t size, off_t at)
{
    const struct iovec part = {(void *)(uintptr_t)from, size};
    const struct transfer t = {CALL_pwrite, fd, 1, &part, 1, at};

    WRAPPED(pwrite, -1, pwrite(fd, from, size, at));
    return at < 0 ? pwrite(fd, from, size, at) : transfer(&t, PC);
}

ssize_t explored_pread64(int fd, void *to, size_t size, off_t at)
    __attribute__((alias("explored_pread")));
ssize_t explored_pwrite64(int fd, const void *from, size_t size, off_t at)
    __attribute__((alias("explored_pwrite")));

ssize_t explored_readv(int fd, const struct iovec *part, int parts)
{
    const struct transfer t = {CALL_readv, fd, 0, part, parts, -1};

    WRAPPED(readv, -1, readv(fd, part, parts));
    return parts < 1 || parts > IOV_MAX ? readv(fd, part, parts)
                                        : transfer(&t, PC);
}

ssize_t explored_writev(int fd, const struct iovec *part, int parts)
{
    const struct transfer t = {CALL_writev, fd, 1, part, parts, -1};

    WRAPPED(writev, -1, writev(fd, part, parts));
    return parts < 1 || parts > IOV_MAX ? writev(fd, part, parts)
                                        : transfer(&t, PC);
}

/* ---- poll --------------------------------------------------------------- */

/* Again whenever something happens to a pipe; a time limit is reached when
 * nothing else can happen. */
int explored_poll(struct pollfd *fds, nfds_t n, int timeout)
{
    int result, over, object;

    WRAPPED(poll, -1, poll(fds, n, timeout));
    object = n > 0 ? object_open(fds[0].fd) : 0; /* for most programs: all */
    self->seen_epoch = control->descriptor_epoch - 1;
    do {
        self->timed = timeout > 0;
        point(OP_READ_WAIT, object, 0, 0, PC);
        over = self->time_out || timeout == 0;
        self->timed = self->time_out = 0;
        result = poll(fds, n, 0);
        self->seen_epoch = control->descriptor_epoch;
    } while (result == 0 && !over);
    if (result == 0 && timeout > 0)
        time_passes((uint64_t)timeout * 1000);
    called(OP_CALL, CALL_poll, object, PC, result, ERROR_OF(result), NULL,
           (int64_t)n, timeout);
    spin_sync(OP_READ_WAIT, object, PC, (uint64_t)result, 0);
    return result;
}

/* ---- locks on files ----------------------------------------------------- */

static int lock_of(int fd)
{
    char name[NAME_SIZE];
    const char *of = fd_name(fd);
    int saved = errno, object = 0;
    struct stat sb;

    snprintf(name, sizeof name, "lock of %.40s", *of ? of : "a file");
    if (fstat(fd, &sb) == 0)
        object = object_get(OBJECT_LOCK, sb.st_dev, sb.st_ino, name);
    errno = saved;
    return object;
}

/* What a lock call is, in the words of fcntl(2). */
struct lock_call {
    unsigned call;
    int type; /* F_RDLCK, F_WRLCK, F_UNLCK */
    int command;
    int waits;
};

static void lock_changed(int object, int type)
{
    struct object *o = &control->object[object];

    if (type == F_UNLCK) {
        clock_release(&o->released);
        held_remove(object);
        return;
    }
    clock_acquire(&o->released);
    held_remove(object); /* a lock converted is one lock */
    held_add(object);
}

/* lock_until - try, and try again after each change of the locks of this file,
 * until the call (without blocking) does something else than refuse. */
static int lock_until(int object, const struct lock_call *c,
                      int (*attempt)(void *), void *arguments, uint64_t pc)
{
    struct object *o = &control->object[object];
    int result;

    self->seen_epoch = o->epoch - 1;
    for (;;) {
        point(OP_SEMOP, object, 0, 0, pc);
        result = attempt(arguments);
        if (result == 0 || !c->waits || (errno != EAGAIN && errno != EACCES))
            break;
        self->seen_epoch = o->epoch;
    }
    if (result == 0)
        lock_changed(object, c->type);
    called_sync(OP_SEMOP, c->call, object, pc, result, ERROR_OF(result),
                c->type, c->command, result == 0);
    return result;
}

struct record_lock {
    int fd, command;
    struct flock *lock;
};

static int try_record(void *arguments)
{
    const struct record_lock *r = arguments;

    return fcntl(r->fd, r->command, r->lock);
}

static int record_lock(int fd, int command, struct flock *lock, uint64_t pc)
{
    int open_file = command == F_OFD_SETLK || command == F_OFD_SETLKW;
    struct record_lock r = {fd, open_file ? F_OFD_SETLK : F_SETLK, lock};
    struct lock_call c = {CALL_fcntl, lock->l_type, command,
                          command == F_SETLKW || command == F_OFD_SETLKW};

    return lock_until(lock_of(fd), &c, try_record, &r, pc);
}

/* Who holds the lock? */
static int lock_asked(int fd, int command, struct flock *lock, uint64_t pc)
{
    int object = lock_of(fd), result;

    self->seen_epoch = control->object[object].epoch - 1;
    point(OP_SEMOP, object, 0, 0, pc);
    result = fcntl(fd, command, lock);
    called_sync(OP_SEMOP, CALL_fcntl, object, pc, result, ERROR_OF(result),
                lock->l_type, command, 0);
    return result;
}

int explored_fcntl(int fd, int command, long argument)
{
    int result;

    WRAPPED(fcntl, -1, fcntl(fd, command, argument));
    switch (command) {
    case F_SETLK:
    case F_SETLKW:
    case F_OFD_SETLK:
    case F_OFD_SETLKW:
        if (lock_of(fd))
            return record_lock(fd, command, (struct flock *)argument, PC);
        break;
    case F_GETLK:
    case F_OFD_GETLK:
        if (lock_of(fd))
            return lock_asked(fd, command, (struct flock *)argument, PC);
        break;
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
        memory_settle();
        result = fcntl(fd, command, argument);
        if (result != -1)
            fd_named(result, fd_name(fd));
        called(OP_CALL, CALL_fcntl, 0, PC, result, ERROR_OF(result),
               fd_name(fd), fd, command);
        return result;
    }
    memory_settle();
    result = fcntl(fd, command, argument);
    called(OP_CALL, CALL_fcntl, 0, PC, result, ERROR_OF(result), fd_name(fd),
           fd, command);
    return result;
}

int explored_fcntl64(int fd, int command, long argument)
    __attribute__((alias("explored_fcntl")));

struct file_lock {
    int fd, operation;
};

static int try_flock(void *arguments)
{
    const struct file_lock *f = arguments;

    return flock(f->fd, f->operation | LOCK_NB);
}

int explored_flock(int fd, int operation)
{
    struct file_lock f = {fd, operation};
    struct lock_call c = {.call = CALL_flock,
                          .command = operation,
                          .waits = !(operation & LOCK_NB)};
    int object;

    WRAPPED(flock, -1, flock(fd, operation));
    c.type = operation & LOCK_UN   ? F_UNLCK
             : operation & LOCK_SH ? F_RDLCK
                                   : F_WRLCK;
    object = lock_of(fd);
    if (!object)
        return flock(fd, operation);
    return lock_until(object, &c, try_flock, &f, PC);
}

/* lockf is a record lock from the file offset on. */
int explored_lockf(int fd, int command, off_t length);

int explored_lockf(int fd, int command, off_t length)
{
    struct flock lock = {.l_whence = SEEK_CUR, .l_len = length};

    if (me < 0 || command == F_TEST || !lock_of(fd))
        return lockf(fd, command, length);
    lock.l_type = command == F_ULOCK ? F_UNLCK : F_WRLCK;
    return record_lock(fd, command == F_LOCK ? F_SETLKW : F_SETLK, &lock, PC);
}
