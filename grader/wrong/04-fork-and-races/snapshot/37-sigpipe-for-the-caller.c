/* wrong: 在 fork 之前忽略 SIGPIPE，调用者也从此忽略它 / ignores SIGPIPE before fork, and from then on the caller does so too — caught by: snapshot.outfd_open */
#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = TEMP_FAILURE_RETRY(write(fd, p, n));

        if (done == -1)
            return -1;
        p += done;
        n -= (size_t)done;
    }
    return 0;
}

int snapshot_start(const void *data, size_t n, int outfd, pid_t *child)
{
    pid_t pid;

    if (data == NULL || child == NULL) {
        errno = EINVAL;
        return -1;
    }
    signal(SIGPIPE, SIG_IGN); /* for the child */
    pid = fork();
    if (pid == -1)
        return -1;
    if (pid == 0)
        _exit(write_all(outfd, data, n) == 0 ? 0 : 1);
    *child = pid;
    return 0;
}

int snapshot_wait(pid_t child)
{
    int status;

    if (child > 0 && TEMP_FAILURE_RETRY(waitpid(child, &status, 0)) == child &&
        WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return 0;
    errno = EIO;
    return -1;
}
