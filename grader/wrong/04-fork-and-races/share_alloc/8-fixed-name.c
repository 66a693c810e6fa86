/* wrong: shm_open 一个固定的名字，名字留在 /dev/shm 里 / shm_open with a fixed name, which stays in /dev/shm — caught by: share_alloc.usable */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

void *share_alloc(size_t n)
{
    int fd, err;
    void *p;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    fd = shm_open("/share_alloc", O_RDWR | O_CREAT, 0600);
    if (fd == -1)
        return NULL;
    if (ftruncate(fd, (off_t)n) == -1) {
        err = errno;
        close(fd);
        errno = err;
        return NULL;
    }
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    err = errno;
    close(fd);
    errno = err;
    return p == MAP_FAILED ? NULL : p;
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap(p, n);
}
