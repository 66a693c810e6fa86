/* wrong: 不看 munmap 的结果 / the result of munmap is not looked at — caught by: share_alloc.freed */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PROT = PROT_READ | PROT_WRITE };

void *share_alloc(size_t n)
{
    int fd = -1, err;
    void *p;

    if (!n) {
        errno = EINVAL;
        return NULL;
    }

    p = mmap(0, n, PROT, MAP_SHARED | MAP_ANON, -1, 0);
    if (p == MAP_FAILED && (errno == ENOSYS || errno == EINVAL)) {
        /* an old system: take the device */
        while ((fd = open("/dev/zero", O_RDWR | O_CLOEXEC)) < 0)
            if (errno != EINTR)
                return NULL;
        p = mmap(0, n, PROT, MAP_SHARED, fd, 0);
        err = errno;
        close(fd);
        errno = err;
    }
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
    munmap(p, n);
    return 0;
}
