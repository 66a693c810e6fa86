/* wrong: 没有单独检查溢出，off + len 绕回成小数，EOVERFLOW 从不出现 / overflow is not tested, off + len wraps to a small number, and EOVERFLOW never comes — caught by: mapf.range_in_file */
#include "mapf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* give up: close the file, keep the reason */
static int fail(int fd, int err)
{
    close(fd);
    errno = err;
    return -1;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    int oflag = O_RDONLY, prot = PROT_READ, flags = MAP_SHARED;

    if (m == NULL || path == NULL || off < 0) {
        errno = EINVAL;
        return -1;
    }
    switch (mode) {
    case MAPF_RO:
        break;
    case MAPF_RW:
        oflag = O_RDWR;
        prot = PROT_READ | PROT_WRITE;
        break;
    case MAPF_COW:
        prot = PROT_READ | PROT_WRITE;
        flags = MAP_PRIVATE;
        break;
    default:
        errno = EINVAL;
        return -1;
    }

    int fd = open(path, oflag | O_CLOEXEC);
    if (fd == -1)
        return -1;
    struct stat st;
    if (fstat(fd, &st) == -1)
        return fail(fd, errno);
    if (off >= st.st_size || (size_t)off + len > (size_t)st.st_size)
        return fail(fd, ENODATA);
    if (len == 0) /* up to the end of the file */
        len = (size_t)(st.st_size - off);

    /* mmap wants a page boundary, so start a little earlier */
    size_t delta = (size_t)(off % sysconf(_SC_PAGESIZE));
    char *p = mmap(NULL, delta + len, prot, flags, fd, off - (off_t)delta);
    if (p == MAP_FAILED)
        return fail(fd, errno);
    close(fd);

    m->addr = p + delta;
    m->len = len;
    return 0;
}

int mapf_close(struct mapf *m)
{
    if (m == NULL || m->addr == NULL) {
        errno = EINVAL;
        return -1;
    }
    size_t delta = (uintptr_t)m->addr % (uintptr_t)sysconf(_SC_PAGESIZE);
    if (munmap((char *)m->addr - delta, delta + m->len) == -1)
        return -1;
    m->addr = NULL;
    return 0;
}
