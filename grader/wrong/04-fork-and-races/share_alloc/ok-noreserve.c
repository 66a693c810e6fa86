/* ok: 自己取整到页，MAP_NORESERVE，用宏报告失败 / rounds to pages itself, MAP_NORESERVE, reports failures by a macro */
#include "share_alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define FAIL(e, r)                                                             \
    do {                                                                       \
        errno = (e);                                                           \
        return (r);                                                            \
    } while (0)

static size_t pages(size_t n)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);

    return n > (size_t)-1 - page ? n : (n + page - 1) & ~(page - 1);
}

void *share_alloc(size_t n)
{
    const int prot = PROT_READ | PROT_WRITE;
    const int flags = MAP_SHARED | MAP_NORESERVE;
    int zero, err = 0;
    void *p;

    if (n == 0)
        FAIL(EINVAL, NULL);
    p = mmap(NULL, pages(n), prot, flags | MAP_ANONYMOUS, -1, 0);
    if (p != MAP_FAILED)
        return p;
    if (errno != EINVAL && errno != ENOSYS)
        return NULL;
    while ((zero = open("/dev/zero", O_RDWR | O_CLOEXEC)) == -1)
        if (errno != EINTR)
            return NULL;
    p = mmap(NULL, pages(n), prot, flags, zero, 0);
    if (p == MAP_FAILED)
        err = errno;
    close(zero);
    if (err)
        FAIL(err, NULL);
    return p;
}

int share_free(void *p, size_t n)
{
    if (n == 0 || p == NULL)
        FAIL(EINVAL, -1);
    return munmap(p, pages(n));
}
