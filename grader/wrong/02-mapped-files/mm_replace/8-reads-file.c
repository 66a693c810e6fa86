/* wrong: 根本没有映射，用 pread 和 pwrite 一块一块地改 / nothing is mapped; pread and pwrite change the file block by block — caught by: mm_replace.no_read_or_write */
#include "mm_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* count from in the block, change it to to */
static long change(unsigned char *block, ssize_t len, unsigned char from,
                   unsigned char to)
{
    long n = 0;

    for (ssize_t i = 0; i < len; i++) {
        if (block[i] == from) {
            block[i] = to;
            n++;
        }
    }
    return n;
}

long mm_replace(const char *path, unsigned char from, unsigned char to,
                int commit)
{
    unsigned char block[4096];
    off_t at = 0;
    ssize_t len;
    long n = 0;
    int fd, err;

    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    fd = open(path, commit ? O_RDWR : O_RDONLY);
    if (fd == -1)
        return -1;
    while ((len = pread(fd, block, sizeof block, at)) > 0) {
        n += change(block, len, from, to);
        if (commit && pwrite(fd, block, (size_t)len, at) != len) {
            len = -1;
            break;
        }
        at += len;
    }
    err = errno;
    close(fd);
    errno = err;
    return len == -1 ? -1 : n;
}
