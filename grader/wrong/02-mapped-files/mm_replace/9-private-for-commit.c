/* wrong: commit 也用 MAP_PRIVATE，换掉的只是自己的副本 / commit maps MAP_PRIVATE as well, so only a copy of its own is changed — caught by: mm_replace.commit_changes_file */
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
    if (st.st_size == 0) { /* mmap does not take a length of 0 */
        close(fd);
        return 0;
    }
    p = mmap(NULL, st.st_size, commit ? PROT_READ | PROT_WRITE : PROT_READ,
             MAP_PRIVATE, fd, 0);
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
