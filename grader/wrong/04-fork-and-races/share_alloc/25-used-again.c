/* wrong: 归还的内存留着再用，新的内存里是旧的字节 / keeps what was given back and hands it out again, with the old bytes in it — caught by: share_alloc.independent */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

/* one piece that nobody uses at the moment */
static void *spare;
static size_t spare_size;

void *share_alloc(size_t n)
{
    void *p = spare;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    if (spare != NULL && spare_size == n) {
        spare = NULL;
        return p;
    }
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
             0);
    return p == MAP_FAILED ? NULL : p;
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    if (spare == NULL) {
        spare = p;
        spare_size = n;
        return 0;
    }
    return munmap(p, n);
}
