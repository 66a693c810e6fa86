/* ok: 锁用 F_OFD_SETLK，地方用 ftruncate 加 MADV_POPULATE_WRITE 要，先建新映射再拆旧的 / locks with F_OFD_SETLK, makes room by ftruncate and MADV_POPULATE_WRITE, and maps anew before it unmaps */
#include "growlog.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* since Linux 5.14 */
#endif

enum { HEADER = sizeof(struct glog_header), STEP = 64 * 1024 };

static int refuse(int err)
{
    errno = err;
    return -1;
}

static struct glog_header *header(const struct glog *g)
{
    return (struct glog_header *)g->base;
}

/* remap - a mapping of at least n bytes in place of the one there is, which
 * stays if this fails */
static int remap(struct glog *g, size_t n)
{
    size_t size = (n / STEP + 1) * STEP;
    char *p = mmap(NULL, size, PROT_READ | (g->writer ? PROT_WRITE : 0),
                   MAP_SHARED, g->fd, 0);

    if (p == MAP_FAILED)
        return -1;
    if (g->base)
        munmap(g->base, g->mapped);
    g->base = p;
    g->mapped = size;
    return 0;
}

/* claim - make the file n bytes long and have a page behind each of them from
 * `from` on; the old length again if there is no room */
static int claim(struct glog *g, size_t from, size_t n)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), start = from / page * page;
    struct stat st;

    if (n > g->mapped && remap(g, n) == -1)
        return -1;
    if (fstat(g->fd, &st) == -1)
        return -1;
    if ((size_t)st.st_size < n &&
        TEMP_FAILURE_RETRY(ftruncate(g->fd, (off_t)n)) == -1)
        return -1;
    if (TEMP_FAILURE_RETRY(
            madvise(g->base + start, n - start, MADV_POPULATE_WRITE)) == 0)
        return 0;
    int err = errno == EFAULT ? ENOSPC : errno; /* EFAULT: it would be SIGBUS */
    while ((size_t)st.st_size < n && ftruncate(g->fd, st.st_size) == -1 &&
           errno == EINTR)
        continue;
    return refuse(err);
}

int glog_open(struct glog *g, const char *path, int writer)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    struct glog it = {-1, NULL, 0, writer ? 1 : 0};
    int flags = writer ? O_RDWR | O_CREAT : O_RDONLY;

    if (!g || !path)
        return refuse(EINVAL);
    it.fd = TEMP_FAILURE_RETRY(open(path, flags | O_CLOEXEC, 0666));
    if (it.fd == -1)
        return -1;
    if (writer && (fcntl(it.fd, F_OFD_SETLK, &lock) == -1 ||
                   claim(&it, 0, HEADER) == -1)) {
        int err = errno;
        if (it.base)
            munmap(it.base, it.mapped);
        close(it.fd);
        return refuse(err);
    }
    *g = it;
    return 0;
}

ssize_t glog_append(struct glog *g, const void *rec, size_t n)
{
    size_t at;

    if (!g || g->fd < 0 || !rec || n == 0)
        return refuse(EINVAL);
    if (!g->writer)
        return refuse(EACCES);
    at = HEADER + header(g)->committed;
    if (n > (size_t)INT64_MAX - at)
        return refuse(EFBIG);
    if (claim(g, at, at + n) == -1)
        return -1;
    LAB_POINT(1);
    memcpy(g->base + at, rec, n);
    LAB_POINT(2);
    header(g)->committed += n; /* an atomic addition: the type is _Atomic */
    return (ssize_t)(at - HEADER);
}

ssize_t glog_read(struct glog *g, size_t off, void *buf, size_t n)
{
    struct stat st;
    size_t end;

    if (!g || g->fd < 0 || !buf)
        return refuse(EINVAL);
    if (fstat(g->fd, &st) == -1)
        return -1;
    if (st.st_size < HEADER)
        return 0;
    if (!g->base && remap(g, (size_t)st.st_size) == -1)
        return -1;
    end = header(g)->committed;
    if (fstat(g->fd, &st) == -1)
        return -1;
    if (st.st_size < HEADER)
        return 0;
    if (end > (size_t)st.st_size - HEADER)
        end = (size_t)st.st_size - HEADER;
    if (end <= off)
        return 0;
    if (end - off < n)
        n = end - off;
    if (g->mapped < HEADER + end && remap(g, HEADER + end) == -1)
        return -1;
    memcpy(buf, g->base + HEADER + off, n);
    return (ssize_t)n;
}

int glog_close(struct glog *g)
{
    if (!g || g->fd < 0)
        return refuse(EINVAL);
    if (g->base)
        munmap(g->base, g->mapped);
    close(g->fd);
    *g = (struct glog){.fd = -1};
    return 0;
}
