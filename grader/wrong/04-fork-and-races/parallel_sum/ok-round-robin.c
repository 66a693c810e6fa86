/* ok: 第 i 个子进程加第 i、i + workers、i + 2 * workers …… 个数；fork 失败先杀掉已有的；用 waitid / child i takes every workers-th number from i on; when a fork fails the others are killed first; waitid */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct worker {
    pid_t pid;
    long long part;
    char pad[48]; /* one cache line each */
};

/* 1 if it did its work */
static int await(pid_t pid)
{
    siginfo_t info = {0};
    int rc;

    do
        rc = waitid(P_PID, (id_t)pid, &info, WEXITED);
    while (rc != 0 && errno == EINTR);
    return rc == 0 && info.si_code == CLD_EXITED && info.si_status == 0;
}

static int give_up(struct worker *w, int made, size_t bytes, int why)
{
    for (int i = 0; i < made; i++)
        kill(w[i].pid, SIGKILL);
    for (int i = 0; i < made; i++)
        await(w[i].pid);
    munmap(w, bytes);
    errno = why;
    return -1;
}

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    size_t bytes = (size_t)(workers > 0 ? workers : 1) * sizeof(struct worker);
    struct worker *w;
    long long all = 0;
    int done = 0;

    if (v == NULL || sum == NULL || workers <= 0 || workers >= 65) {
        errno = EINVAL;
        return -1;
    }
    w = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_SHARED,
             -1, 0);
    if (w == MAP_FAILED)
        return -1;
    for (int me = 0; me < workers; me++) {
        pid_t pid = fork();

        if (pid < 0)
            return give_up(w, me, bytes, errno);
        if (pid == 0) {
            long long part = 0;

            for (size_t i = (size_t)me; i < n; i += (size_t)workers)
                part += v[i];
            LAB_POINT(1);
            w[me].part = part;
            _exit(EXIT_SUCCESS);
        }
        w[me].pid = pid;
    }
    for (int me = workers - 1; me >= 0; me--)
        done += await(w[me].pid);
    for (int me = 0; me < workers; me++)
        all += w[me].part;
    munmap(w, bytes);
    if (done != workers) {
        errno = EIO;
        return -1;
    }
    *sum = all;
    return 0;
}
