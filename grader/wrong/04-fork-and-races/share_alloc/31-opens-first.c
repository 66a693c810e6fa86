/* wrong: 先打开 /dev/zero 备用：描述符用完了，匿名映射也不要了 / opens /dev/zero beforehand, just in case: without a descriptor to spare it fails though anonymous memory is there — caught by: share_alloc.no_descriptor */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void *share_alloc(size_t n)
{
    int fd, err;
    void *p;

    if (n == 0) {
        errno = EINVAL;
        return NULL;
    }
    fd = TEMP_FAILURE_RETRY(open("/dev/zero", O_RDWR));
    if (fd == -1)
        return NULL;
    p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
             0);
    if (p == MAP_FAILED && (errno == EINVAL || errno == ENOSYS))
        p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    err = errno;
    close(fd);
    errno = err;
    return p == MAP_FAILED ? NULL : p;
}

int share_free(void *p, size_t n)
{
    if (p == NULL || n == 0) {
        errno = EINVAL;
        return -1;
    }
    return munmap(p, n);
}
