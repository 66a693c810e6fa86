/* wrong: 变大了也返回 0，和本来就够大分不开 / returns 0 for a file that has grown, as for one that was big enough — caught by: ensure_size.sparse_grows */
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
    return 0;
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

    if (want < 0 || (unsigned)how > GROW_ALLOC) {
        errno = EINVAL;
        return -1;
    }
    if (fstat(fd, &st) != 0)
        return -1;
    if (st.st_size >= want)
        return 0;
    if (how == GROW_SPARSE)
        return grow_hole(fd, want);
    if (how == GROW_LSEEK)
        return grow_byte(fd, want);
    return grow_blocks(fd, st.st_size, want);
}
