/* wrong: WNOWAIT：只看一眼，僵尸进程还在 / WNOWAIT: only has a look, and the zombie stays — caught by: snapshot.waits */
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
    return 0;
}

int snapshot_wait(pid_t child)
{
    siginfo_t info;
    int result;

    do
        result = waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT);
    while (result == -1 && errno == EINTR);
    if (result == -1 || info.si_code != CLD_EXITED || info.si_status != 0) {
        errno = EIO;
        return -1;
    }
    return 0;
}
