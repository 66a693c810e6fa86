/* ok: 读者只映射头那一页，数据用 pread；写者一次映射 64 MiB，地方靠写零来占 / readers map the page of the header only and use pread for the data; the writer maps 64 MiB once and makes room by writing zeros */
#include "growlog.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST = 8, WINDOW = 64 << 20 }; /* where data begins; bytes mapped */

/* fill - write zeros over [from, to), which gives every page its storage */
static int fill(int fd, off_t from, off_t to)
{
    static const char zeros[16384];

    while (from < to) {
        size_t n = to - from > (off_t)sizeof zeros ? sizeof zeros
                                                   : (size_t)(to - from);
        ssize_t put = pwrite(fd, zeros, n, from);

        if (put > 0)
            from += put;
        else if (put == -1 && errno != EINTR)
            return -1;
    }
    return 0;
}

/* fetch - pread until n bytes are there or the file ends; how many, or -1 */
static ssize_t fetch(int fd, void *buf, size_t n, off_t at)
{
    size_t done = 0;

    while (done < n) {
        ssize_t got = pread(fd, (char *)buf + done, n - done, at + (off_t)done);

        if (got == 0)
            break;
        if (got > 0)
            done += (size_t)got;
        else if (errno != EINTR)
            return -1;
    }
    return (ssize_t)done;
}

int glog_open(struct glog *g, const char *path, int writer)
{
    struct stat st;
    void *base = NULL;
    int fd, err;

    if (g == NULL || path == NULL) {
        errno = EINVAL;
        return -1;
    }
    do
        fd = open(path, O_CLOEXEC | (writer ? O_RDWR | O_CREAT : O_RDONLY),
                  0666);
    while (fd == -1 && errno == EINTR);
    if (fd == -1)
        return -1;
    if (writer) {
        if (flock(fd, LOCK_EX | LOCK_NB) == -1 || fstat(fd, &st) == -1 ||
            fill(fd, st.st_size, FIRST) == -1)
            goto fail;
        base = mmap(NULL, WINDOW, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (base == MAP_FAILED)
            goto fail;
    }
    g->fd = fd;
    g->base = base;
    g->mapped = writer ? WINDOW : 0;
    g->writer = writer;
    return 0;

fail:
    err = errno;
    close(fd);
    errno = err;
    return -1;
}

ssize_t glog_append(struct glog *g, const void *rec, size_t n)
{
    struct glog_header *head;
    uint64_t at;

    if (g == NULL || rec == NULL || n == 0 || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    if (!g->writer) {
        errno = EBADF;
        return -1;
    }
    head = (struct glog_header *)g->base;
    at = FIRST + atomic_load_explicit(&head->committed, memory_order_relaxed);
    if (at > WINDOW || n > WINDOW - at) {
        errno = ENOSPC;
        return -1;
    }
    if (fill(g->fd, (off_t)at, (off_t)(at + n)) == -1)
        return -1;
    LAB_POINT(1);
    memcpy(g->base + at, rec, n);
    LAB_POINT(2);
    atomic_fetch_add_explicit(&head->committed, n, memory_order_release);
    return (ssize_t)(at - FIRST);
}

ssize_t glog_read(struct glog *g, size_t off, void *buf, size_t n)
{
    uint64_t committed;
    struct stat st;

    if (g == NULL || buf == NULL || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    if (fstat(g->fd, &st) == -1)
        return -1;
    if (st.st_size < FIRST) /* nothing to touch */
        return 0;
    if (g->base == NULL) { /* a reader, and its first look */
        void *page = mmap(NULL, FIRST, PROT_READ, MAP_SHARED, g->fd, 0);

        if (page == MAP_FAILED)
            return -1;
        g->base = page;
        g->mapped = FIRST;
    }
    committed = atomic_load_explicit(
        &((struct glog_header *)g->base)->committed, memory_order_acquire);
    if (off >= committed)
        return 0;
    if (n > committed - off)
        n = committed - off;
    return fetch(g->fd, buf, n, (off_t)(FIRST + off));
}

int glog_close(struct glog *g)
{
    if (g == NULL || g->fd == -1) {
        errno = EINVAL;
        return -1;
    }
    if (g->base != NULL)
        munmap(g->base, g->mapped);
    close(g->fd);
    g->fd = -1;
    g->base = NULL;
    return 0;
}
