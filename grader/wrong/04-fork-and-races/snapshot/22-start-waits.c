/* wrong: snapshot_start 自己就等子进程写完 / snapshot_start itself waits until the child has written — caught by: snapshot.at_once */
#include "snapshot.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_all(int fd, const char *from, size_t left)
{
    while (left > 0) {
        ssize_t n = write(fd, from, left);

        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            _exit(1);
        from += n;
        left -= n;
    }
}

/* how the last child ended */
static int result;

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
    if (pid == 0) {
        write_all(outfd, data, n);
        _exit(0);
    }
    *child = pid;
    waitpid(pid, &result, 0);
    return 0;
}

int snapshot_wait(pid_t child)
{
    if (child <= 0 || !WIFEXITED(result) || WEXITSTATUS(result) != 0) {
        errno = EIO;
        return -1;
    }
    return 0;
}
