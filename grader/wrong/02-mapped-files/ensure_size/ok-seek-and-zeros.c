/* ok: 用 lseek 问长度、写最后一个字节，GROW_ALLOC 自己写零 / lseek asks for the size and goes to the last byte, and GROW_ALLOC writes the zeros itself */
#include "ensure_size.h"

#include <errno.h>
#include <unistd.h>

/* write n zeros at the offset where fd is; 0, or -1 with errno */
static int write_zeros(int fd, off_t n)
{
    static const char zeros[8192];

    while (n > 0) {
        size_t now = n < (off_t)sizeof zeros ? (size_t)n : sizeof zeros;
        ssize_t put = TEMP_FAILURE_RETRY(write(fd, zeros, now));

        if (put == -1)
            return -1;
        n -= put; /* may be less than asked for, or nothing at all */
    }
    return 0;
}

static int grow(int fd, off_t size, off_t want, enum grow how)
{
    switch (how) {
    case GROW_SPARSE:
        return TEMP_FAILURE_RETRY(ftruncate(fd, want));
    case GROW_LSEEK:
        if (lseek(fd, want - 1, SEEK_SET) == -1)
            return -1;
        return write_zeros(fd, 1);
    case GROW_ALLOC:
        if (lseek(fd, size, SEEK_SET) == -1)
            return -1;
        return write_zeros(fd, want - size);
    }
    errno = EINVAL;
    return -1;
}

int ensure_size(int fd, off_t want, enum grow how)
{
    off_t here, size;
    int rc = 0, err = 0;

    if (want < 0 || how > GROW_ALLOC) {
        errno = EINVAL;
        return -1;
    }
    here = lseek(fd, 0, SEEK_CUR);
    if (here == -1)
        return -1;
    size = lseek(fd, 0, SEEK_END);
    if (size == -1)
        return -1;
    if (size < want) {
        rc = grow(fd, size, want, how) == 0 ? 1 : -1;
        err = errno;
        if (rc == -1 && lseek(fd, 0, SEEK_END) > size)
            while (ftruncate(fd, size) == -1 && errno == EINTR)
                continue;
    }
    lseek(fd, here, SEEK_SET);
    if (rc == -1)
        errno = err;
    return rc;
}
