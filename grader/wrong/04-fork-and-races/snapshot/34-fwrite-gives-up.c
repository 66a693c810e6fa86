/* wrong: 用 fdopen 和 fwrite：被信号打断就放弃 / fdopen and fwrite, which give up when a signal interrupts — caught by: snapshot.interrupted */
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
    FILE *out = fdopen(fd, "w");

    if (out == NULL || fwrite(p, 1, n, out) != n || fflush(out) == EOF)
        return -1;
    return 0;
}

int snapshot_start(const void *data, size_t n, int outfd, pid_t *child)
{
    pid_t pid;

    if (data == NULL || child == NULL) {
        errno = EINVAL;
        return -1;
    }
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
