/* wrong: 试运行也以可写方式共享映射，先换再改回来 / a dry run maps shared and writable too, replaces, and then puts everything back — caught by: mm_replace.dry_run_read_only_file */
#include "mm_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

long mm_replace(const char *path, unsigned char from, unsigned char to,
                int commit)
{
    struct stat st;
    unsigned char *p, *backup;
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
    backup = malloc(st.st_size);
    if (backup == NULL) {
        munmap(p, st.st_size);
        errno = ENOMEM;
        return -1;
    }
    memcpy(backup, p, st.st_size);
    for (off_t i = 0; i < st.st_size; i++) {
        if (p[i] == from) {
            n++;
            p[i] = to;
        }
    }
    if (!commit) /* it was only a try */
        memcpy(p, backup, st.st_size);
    free(backup);
    if (munmap(p, st.st_size) == -1)
        return -1;
    return n;
}
