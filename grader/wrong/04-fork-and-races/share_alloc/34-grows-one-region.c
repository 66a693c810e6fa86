/* wrong: 各块都从一个大映射里切，一块归还时整个解除 / cuts every piece from one large mapping, and unmaps all of it when a piece is given back — caught by: share_alloc.independent */
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

enum { ROOM = 16 << 20 };

static char *room;
static size_t used;

void *share_alloc(size_t n)
{
    void *p;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    if (n > ROOM - used) {
        errno = ENOMEM;
        return NULL;
    }
    if (room == NULL) {
        p = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                 -1, 0);
        if (p == MAP_FAILED && (errno == EINVAL || errno == ENOSYS))
            p = dev_zero(ROOM);
        if (p == MAP_FAILED || p == NULL)
            return NULL;
        room = p;
    }
    p = room + used;
    used += (n + 4095) / 4096 * 4096;
    return p;
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    if (room == NULL)
        return 0;
    p = room;
    room = NULL;
    used = 0;
    return munmap(p, ROOM);
}
