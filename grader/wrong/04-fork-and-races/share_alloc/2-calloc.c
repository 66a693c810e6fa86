/* wrong: 用 calloc 和 free，fork 之后各有各的 / calloc and free: after fork each process has its own — caught by: share_alloc.maps_shared */
#include "share_alloc.h"

#include <errno.h>
#include <stdlib.h>

void *share_alloc(size_t n)
{
    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    return calloc(n, 1);
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    free(p);
    return 0;
}
