/* wrong: 最后一个字节写的是字符 1，不是零字节 / the last byte written is the digit 1 and not a zero byte — caught by: ensure_size.new_bytes_zero */
#include "ensure_size.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* one byte at the new end, with the offset put back where it was */
static int write_last(int fd, off_t want)
{
    off_t here = lseek(fd, 0, SEEK_CUR);
    ssize_t n;
    int err;

    if (here == -1 || lseek(fd, want - 1, SEEK_SET) == -1)
        return -1;
    do {
        n = write(fd, "1", 1);
    } while (n == 0 || (n == -1 && errno == EINTR));
    err = errno;
    lseek(fd, here, SEEK_SET);
    errno = err;
    return n == 1 ? 0 : -1;
}

/* all blocks from the old end to the new one */
static int reserve(int fd, off_t size, off_t want)
{
    int err;

    do {
        err = posix_fallocate(fd, size, want - size);
    } while (err == EINTR);
    if (err != 0) {
        if (ftruncate(fd, size) == -1) {
            /* nothing to be done about it */
        }
        errno = err;
        return -1;
    }
    return 0;
}

int ensure_size(int fd, off_t want, enum grow how)
{
    struct stat st;
    int rc;

    if (want < 0) {
        errno = EINVAL;
        return -1;
    }
    if (how != GROW_SPARSE && how != GROW_LSEEK && how != GROW_ALLOC) {
        errno = EINVAL;
        return -1;
    }
    if (fstat(fd, &st) == -1)
        return -1;
    if (want <= st.st_size)
        return 0;

    switch (how) {
    case GROW_SPARSE:
        do {
            rc = ftruncate(fd, want);
        } while (rc == -1 && errno == EINTR);
        break;
    case GROW_LSEEK:
        rc = write_last(fd, want);
        break;
    default:
        rc = reserve(fd, st.st_size, want);
        break;
    }
    return rc == -1 ? -1 : 1;
}
