/* ok: 每次只映射一个窗口，先统计 256 种字节，有要换的再换 / maps one window at a time, counts all 256 values first, and replaces only where there is something to replace */
#include "mm_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WINDOW = 1 << 20 }; /* bytes; a multiple of every common page size */

static long count_byte(const unsigned char *p, size_t n, unsigned char wanted)
{
    long histogram[256] = {0};

    for (const unsigned char *end = p + n; p != end; p++)
        histogram[*p]++;
    return histogram[wanted];
}

/* one_window - treat n bytes of the file from `at` on; the count, or -1 */
static long one_window(int fd, off_t at, size_t n, unsigned char from,
                       unsigned char to, int commit)
{
    unsigned char *p = mmap(NULL, n, PROT_READ, MAP_SHARED, fd, at);
    long left, count;

    if (p == MAP_FAILED)
        return -1;
    count = left = count_byte(p, n, from);
    if (left > 0 && commit && mprotect(p, n, PROT_READ | PROT_WRITE) == -1) {
        int why = errno;
        munmap(p, n);
        errno = why;
        return -1;
    }
    for (size_t i = 0; left > 0 && commit; i++) {
        if (p[i] == from) {
            p[i] = to;
            left--;
        }
    }
    return munmap(p, n) == -1 ? -1 : count;
}

long mm_replace(const char *path, unsigned char from, unsigned char to,
                int commit)
{
    long total = 0, part = 0;
    struct stat st;
    int fd, why;

    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    fd = TEMP_FAILURE_RETRY(open(path, commit ? O_RDWR : O_RDONLY));
    if (fd == -1)
        return -1;
    part = fstat(fd, &st);
    if (part == 0 && !S_ISREG(st.st_mode)) {
        errno = ENODEV;
        part = -1;
    }
    for (off_t at = 0; part != -1 && at < st.st_size; at += WINDOW) {
        size_t n =
            st.st_size - at < WINDOW ? (size_t)(st.st_size - at) : WINDOW;
        part = one_window(fd, at, n, from, to, commit);
        total += part;
    }
    why = errno;
    close(fd);
    errno = why;
    return part == -1 ? -1 : total;
}
