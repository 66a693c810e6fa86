/* wrong: 只有 lseek，没有写：偏移动了，文件没有变长 / lseek alone and no write: the offset moves, the file does not grow — caught by: ensure_size.lseek_grows */
#include "ensure_size.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* go to the new end, and put the offset back where it was */
static int write_last(int fd, off_t want)
{
    off_t here = lseek(fd, 0, SEEK_CUR);

    if (here == -1 || lseek(fd, want, SEEK_SET) == -1)
        return -1;
    return lseek(fd, here, SEEK_SET) == -1 ? -1 : 0;
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
