/* wrong: 写了长度为 0 的数据，文件没有变长 / a write of length 0, and the file does not grow — caught by: ensure_size.lseek_grows */
#include "ensure_size.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* one zero byte at the new end, with the offset put back where it was */
static int write_last(int fd, off_t want)
{
    off_t here = lseek(fd, 0, SEEK_CUR);
    ssize_t n;
    int err;

    if (here == -1 || lseek(fd, want - 1, SEEK_SET) == -1)
        return -1;
    do {
        n = write(fd, "", 0);
    } while (n == -1 && errno == EINTR);
    err = errno;
    lseek(fd, here, SEEK_SET);
    errno = err;
    return n == -1 ? -1 : 0;
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
