/* wrong: 用 fopen 打开 /dev/zero，再也没有关 / opens /dev/zero with fopen and never closes it — caught by: share_alloc.fallback_closes */
#include "share_alloc.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

static void *dev_zero(size_t n)
{
    FILE *zero = fopen("/dev/zero", "r+");
    void *p;

    if (zero == NULL)
        return NULL;
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(zero), 0);
    return p == MAP_FAILED ? NULL : p;
}

void *share_alloc(size_t n)
{
    void *p;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
             0);
    if (p != MAP_FAILED)
        return p;
    if (errno == EINVAL || errno == ENOSYS)
        return dev_zero(n);
    return NULL;
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap(p, n);
}
