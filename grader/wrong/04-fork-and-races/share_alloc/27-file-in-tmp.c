/* wrong: 退路不是 /dev/zero，而是 /tmp 里的一个文件 / falls back to a file in /tmp, not to /dev/zero — caught by: share_alloc.fallback_fails */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void *temporary_file(size_t n)
{
    int fd = TEMP_FAILURE_RETRY(
        open("/tmp/share", O_RDWR | O_CREAT | O_TRUNC, 0600));
    int err;
    void *p = MAP_FAILED;

    if (fd == -1)
        return NULL;
    unlink("/tmp/share");
    if (n > SIZE_MAX >> 20)
        errno = ENOMEM;
    else if (ftruncate(fd, (off_t)n) == 0)
        p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    err = errno;
    close(fd);
    errno = err == EFBIG ? ENOMEM : err;
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
    return errno == EINVAL || errno == ENOSYS ? temporary_file(n) : NULL;
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap(p, n);
}
