/* wrong: 用 char 取字节，0x80 以上变成负数，永远不等于 from / bytes are fetched as char, 0x80 and above turn negative and never equal from — caught by: mm_replace.counts_binary */
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
    char *p;
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
    for (off_t i = 0; i < st.st_size; i++) {
        if (p[i] == from) {
            n++;
            if (commit)
                p[i] = (char)to;
        }
    }
    if (munmap(p, st.st_size) == -1)
        return -1;
    return n;
}
