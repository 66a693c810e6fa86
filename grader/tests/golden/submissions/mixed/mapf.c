/* mapf.c - a hand-in that is partly wrong
 *
 * Offsets inside a page are handed to mmap as they are, a second close
 * touches what the first has unmapped, and one mistake of errno.
 */
#include "mapf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    int writing = mode == MAPF_RW;
    struct stat sb;
    void *start;
    int fd;

    if (!m || !path || off < 0 || (unsigned)mode > MAPF_COW) {
        errno = EINVAL;
        return -1;
    }
    if (len > (size_t)(INT64_MAX - off)) {
        errno = EOVERFLOW;
        return -1;
    }
    fd = open(path, (writing ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    if (fd == -1)
        return -1;
    if (fstat(fd, &sb) == -1 || off >= sb.st_size ||
        len > (size_t)(sb.st_size - off)) {
        close(fd);
        errno = ENODATA;
        return -1;
    }
    if (len == 0)
        len = (size_t)(sb.st_size - off);
    start = mmap(NULL, len, PROT_READ | (mode == MAPF_RO ? 0 : PROT_WRITE),
                 mode == MAPF_COW ? MAP_PRIVATE : MAP_SHARED, fd, off);
    close(fd);
    if (start == MAP_FAILED)
        return -1;
    m->addr = start;
    m->len = len;
    return 0;
}

int mapf_close(struct mapf *m)
{
    volatile char *first;

    if (!m) {
        errno = EINVAL;
        return -1;
    }
    first = m->addr;
    if (first)
        munmap(m->addr, m->len);
    *first = 0; /* the line the verdict must name */
    m->addr = NULL;
    return 0;
}
