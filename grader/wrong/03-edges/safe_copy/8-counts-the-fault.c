/* wrong: 遇到故障就不再拷，却照样返回 n / it stops copying at a fault and still returns n — caught by: safe_copy.later_byte */
#include "safe_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

enum { CHUNK = 4096 }; /* a pipe holds at least one page */

/* which signal a load at addr would raise: reading ahead fails with EFAULT
 * where it would be SIGBUS */
static int signal_of(uintptr_t addr)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

    addr -= addr % page;
    if (madvise((void *)addr, page, MADV_POPULATE_READ) == -1 &&
        errno == EFAULT)
        return SIGBUS;
    return SIGSEGV;
}

/* through - take n bytes at from through the pipe into buf; 0, or -1 errno */
static int through(const int pipe_fd[2], char *buf, uintptr_t from, size_t n)
{
    ssize_t in, got;

    do {
        in = write(pipe_fd[1], (const void *)from, n);
    } while (in == -1 && errno == EINTR);
    if (in == -1)
        return -1;
    for (ssize_t done = 0; done < in; done += got) {
        do {
            got = read(pipe_fd[0], buf + done, (size_t)(in - done));
        } while (got == -1 && errno == EINTR);
        if (got == -1)
            return -1;
    }
    return (int)in;
}

ssize_t safe_copy(void *dst, const void *src, size_t n, int *sig)
{
    uintptr_t from = (uintptr_t)src;
    char buf[CHUNK];
    int pipe_fd[2], err = 0;
    size_t done = 0;

    if (dst == NULL || sig == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (pipe2(pipe_fd, O_CLOEXEC) == -1)
        return -1;
    while (done < n && err == 0) {
        size_t want = n - done < CHUNK ? n - done : CHUNK;
        size_t left = CHUNK - (from + done) % CHUNK; /* in this page */
        int k = through(pipe_fd, buf, from + done, want < left ? want : left);

        if (k == -1) {
            err = errno;
        } else {
            memcpy((char *)dst + done, buf, (size_t)k);
            done += (size_t)k;
        }
    }
    if (err == EFAULT)
        *sig = signal_of(from + done);
    close(pipe_fd[0]);
    close(pipe_fd[1]);
    if (err != 0 && done == 0) {
        errno = err;
        return -1;
    }
    return (ssize_t)n;
}
