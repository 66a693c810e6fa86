/* wrong: 一个变量，用信号量保护；各写各的格子就不用锁 / one variable with a semaphore around it; with slots no lock is needed — caught by: parallel_sum.own_slot */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    long long total;
};

static void child_work(const int *v, size_t n, int workers, int i,
                       struct shared *all)
{
    size_t begin = n * i / workers, end = n * (i + 1) / workers;
    long long s = 0;

    while (begin < end)
        s += v[begin++];
    LAB_POINT(1);
    while (sem_wait(&all->lock) == -1)
        ;
    all->total += s;
    sem_post(&all->lock);
    _exit(0);
}

static int collect(pid_t *pid, int count)
{
    int bad = 0;

    for (int i = 0; i < count; i++) {
        int status;

        while (waitpid(pid[i], &status, 0) == -1 && errno == EINTR)
            ;
        if (status != 0)
            bad = 1;
    }
    return bad;
}

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    if (!v || !sum || workers < 1 || workers > 64) {
        errno = EINVAL;
        return -1;
    }

    struct shared *all = mmap(NULL, sizeof *all, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED)
        return -1;
    sem_init(&all->lock, 1, 1);

    pid_t pid[64];
    int made, error = 0;
    for (made = 0; made < workers; made++) {
        pid[made] = fork();
        if (pid[made] == -1) {
            error = errno;
            break;
        }
        if (pid[made] == 0)
            child_work(v, n, workers, made, all);
    }
    if (collect(pid, made) && !error)
        error = EIO;

    long long total = all->total;
    munmap(all, sizeof *all);
    if (error) {
        errno = error;
        return -1;
    }
    *sum = total;
    return 0;
}
