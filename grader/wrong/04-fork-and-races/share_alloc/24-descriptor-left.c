/* wrong: 用没有名字的 shm 对象，描述符没有关 / an shm object without a name, whose descriptor stays open — caught by: share_alloc.no_descriptor */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* the name is needed for a moment only */
static int object(size_t n)
{
    char name[40];
    int fd;

    snprintf(name, sizeof name, "/share_alloc.%d", (int)getpid());
    fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        return -1;
    shm_unlink(name);
    if (ftruncate(fd, (off_t)n) == -1) {
        close(fd);
        errno = ENOMEM;
        return -1;
    }
    return fd;
}

void *share_alloc(size_t n)
{
    void *p;
    int fd;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    fd = object(n);
    if (fd == -1)
        return NULL;
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED) {
        close(fd);
        return NULL;
    }
    return p;
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap(p, n);
}
