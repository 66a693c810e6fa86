/* wrong: 试运行把原来的字节再写一遍，内容没变，mtime 变了 / a dry run stores the old byte again: the bytes stay, the mtime does not — caught by: mm_replace.dry_run_leaves_file */
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
    volatile unsigned char *p;
    long n = 0;
    int fd, err;

    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    fd = open(path, O_RDWR);
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
    p = mmap(NULL, st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    err = errno;
    close(fd);
    if (p == MAP_FAILED) {
        errno = err;
        return -1;
    }
    for (off_t i = 0; i < st.st_size; i++) {
        if (p[i] == from) {
            n++;
            p[i] = commit ? to : from;
        }
    }
    if (munmap((void *)p, st.st_size) == -1)
        return -1;
    return n;
}
