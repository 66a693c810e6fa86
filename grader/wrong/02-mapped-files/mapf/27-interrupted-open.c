/* wrong: open 被信号打断就当作失败 / an open interrupted by a signal counts as failed — caught by: mapf.faults */
#include "mapf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* What each mode asks of open and of mmap.  The descriptor must always be
 * readable; only a shared writable mapping needs it writable too, because only
 * there a store ends up in the file. */
static const struct {
    int oflag, prot, share;
} how[] = {
    [MAPF_RO] = {O_RDONLY, PROT_READ, MAP_SHARED},
    [MAPF_RW] = {O_RDWR, PROT_READ | PROT_WRITE, MAP_SHARED},
    [MAPF_COW] = {O_RDONLY, PROT_READ | PROT_WRITE, MAP_PRIVATE},
};

/* page_size - bytes in a page of the running system; this question to sysconf
 * cannot fail. */
static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* fit_range - see that [off, off + *len) holds bytes of the file, all of them.
 *
 *   len  in: bytes wanted, 0 for "up to the end"; out: bytes to map, > 0
 *
 * Returns 0, or -1 with ENODATA or the errno of fstat; *len is untouched then.
 */
static int fit_range(int fd, off_t off, size_t *len)
{
    struct stat st;
    size_t rest;

    if (fstat(fd, &st) == -1)
        return -1;
    rest = off < st.st_size ? (size_t)(st.st_size - off) : 0;
    if (rest == 0 || *len > rest) {
        errno = ENODATA;
        return -1;
    }
    if (*len == 0)
        *len = rest;
    return 0;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    int fd, saved;
    size_t delta;
    off_t end;
    char *start;

    if (m == NULL || path == NULL || off < 0 || (unsigned)mode > MAPF_COW) {
        errno = EINVAL;
        return -1;
    }
    if (__builtin_add_overflow(off, len, &end)) { /* exact for every len */
        errno = EOVERFLOW;
        return -1;
    }
    fd = open(path, how[mode].oflag | O_CLOEXEC);
    if (fd == -1)
        return -1;
    if (fit_range(fd, off, &len) == -1)
        goto undo;
    delta = (size_t)off % page_size();
    start = mmap(NULL, delta + len, how[mode].prot, how[mode].share, fd,
                 off - (off_t)delta);
    if (start == MAP_FAILED)
        goto undo;
    close(fd); /* the mapping keeps the file, the number is free again */
    m->addr = start + delta;
    m->len = len;
    return 0;

undo:
    saved = errno; /* close may change it */
    close(fd);
    errno = saved;
    return -1;
}

int mapf_close(struct mapf *m)
{
    size_t delta;

    if (m == NULL || m->addr == NULL) {
        errno = EINVAL;
        return -1;
    }
    delta = (uintptr_t)m->addr % page_size(); /* the same as in mapf_open */
    if (munmap((char *)m->addr - delta, delta + m->len) == -1)
        return -1;
    m->addr = NULL;
    return 0;
}
