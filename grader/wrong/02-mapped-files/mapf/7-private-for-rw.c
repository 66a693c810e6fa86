/* wrong: RW 用了 MAP_PRIVATE，写入只留在自己的副本里 / RW uses MAP_PRIVATE, so a store stays in a copy of its own — caught by: mapf.rw_store_reaches_file */
#include "mapf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static uintptr_t page_mask(void)
{
    return (uintptr_t)sysconf(_SC_PAGESIZE) - 1;
}

static int open_mode(enum mapf_mode mode)
{
    return mode == MAPF_RW ? O_RDWR : O_RDONLY;
}

static int protection(enum mapf_mode mode)
{
    return mode == MAPF_RO ? PROT_READ : PROT_READ | PROT_WRITE;
}

static int sharing(enum mapf_mode mode)
{
    return mode == MAPF_RO ? MAP_SHARED : MAP_PRIVATE;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    struct stat st;
    off_t start;
    size_t extra;
    char *base;
    int fd, err;

    if (m == NULL || path == NULL || off < 0 ||
        (mode != MAPF_RO && mode != MAPF_RW && mode != MAPF_COW)) {
        errno = EINVAL;
        return -1;
    }
    if (len > (size_t)INT64_MAX - (size_t)off) {
        errno = EOVERFLOW;
        return -1;
    }
    fd = open(path, open_mode(mode) | O_CLOEXEC);
    if (fd == -1)
        return -1;
    if (fstat(fd, &st) == -1)
        goto fail;
    if (off >= st.st_size || off + (off_t)len > st.st_size) {
        errno = ENODATA;
        goto fail;
    }
    if (len == 0)
        len = (size_t)(st.st_size - off);
    start = off & ~(off_t)page_mask();
    extra = (size_t)(off - start);
    base = mmap(NULL, len + extra, protection(mode), sharing(mode), fd, start);
    if (base == MAP_FAILED)
        goto fail;
    close(fd);
    m->addr = base + extra;
    m->len = len;
    return 0;

fail:
    err = errno;
    close(fd);
    errno = err;
    return -1;
}

int mapf_close(struct mapf *m)
{
    char *base;
    size_t extra;

    if (m == NULL || m->addr == NULL) {
        errno = EINVAL;
        return -1;
    }
    base = (char *)((uintptr_t)m->addr & ~page_mask());
    extra = (size_t)((char *)m->addr - base);
    if (munmap(base, m->len + extra) == -1)
        return -1;
    m->addr = NULL;
    return 0;
}
