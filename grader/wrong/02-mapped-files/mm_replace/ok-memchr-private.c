/* ok: 用 memchr 找，试运行在写时复制的副本里真的换 / memchr does the search, and a dry run replaces for real in a copy-on-write mapping */
#include "mm_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static long replace_all(unsigned char *at, size_t left, int from, int to)
{
    unsigned char *hit;
    long hits = 0;

    while (left > 0 && (hit = memchr(at, from, left)) != NULL) {
        *hit = (unsigned char)to;
        hits++;
        left -= (size_t)(hit + 1 - at);
        at = hit + 1;
    }
    return hits;
}

static long with_descriptor(int fd, int from, int to, int share)
{
    struct stat st;
    void *map;
    long hits;

    if (fstat(fd, &st) != 0)
        return -1;
    if (st.st_size == 0 && S_ISREG(st.st_mode))
        return 0;
    /* a directory fails here, whatever its size is */
    map = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, share, fd, 0);
    if (map == MAP_FAILED)
        return -1;
    hits = replace_all(map, (size_t)st.st_size, from, to);
    if (munmap(map, (size_t)st.st_size) != 0)
        return -1;
    return hits;
}

long mm_replace(const char *path, unsigned char from, unsigned char to,
                int commit)
{
    int fd, kept;
    long hits;

    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    do {
        fd = open(path, O_CLOEXEC | (commit ? O_RDWR : O_RDONLY));
    } while (fd == -1 && errno == EINTR);
    if (fd == -1)
        return -1;
    hits = with_descriptor(fd, from, to, commit ? MAP_SHARED : MAP_PRIVATE);
    kept = errno;
    close(fd);
    errno = kept;
    return hits;
}
