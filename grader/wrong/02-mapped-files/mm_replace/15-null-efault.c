/* wrong: 没有检查 NULL，errno 是 open 的 EFAULT 而不是 EINVAL / NULL is not tested, and errno is the EFAULT of open, not EINVAL — caught by: mm_replace.errors */
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

    fd = open(path, commit ? O_RDWR : O_RDONLY);
    if (fd == -1)
        return -1;
    if (fstat(fd, &st) == -1) {
        err = errno;
        close(fd);
        errno = err;
        return -1;
    }
    if (st.st_size == 0) { /* mmap does not take a length of 0 */
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
