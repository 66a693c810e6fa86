/* wrong: 总是映射 /dev/zero，从不用匿名映射 / always maps /dev/zero, never an anonymous mapping — caught by: share_alloc.anonymous */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static void *dev_zero(size_t n)
{
    int fd, err;
    void *p;

    do
        fd = open("/dev/zero", O_RDWR);
    while (fd == -1 && errno == EINTR);
    if (fd == -1)
        return NULL;
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    err = errno;
    close(fd);
    if (p == MAP_FAILED) {
        errno = err;
        return NULL;
    }
    return p;
}

void *share_alloc(size_t n)
{
    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    return dev_zero(n);
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap(p, n);
}
