/* wrap_names.c - names, and the descriptors they give
 *
 * A call about a name is a scheduling point: whether it finds the name depends
 * on what others did before. So are ftruncate and fstat, since programs wait
 * for the size of an object, and close of what others read or have locked.
 *
 * Events: text is the name, argument[0] and [1] flags and mode; for calls with
 * a descriptor, text is the name it was opened by, argument[0] the descriptor,
 * argument[1] the length or the other descriptor.
 */
#include "wrap.h"

/* ---- opening ------------------------------------------------------------ */

static int creates(int flags)
{
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
}

/* What is known once a name has been opened. */
static void opened(int fd, unsigned call, int named, const char *name,
                   int flags, mode_t mode, uint64_t pc)
{
    int saved = errno;

    if (fd != -1) {
        fd_named(fd, name);
        name_taken(named);
    }
    errno = saved;
    called_name(call, named, 0, pc, fd, ERROR_OF(fd), name, flags, mode,
                fd != -1 && (creates(flags) || (flags & O_TRUNC)));
}

int explored_shm_open(const char *name, int flags, mode_t mode)
{
    int named, fd;

    if (!(flags & O_CREAT))
        mode = 0;
    WRAPPED(shm_open, -1, shm_open(name, flags, mode));
    named = object_of_path(name);
    point(OP_NAME, named, 0, 0, PC);
    fd = shm_open(name, flags, mode);
    if (fd != -1) {
        fd_named(fd, name);
        if (flags & O_EXCL)
            name_taken(named);
    }
    called_name(CALL_shm_open, named, 0, PC, fd, ERROR_OF(fd), name, flags,
                mode, fd != -1 && (flags & (O_CREAT | O_TRUNC)));
    return fd;
}

int explored_open(const char *path, int flags, mode_t mode)
{
    int named, fd;

    if (!creates(flags))
        mode = 0;
    WRAPPED(open, -1, open(path, flags, mode));
    named = object_of_name(path);
    point(OP_NAME, named, 0, 0, PC);
    fd = open(path, flags, mode);
    opened(fd, CALL_open, named, path, flags, mode, PC);
    return fd;
}

int explored_openat(int folder, const char *path, int flags, mode_t mode)
{
    int named, fd;

    if (!creates(flags))
        mode = 0;
    WRAPPED(openat, -1, openat(folder, path, flags, mode));
    named = object_of_name(path);
    point(OP_NAME, named, 0, 0, PC);
    fd = openat(folder, path, flags, mode);
    opened(fd, CALL_openat, named, path, flags, mode, PC);
    return fd;
}

int explored_creat(const char *path, mode_t mode)
{
    int named, fd;

    WRAPPED(creat, -1, creat(path, mode));
    named = object_of_name(path);
    point(OP_NAME, named, 0, 0, PC);
    fd = creat(path, mode);
    opened(fd, CALL_creat, named, path, O_CREAT | O_WRONLY | O_TRUNC, mode, PC);
    return fd;
}

/* The names of open(2) when the compiler checks its arguments, or files are to
 * be large. They have no line of their own in calls.tsv. */
int explored___open_2(const char *path, int flags);
int explored___open64_2(const char *path, int flags)
    __attribute__((alias("explored___open_2")));
int explored_open64(const char *path, int flags, mode_t mode)
    __attribute__((alias("explored_open")));
int explored_openat64(int folder, const char *path, int flags, mode_t mode)
    __attribute__((alias("explored_openat")));
int explored_creat64(const char *path, mode_t mode)
    __attribute__((alias("explored_creat")));

int explored___open_2(const char *path, int flags)
{
    int named, fd;

    WRAPPED(open, -1, open(path, flags, 0));
    named = object_of_name(path);
    point(OP_NAME, named, 0, 0, PC);
    fd = open(path, flags, 0);
    opened(fd, CALL_open, named, path, flags, 0, PC);
    return fd;
}

/* ---- names come and go -------------------------------------------------- */

int explored_shm_unlink(const char *name)
{
    int named, result;

    WRAPPED(shm_unlink, -1, shm_unlink(name));
    named = object_of_path(name);
    point(OP_NAME, named, 0, 0, PC);
    result = shm_unlink(name);
    if (result == 0)
        name_freed(named);
    called_name(CALL_shm_unlink, named, 0, PC, result, ERROR_OF(result), name,
                0, 0, result == 0);
    return result;
}

int explored_unlink(const char *path)
{
    int named, result;

    WRAPPED(unlink, -1, unlink(path));
    named = object_of_name(path);
    point(OP_NAME, named, 0, 0, PC);
    result = unlink(path);
    if (result == 0)
        name_freed(named);
    called_name(CALL_unlink, named, 0, PC, result, ERROR_OF(result), path, 0, 0,
                result == 0);
    return result;
}

/* rename and link change what the new name means; that it is there tells all
 * that was done before. */
int explored_rename(const char *from, const char *to)
{
    int named, result;

    WRAPPED(rename, -1, rename(from, to));
    named = object_of_name(to);
    point(OP_NAME, object_of_name(from), 0, 0, PC);
    point(OP_NAME, named, 0, 0, PC);
    result = rename(from, to);
    if (result == 0) {
        name_freed(named);
        name_freed(object_of_name(from));
    }
    called_name(CALL_rename, named, 0, PC, result, ERROR_OF(result), to, 0, 0,
                result == 0);
    return result;
}

int explored_link(const char *from, const char *to)
{
    int named, result;

    WRAPPED(link, -1, link(from, to));
    named = object_of_name(to);
    point(OP_NAME, object_of_name(from), 0, 0, PC);
    point(OP_NAME, named, 0, 0, PC);
    result = link(from, to);
    if (result == 0)
        name_freed(named);
    called_name(CALL_link, named, 0, PC, result, ERROR_OF(result), to, 0, 0,
                result == 0);
    return result;
}

/* ---- the size of an object ---------------------------------------------- */

/* object_of_fd makes an object of whatever it is given; standard input and
 * output are of no interest. */
static int object_open(int fd)
{
    int saved = errno, object = fd > 2 ? object_of_fd(fd) : 0;

    errno = saved;
    return object;
}

static void resized(unsigned call, int object, uint64_t pc, int result,
                    int error, int fd, off_t length)
{
    called_name(call, object, 0, pc, result, error, fd_name(fd), fd, length,
                error == 0);
}

int explored_ftruncate(int fd, off_t length)
{
    int object, result;

    WRAPPED(ftruncate, -1, ftruncate(fd, length));
    object = object_open(fd);
    point(OP_NAME, object, 0, 0, PC);
    result = ftruncate(fd, length);
    resized(CALL_ftruncate, object, PC, result, ERROR_OF(result), fd, length);
    return result;
}

int explored_ftruncate64(int fd, off_t length)
    __attribute__((alias("explored_ftruncate")));

int explored_fallocate(int fd, int mode, off_t offset, off_t length)
{
    int object, result;

    WRAPPED(fallocate, -1, fallocate(fd, mode, offset, length));
    object = object_open(fd);
    point(OP_NAME, object, 0, 0, PC);
    result = fallocate(fd, mode, offset, length);
    resized(CALL_fallocate, object, PC, result, ERROR_OF(result), fd,
            offset + length);
    return result;
}

int explored_posix_fallocate(int fd, off_t offset, off_t length)
{
    int object, result;

    WRAPPED(posix_fallocate, errno, posix_fallocate(fd, offset, length));
    object = object_open(fd);
    point(OP_NAME, object, 0, 0, PC);
    result = posix_fallocate(fd, offset, length);
    resized(CALL_posix_fallocate, object, PC, result, result, fd,
            offset + length);
    return result;
}

/* The size is what a loop would watch. */
int explored_fstat(int fd, struct stat *sb)
{
    int object, result;

    WRAPPED(fstat, -1, fstat(fd, sb));
    object = object_open(fd);
    point(OP_NAME, object, 0, 0, PC);
    result = fstat(fd, sb);
    if (object)
        history_add(object, OP_NAME, (uint64_t)result);
    called(OP_NAME, CALL_fstat, object, PC, result, ERROR_OF(result),
           fd_name(fd), fd, result == 0 ? sb->st_size : 0);
    spin_sync(OP_NAME, object, PC,
              result == 0 ? (uint64_t)sb->st_size : UINT64_MAX, 0);
    return result;
}

int explored_fstat64(int fd, struct stat *sb)
    __attribute__((alias("explored_fstat")));

/* Is it there? A loop would watch that, or its size. */
static int looked_at(unsigned call, const char *path, int result,
                     const struct stat *sb, uint64_t pc)
{
    int named = object_of_name(path), error = ERROR_OF(result);

    name_taken(named);
    history_add(named, OP_NAME, (uint64_t)error);
    called(OP_NAME, call, named, pc, result, error, path, 0, 0);
    spin_sync(OP_NAME, named, pc,
              error ? UINT64_MAX - (uint64_t)error : (uint64_t)sb->st_size, 0);
    return result;
}

int explored_stat(const char *path, struct stat *sb)
{
    int result;

    WRAPPED(stat, -1, stat(path, sb));
    point(OP_NAME, object_of_name(path), 0, 0, PC);
    result = stat(path, sb);
    return looked_at(CALL_stat, path, result, sb, PC);
}

int explored_lstat(const char *path, struct stat *sb)
{
    int result;

    WRAPPED(lstat, -1, lstat(path, sb));
    point(OP_NAME, object_of_name(path), 0, 0, PC);
    result = lstat(path, sb);
    return looked_at(CALL_lstat, path, result, sb, PC);
}

int explored_stat64(const char *path, struct stat *sb)
    __attribute__((alias("explored_stat")));
int explored_lstat64(const char *path, struct stat *sb)
    __attribute__((alias("explored_lstat")));

/* ---- descriptors -------------------------------------------------------- */

/* What closing a descriptor means to others: the end of a pipe, and record
 * locks given up, which any close of the file does. */
static int others_may_notice(int fd)
{
    int saved = errno, object = 0;
    struct stat sb;

    if (fstat(fd, &sb) == 0) {
        object = object_find(OBJECT_PIPE, sb.st_dev, sb.st_ino);
        if (!object)
            object = object_find(OBJECT_LOCK, sb.st_dev, sb.st_ino);
    }
    errno = saved;
    return object;
}

static void before_close(int object, uint64_t pc)
{
    if (object)
        point(OP_PIPE_WRITE, object, 0, 0, pc);
    else
        memory_settle();
}

static void after_close(int object)
{
    if (!object)
        return;
    clock_release(&control->object[object].released);
    history_add(object, OP_PIPE_WRITE, 0);
    control->descriptor_epoch++;
    spin_progress(place_of(object, 0));
}

int explored_close(int fd)
{
    int object, result;

    WRAPPED(close, -1, close(fd));
    object = others_may_notice(fd);
    before_close(object, PC);
    result = close(fd);
    if (result == 0)
        after_close(object);
    called(OP_CALL, CALL_close, object, PC, result, ERROR_OF(result),
           fd_name(fd), fd, 0);
    if (result == 0)
        fd_named(fd, NULL);
    return result;
}

int explored_dup(int fd)
{
    int result;

    WRAPPED(dup, -1, dup(fd));
    memory_settle();
    result = dup(fd);
    if (result != -1)
        fd_named(result, fd_name(fd));
    called(OP_CALL, CALL_dup, 0, PC, result, ERROR_OF(result), fd_name(fd), fd,
           0);
    return result;
}

/* dup2 closes what was there. */
int explored_dup2(int fd, int to)
{
    int object, result;

    WRAPPED(dup2, -1, dup2(fd, to));
    object = others_may_notice(to);
    before_close(object, PC);
    result = dup2(fd, to);
    if (result != -1 && fd != to) {
        after_close(object);
        fd_named(to, fd_name(fd));
    }
    called(OP_CALL, CALL_dup2, 0, PC, result, ERROR_OF(result), fd_name(fd), fd,
           to);
    return result;
}

/* A new pipe is an object from the beginning: others_may_notice and read know
 * it, on whatever descriptor, even 0 or 1. */
static int piped(int result, const int *fds, unsigned call, uint64_t pc)
{
    static int count;
    int saved = errno, object = 0;

    if (result == 0) {
        char name[NAME_SIZE];

        numbered(name, "pipe", &count);
        fd_named(fds[0], name);
        fd_named(fds[1], name);
        object = object_of_fd(fds[0]);
    }
    errno = saved;
    called(OP_CALL, call, object, pc, result, ERROR_OF(result),
           fd_name(result == 0 ? fds[0] : -1), result == 0 ? fds[0] : -1,
           result == 0 ? fds[1] : -1);
    return result;
}

int explored_pipe(int *fds)
{
    WRAPPED(pipe, -1, pipe(fds));
    memory_settle();
    return piped(pipe(fds), fds, CALL_pipe, PC);
}

int explored_pipe2(int *fds, int flags)
{
    WRAPPED(pipe2, -1, pipe2(fds, flags));
    memory_settle();
    return piped(pipe2(fds, flags), fds, CALL_pipe2, PC);
}
