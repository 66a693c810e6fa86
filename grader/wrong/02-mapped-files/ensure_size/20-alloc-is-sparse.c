/* wrong: GROW_ALLOC 只用 ftruncate，一块也没有占，满了也说成功 / GROW_ALLOC only calls ftruncate, reserves nothing, and reports success on a full disk — caught by: ensure_size.alloc_full */
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
    if (how == GROW_LSEEK)
        return grow_byte(fd, want);
    return grow_hole(fd, want); /* the kernel allocates what it needs */
}
