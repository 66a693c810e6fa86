/* wrong: 每人 n/workers 向上取整，最后一段越过了数组的末尾 / everybody takes n/workers rounded up, and the last part runs past the end of the array — caught by: parallel_sum.remainder */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void child_work(const int *v, size_t n, int workers, int i,
                       long long *slot)
{
    size_t share = (n + workers - 1) / workers;
    size_t begin = i * share, end = begin + share;
    long long s = 0;

    while (begin < end)
        s += v[begin++];
    LAB_POINT(1);
    slot[i] = s;
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

    size_t size = 64 * sizeof(long long);
    long long *slot = mmap(NULL, size, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (slot == MAP_FAILED)
        return -1;

    pid_t pid[64];
    int made, error = 0;
    for (made = 0; made < workers; made++) {
        pid[made] = fork();
        if (pid[made] == -1) {
            error = errno;
            break;
        }
        if (pid[made] == 0)
            child_work(v, n, workers, made, slot);
    }
    if (collect(pid, made) && !error)
        error = EIO;

    long long total = 0;
    for (int i = 0; i < made; i++)
        total += slot[i];
    munmap(slot, size);
    if (error) {
        errno = error;
        return -1;
    }
    *sum = total;
    return 0;
}
