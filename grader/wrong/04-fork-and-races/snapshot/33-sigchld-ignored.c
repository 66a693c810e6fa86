/* wrong: 忽略 SIGCHLD，结果放在共享内存里：调用者的孩子结束时，状态也没了 / ignores SIGCHLD and leaves the result in shared memory: of the children of the caller no status is left either — caught by: snapshot.own_child */
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

enum { MANY = 64 };

static struct {
    volatile int done[MANY];
} * board;
static pid_t known[MANY];

int snapshot_start(const void *data, size_t n, int outfd, pid_t *child)
{
    pid_t pid;
    int i = 0;

    if (data == NULL || child == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (board == NULL)
        board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (board == MAP_FAILED)
        return -1;
    signal(SIGCHLD, SIG_IGN);
    while (i < MANY - 1 && known[i])
        i++;
    board->done[i] = 0;
    pid = fork();
    if (pid == -1)
        return -1;
    if (pid == 0) {
        board->done[i] = write_all(outfd, data, n) == 0;
        _exit(0);
    }
    known[i] = pid;
    *child = pid;
    return 0;
}

int snapshot_wait(pid_t child)
{
    for (int i = 0; child > 0 && i < MANY; i++)
        if (known[i] == child) {
            while (waitpid(child, NULL, 0) == -1 && errno == EINTR)
                ;
            known[i] = 0;
            if (board->done[i])
                return 0;
        }
    errno = EIO;
    return -1;
}
