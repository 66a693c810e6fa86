/* wrong: GROW_ALLOC 从文件开头写零，旧的字节没了 / GROW_ALLOC writes zeros from the start of the file, and the old bytes are gone — caught by: ensure_size.old_bytes_kept */
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
    static const char zeros[4096];
    off_t at = 0;

    while (at < want) {
        size_t n = want - at < 4096 ? (size_t)(want - at) : 4096;
        ssize_t put = pwrite(fd, zeros, n, at);
        if (put == -1 && errno != EINTR) {
            int err = errno;
            grow_hole(fd, have);
            errno = err;
            return -1;
        }
        at += put > 0 ? put : 0;
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
