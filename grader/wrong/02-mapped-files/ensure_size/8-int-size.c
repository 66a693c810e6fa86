/* wrong: 长度存进了 int，超过 2 GiB 的 want 被截断 / the size is kept in an int, and a want beyond 2 GiB is cut — caught by: ensure_size.large_want */
#include "ensure_size.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int grow_hole(int fd, off_t want)
{
    while (ftruncate(fd, want) == -1)
        if (errno != EINTR)
            return -1;
    return 1;
}

static int grow_byte(int fd, off_t want)
{
    const char zero = 0;

    for (;;) {
        ssize_t n = pwrite(fd, &zero, 1, want - 1);
        if (n == 1)
            return 1;
        if (n == -1 && errno != EINTR)
            return -1;
    }
}

static int grow_blocks(int fd, off_t have, off_t want)
{
    while (fallocate(fd, 0, have, want - have) == -1) {
        int err = errno;
        if (err == EINTR)
            continue;
        grow_hole(fd, have); /* cut off what it got before it failed */
        errno = err;
        return -1;
    }
    return 1;
}

int ensure_size(int fd, off_t want, enum grow how)
{
    struct stat st;
    int size = want;

    if (want < 0 || (unsigned)how > GROW_ALLOC) {
        errno = EINVAL;
        return -1;
    }
    if (fstat(fd, &st) != 0)
        return -1;
    if (st.st_size >= size)
        return 0;
    if (how == GROW_SPARSE)
        return grow_hole(fd, size);
    if (how == GROW_LSEEK)
        return grow_byte(fd, size);
    return grow_blocks(fd, st.st_size, size);
}
