/* wrong: 用 strchr 找，碰到第一个 NUL 就停 / strchr does the search and stops at the first NUL — caught by: mm_replace.counts_binary */
#include "mm_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

long mm_replace(const char *path, unsigned char from, unsigned char to,
                int commit)
{
    struct stat st;
    char *p, *q;
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
    for (q = strchr(p, from); q != NULL && q < p + st.st_size;
         q = strchr(q + 1, from)) {
        n++;
        if (commit)
            *q = (char)to;
    }
    if (munmap(p, st.st_size) == -1)
        return -1;
    return n;
}
