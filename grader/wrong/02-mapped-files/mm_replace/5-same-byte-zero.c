/* wrong: from 等于 to 时以为无事可做，返回 0 而不是个数 / when from equals to it sees nothing to do and returns 0, not the count — caught by: mm_replace.same_byte */
#include "mm_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

long mm_replace(const char *path, unsigned char from, unsigned char to,
                int commit)
{
    struct stat st;
    unsigned char *p;
    long n = 0;
    int fd, err;

    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    fd = open(path, commit ? O_RDWR : O_RDONLY);
    if (fd == -1)
        return -1;
    if (fstat(fd, &st) == -1) {
        err = errno;
        close(fd);
        errno = err;
        return -1;
    }
    if (st.st_size == 0 || from == to) { /* nothing to do */
        close(fd);
        return 0;
    }
    p = mmap(NULL, st.st_size, commit ? PROT_READ | PROT_WRITE : PROT_READ,
             MAP_SHARED, fd, 0);
    err = errno;
    close(fd);
    if (p == MAP_FAILED) {
        errno = err;
        return -1;
    }
    for (off_t i = 0; i < st.st_size; i++) {
        if (p[i] == from) {
            n++;
            if (commit)
                p[i] = to;
        }
    }
    if (munmap(p, st.st_size) == -1)
        return -1;
    return n;
}
