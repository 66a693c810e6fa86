/* wrong: 被拒绝过一次，就再也不要匿名映射 / once refused it never asks for an anonymous mapping again — caught by: share_alloc.fallback */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void *dev_zero(size_t n)
{
    int fd = TEMP_FAILURE_RETRY(open("/dev/zero", O_RDWR)), err;
    void *p;

    if (fd == -1)
        return NULL;
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    err = errno;
    close(fd);
    errno = err;
    return p == MAP_FAILED ? NULL : p;
}

static int refused;

void *share_alloc(size_t n)
{
    void *p = MAP_FAILED;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    if (!refused)
        p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                 -1, 0);
    if (p != MAP_FAILED)
        return p;
    if (!refused && errno != EINVAL && errno != ENOSYS)
        return NULL;
    refused = 1;
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
