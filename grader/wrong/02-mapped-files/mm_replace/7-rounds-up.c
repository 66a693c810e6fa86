/* wrong: 循环走到页的末尾，最后一页里文件之外的零也数进去了 / the loop runs to the end of the page and counts the zeroes behind the end of the file — caught by: mm_replace.last_partial_page */
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
    long n = 0, page = sysconf(_SC_PAGESIZE);
    off_t end;
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
    end = (st.st_size + page - 1) / page * page; /* whole pages */
    for (off_t i = 0; i < end; i++) {
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
