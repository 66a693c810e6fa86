/* wrong: 没有退路：匿名映射被拒绝就失败 / no way out: it fails when anonymous mapping is refused — caught by: share_alloc.fallback */
#include "share_alloc.h"

#include <errno.h>
#include <sys/mman.h>

enum { PROT = PROT_READ | PROT_WRITE };

void *share_alloc(size_t n)
{
    void *p;

    if (!n) {
        errno = EINVAL;
        return NULL;
    }

    p = mmap(0, n, PROT, MAP_SHARED | MAP_ANON, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    return p;
}

int share_free(void *p, size_t n)
{
    if (!p || !n) {
        errno = EINVAL;
        return -1;
    }
    if (munmap(p, n) < 0)
        return -1;
    return 0;
}
