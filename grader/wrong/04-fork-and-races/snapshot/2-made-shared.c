/* wrong: 把 data 换成 MAP_SHARED 的内存，父进程后来写的也进了快照 / turns data into MAP_SHARED memory, and later stores of the parent get into the snapshot — caught by: snapshot.old_state */
#include "snapshot.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* body of the child */
static bool send(int fd, const char *p, size_t n)
{
    const char *end = p + n;

    while (p < end) {
        ssize_t w = write(fd, p, end - p);

        if (w >= 0)
            p += w;
        else if (errno != EINTR)
            return false;
    }
    return true;
}

/* share - put the data into memory that a child can see */
static int share(void *data, size_t n)
{
    size_t off = (uintptr_t)data % 4096;
    size_t size = (off + n + 4095) / 4096 * 4096;
    char *start = (char *)data - off, *copy = malloc(size);

    if (copy == NULL)
        return -1;
    memcpy(copy, start, size);
    if (mmap(start, size, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
        return -1;
    memcpy(start, copy, size);
    free(copy);
    return 0;
}

int snapshot_start(const void *data, size_t n, int outfd, pid_t *child)
{
    if (!data || !child) {
        errno = EINVAL;
        return -1;
    }

    if (n > 0 && share((void *)(uintptr_t)data, n) == -1)
        return -1;

    pid_t pid = fork();

    switch (pid) {
    case -1:
        return -1;
    case 0:
        _exit(send(outfd, data, n) ? EXIT_SUCCESS : EXIT_FAILURE);
    default:
        *child = pid;
        return 0;
    }
}

int snapshot_wait(pid_t child)
{
    int status = -1;

    if (child <= 0) {
        errno = EIO;
        return -1;
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) {
            errno = EIO;
            return -1;
        }
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS)
        return 0;
    errno = EIO;
    return -1;
}
