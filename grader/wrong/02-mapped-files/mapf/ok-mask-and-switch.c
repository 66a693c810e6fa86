/* ok: 用 switch 选标志，用掩码找页的开头，没有 goto / a switch picks the flags, a mask finds the page, and there is no goto */
#include "mapf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct plan {
    int oflag;
    int prot;
    int flags;
};

static int refuse(int err)
{
    errno = err;
    return -1;
}

static int make_plan(struct plan *plan, enum mapf_mode mode)
{
    plan->oflag = O_RDONLY | O_CLOEXEC;
    plan->prot = PROT_READ;
    plan->flags = MAP_SHARED;
    switch (mode) {
    case MAPF_COW:
        plan->flags = MAP_PRIVATE;
        plan->prot |= PROT_WRITE;
        return 0;
    case MAPF_RW:
        plan->oflag = O_RDWR | O_CLOEXEC;
        plan->prot |= PROT_WRITE;
        return 0;
    case MAPF_RO:
        return 0;
    }
    return refuse(EINVAL);
}

/* map_range - does all that needs the descriptor, and leaves it open */
static int map_range(struct mapf *out, const struct plan *plan, int fd,
                     off_t off, size_t len)
{
    const uintmax_t inside = (uintmax_t)getpagesize() - 1;
    uintmax_t from = (uintmax_t)off, size, skip;
    struct stat st;
    void *page;

    if (fstat(fd, &st) != 0)
        return -1;
    size = (uintmax_t)st.st_size;
    if (len == 0 && from < size)
        len = size - from;
    if (len == 0 || from + len > size) /* the caller has tested the sum */
        return refuse(ENODATA);
    skip = from & inside;
    page = mmap(NULL, len + skip, plan->prot, plan->flags, fd,
                (off_t)(from & ~inside));
    if (page == MAP_FAILED)
        return -1;
    out->addr = (unsigned char *)page + skip;
    out->len = len;
    return 0;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    struct plan plan;
    int fd, rc, err;

    if (!m || !path || off < 0)
        return refuse(EINVAL);
    if (make_plan(&plan, mode) != 0)
        return -1;
    if (len > (uintmax_t)INT64_MAX || off > INT64_MAX - (int64_t)len)
        return refuse(EOVERFLOW);
    do {
        fd = open(path, plan.oflag);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return -1;
    rc = map_range(m, &plan, fd, off, len);
    err = errno;
    close(fd);
    errno = err;
    return rc;
}

int mapf_close(struct mapf *m)
{
    const uintptr_t inside = (uintptr_t)getpagesize() - 1;
    uintptr_t at;

    if (!m || !m->addr)
        return refuse(EINVAL);
    at = (uintptr_t)m->addr;
    if (munmap((void *)(at & ~inside), m->len + (at & inside)) != 0)
        return -1;
    m->addr = NULL;
    m->len = 0;
    return 0;
}
