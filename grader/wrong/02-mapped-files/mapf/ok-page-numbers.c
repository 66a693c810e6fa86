/* ok: 按页号算，映射和解除都用整页，只读也用 MAP_PRIVATE / works with page numbers, maps and unmaps whole pages, read-only is MAP_PRIVATE too */
#include "mapf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t P; /* bytes in a page, asked on the first call */

static size_t page_bytes(void)
{
    if (P == 0)
        P = (size_t)sysconf(_SC_PAGESIZE);
    return P;
}

/* whole pages from the one of byte `first` to the one of byte `last` */
static size_t pages_between(uintmax_t first, uintmax_t last)
{
    return (size_t)(last / page_bytes() - first / page_bytes() + 1);
}

static int close_because(int fd, int err)
{
    close(fd);
    errno = err;
    return -1;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    const int known = mode == MAPF_RO || mode == MAPF_RW || mode == MAPF_COW;
    const int shared = mode == MAPF_RW;
    struct mapf result;
    struct stat st;
    size_t n;
    int fd;

    if (m == NULL || path == NULL || off < 0 || !known) {
        errno = EINVAL;
        return -1;
    }
    if (len > (size_t)LONG_MAX - (size_t)off) {
        errno = EOVERFLOW;
        return -1;
    }
    while ((fd = open(path, O_CLOEXEC | (shared ? O_RDWR : O_RDONLY))) == -1)
        if (errno != EINTR)
            return -1;
    if (fstat(fd, &st) == -1)
        return close_because(fd, errno);
    result.len = len != 0 ? len : (size_t)(st.st_size - off);
    if (st.st_size <= off || st.st_size - off < (off_t)result.len)
        return close_because(fd, ENODATA);

    n = pages_between((uintmax_t)off, (uintmax_t)off + result.len - 1);
    result.addr = mmap(NULL, n * page_bytes(),
                       mode == MAPF_RO ? PROT_READ : PROT_READ | PROT_WRITE,
                       shared ? MAP_SHARED : MAP_PRIVATE, fd,
                       off / (off_t)page_bytes() * (off_t)page_bytes());
    if (result.addr == MAP_FAILED)
        return close_because(fd, errno);
    close(fd);
    result.addr = (char *)result.addr + (size_t)off % page_bytes();
    *m = result;
    return 0;
}

int mapf_close(struct mapf *m)
{
    uintptr_t addr;

    if (m != NULL && m->addr != NULL) {
        addr = (uintptr_t)m->addr;
        if (munmap((char *)m->addr - addr % page_bytes(),
                   pages_between(addr, addr + m->len - 1) * page_bytes()) ==
            0) {
            m->addr = NULL;
            return 0;
        }
        return -1;
    }
    errno = EINVAL;
    return -1;
}
