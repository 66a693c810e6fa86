/* wrong: 一次把 n 个字节都写进管道，管道满了就卡住 / all n bytes are written into the pipe at once, and it hangs when the pipe is full — caught by: safe_copy.pipe_full */
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

/* into - write n bytes at from into the pipe; how many, or -1 errno */
static int into(const int pipe_fd[2], uintptr_t from, size_t n)
{
    ssize_t in;

    do {
        in = write(pipe_fd[1], (const void *)from, n);
    } while (in == -1 && errno == EINTR);
    if (in == -1)
        return -1;
    return (int)in;
}

/* out_of - take n bytes out of the pipe; 0, or -1 errno */
static int out_of(const int pipe_fd[2], char *buf, ssize_t in)
{
    ssize_t got;

    for (ssize_t done = 0; done < in; done += got) {
        do {
            got = read(pipe_fd[0], buf + done, (size_t)(in - done));
        } while (got == -1 && errno == EINTR);
        if (got == -1)
            return -1;
    }
    return 0;
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
    while (done < n && err == 0) { /* touch every byte of src first */
        size_t left = CHUNK - (from + done) % CHUNK; /* in this page */
        int k = into(pipe_fd, from + done, n - done < left ? n - done : left);

        if (k == -1)
            err = errno;
        else
            done += (size_t)k;
    }
    for (size_t at = 0; at < n && err == 0; at += CHUNK) {
        size_t k = n - at < CHUNK ? n - at : CHUNK;

        if (out_of(pipe_fd, buf, (ssize_t)k) == -1)
            err = errno;
        else
            memcpy((char *)dst + at, buf, k);
    }
    if (err == EFAULT)
        *sig = signal_of(from + done);
    close(pipe_fd[0]);
    close(pipe_fd[1]);
    if (err != 0) {
        errno = err;
        return -1;
    }
    return (ssize_t)n;
}
