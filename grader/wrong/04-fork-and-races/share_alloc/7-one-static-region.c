/* wrong: 只映射一次，每次都给出同一块 / maps once and hands the same region out each time — caught by: share_alloc.independent */
#include "share_alloc.h"

#include <errno.h>
#include <sys/mman.h>

enum { ROOM = 16 << 20 };

void *share_alloc(size_t n)
{
    static void *region;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    if (n > ROOM) {
        errno = ENOMEM;
        return NULL;
    }
    if (region == NULL) {
        region = mmap(NULL, ROOM, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (region == MAP_FAILED) {
            region = NULL;
            return NULL;
        }
    }
    return region;
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap(p, n);
}
