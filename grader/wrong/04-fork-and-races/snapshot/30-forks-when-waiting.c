/* wrong: 到 snapshot_wait 才 fork，写的是那时的内存 / forks in snapshot_wait only, and writes the memory of then — caught by: snapshot.at_once */
#include "snapshot.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

/* what is to be written when somebody waits for it */
static struct {
    const char *data;
    size_t n;
    int fd;
} order[16];
static int orders;

int snapshot_start(const void *data, size_t n, int outfd, pid_t *child)
{
    if (!data || !child) {
        errno = EINVAL;
        return -1;
    }
    orders = (orders + 1) % 16;
    order[orders].data = data;
    order[orders].n = n;
    order[orders].fd = outfd;
    *child = orders;
    return 0;
}

int snapshot_wait(pid_t child)
{
    int status;
    pid_t pid = child > 0 && child < 16 ? fork() : -1;

    if (pid == 0) {
        const char *p = order[child].data;
        size_t n = order[child].n;

        while (n > 0) {
            ssize_t w = TEMP_FAILURE_RETRY(write(order[child].fd, p, n));

            if (w == -1)
                _exit(1);
            p += w;
            n -= w;
        }
        _exit(0);
    }
    if (pid == -1 || TEMP_FAILURE_RETRY(waitpid(pid, &status, 0)) == -1 ||
        !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        errno = EIO;
        return -1;
    }
    return 0;
}
