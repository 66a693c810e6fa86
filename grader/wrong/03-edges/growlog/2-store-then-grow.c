/* wrong: 先写数据，再让文件变大，跨到新的一页就是 SIGBUS / the data is stored first and the file grown after it: the first new page is a SIGBUS — caught by: growlog.reader_follows */
#include "growlog.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATA sizeof(struct glog_header) /* the data begins here */

static _Atomic uint64_t *counter(struct glog *g)
{
    return &((struct glog_header *)g->base)->committed;
}

/* blocks for the bytes [from, to) of the file */
static int reserve(int fd, uint64_t from, uint64_t to)
{
    int err;

    if (to > INT64_MAX) {
        errno = EFBIG;
        return -1;
    }
    do {
        err = posix_fallocate(fd, (off_t)from, (off_t)(to - from));
    } while (err == EINTR);
    if (err != 0) {
        errno = err;
        return -1;
    }
    return 0;
}

/* map at least the first `need` bytes of the file */
static int map_to(struct glog *g, size_t need)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int prot = g->writer ? PROT_READ | PROT_WRITE : PROT_READ;
    void *p;

    if (need <= g->mapped)
        return 0;
    need = (need + page - 1) / page * page;
    if (g->base != NULL)
        p = mremap(g->base, g->mapped, need, MREMAP_MAYMOVE);
    else
        p = mmap(NULL, need, prot, MAP_SHARED, g->fd, 0);
    if (p == MAP_FAILED)
        return -1;
    g->base = p;
    g->mapped = need;
    return 0;
}

/* bytes of data in the file, -1 if there is no header, -2 errno */
static off_t data_size(int fd)
{
    struct stat st;

    if (fstat(fd, &st) == -1)
        return -2;
    return st.st_size < (off_t)DATA ? -1 : st.st_size - (off_t)DATA;
}

int glog_open(struct glog *g, const char *path, int writer)
{
    struct glog new = {.fd = -1};
    int err;

    if (g == NULL || path == NULL) {
        errno = EINVAL;
        return -1;
    }
    new.writer = writer;
    do {
        if (writer)
            new.fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        else
            new.fd = open(path, O_RDONLY | O_CLOEXEC);
    } while (new.fd == -1 && errno == EINTR);
    if (new.fd == -1)
        return -1;
    if (writer) {
        if (flock(new.fd, LOCK_EX | LOCK_NB) == -1)
            goto fail;
        if (reserve(new.fd, 0, DATA) == -1 || map_to(&new, DATA) == -1)
            goto fail;
    }
    *g = new;
    return 0;

fail:
    err = errno;
    close(new.fd);
    errno = err;
    return -1;
}

ssize_t glog_append(struct glog *g, const void *rec, size_t n)
{
    uint64_t at;

    if (g == NULL || rec == NULL || n == 0 || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    if (!g->writer) {
        errno = EBADF;
        return -1;
    }
    at = atomic_load(counter(g));
    if (n > INT64_MAX) {
        errno = EFBIG;
        return -1;
    }
    if (map_to(g, DATA + at + n) == -1)
        return -1;
    LAB_POINT(1);
    memcpy(g->base + DATA + at, rec, n);
    if (reserve(g->fd, DATA + at, DATA + at + n) == -1)
        return -1;
    LAB_POINT(2);
    atomic_store(counter(g), at + n);
    return (ssize_t)at;
}

ssize_t glog_read(struct glog *g, size_t off, void *buf, size_t n)
{
    uint64_t end;
    off_t size;

    if (g == NULL || buf == NULL || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    size = data_size(g->fd);
    if (size < 0) /* no header yet */
        return size == -1 ? 0 : -1;
    if (map_to(g, DATA) == -1)
        return -1;
    end = atomic_load(counter(g));
    size = data_size(g->fd); /* may have grown before that commit */
    if (size < 0)
        return size == -1 ? 0 : -1;
    if (end > (uint64_t)size)
        end = (uint64_t)size; /* somebody has cut the file */
    if (off >= end)
        return 0;
    if (n > end - off)
        n = end - off;
    if (map_to(g, DATA + off + n) == -1)
        return -1;
    memcpy(buf, g->base + DATA + off, n);
    return (ssize_t)n;
}

int glog_close(struct glog *g)
{
    if (g == NULL || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    if (g->base != NULL && munmap(g->base, g->mapped) == -1)
        return -1;
    close(g->fd);
    g->base = NULL;
    g->mapped = 0;
    g->fd = -1;
    return 0;
}
