/* ok: 每种办法一个函数，放在表里；GROW_ALLOC 用 fallocate，失败就截回去 / one function for each way, in a table; GROW_ALLOC is fallocate, and cuts back if it fails */
#include "ensure_size.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

typedef int way(int fd, off_t from, off_t to);

static int by_hole(int fd, off_t from, off_t to)
{
    (void)from;
    return ftruncate(fd, to);
}

static int by_last_byte(int fd, off_t from, off_t to)
{
    ssize_t n;

    (void)from;
    while ((n = pwrite(fd, &(char){0}, 1, to - 1)) == 0)
        continue;
    return n < 0 ? -1 : 0;
}

static int by_blocks(int fd, off_t from, off_t to)
{
    return fallocate(fd, 0, from, to - from);
}

/* is_at_least - 1 yes, 0 no, -1 errno; *size is the size */
static int is_at_least(int fd, off_t want, off_t *size)
{
    struct stat st;

    if (fstat(fd, &st) < 0)
        return -1;
    *size = st.st_size;
    return st.st_size >= want;
}

int ensure_size(int fd, off_t want, enum grow how)
{
    way *const ways[] = {by_hole, by_last_byte, by_blocks};
    off_t size, now;
    int enough, why;

    if (want < 0 || (size_t)how >= sizeof ways / sizeof *ways) {
        errno = EINVAL;
        return -1;
    }
    enough = is_at_least(fd, want, &size);
    if (enough != 0)
        return enough == 1 ? 0 : -1;
    do {
        if (ways[how](fd, size, want) == 0)
            return 1;
        why = errno;
    } while (why == EINTR);
    if (is_at_least(fd, size + 1, &now) == 1)
        while (ftruncate(fd, size) < 0 && errno == EINTR)
            continue;
    errno = why;
    return -1;
}
