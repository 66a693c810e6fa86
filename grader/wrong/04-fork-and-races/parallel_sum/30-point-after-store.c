/* wrong: 先写格子，后经过 LAB_POINT(1) / stores into its slot before it passes LAB_POINT(1) — caught by: parallel_sum.own_slot */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static long long part(const int *v, size_t n, int workers, int i)
{
    size_t begin = n * (size_t)i / (size_t)workers;
    size_t end = n * ((size_t)i + 1) / (size_t)workers;
    long long s = 0;

    while (begin < end)
        s += v[begin++];
    return s;
}

static int collect(const pid_t *pid, int count)
{
    int bad = 0, status;

    for (int i = 0; i < count; i++)
        if (TEMP_FAILURE_RETRY(waitpid(pid[i], &status, 0)) == -1 ||
            status != 0)
            bad = 1;
    return bad;
}

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    const size_t size = 64 * sizeof(long long);
    pid_t pid[64];
    int made, error = 0;
    long long *slot, total = 0;

    if (!v || !sum || workers < 1 || workers > 64) {
        errno = EINVAL;
        return -1;
    }
    slot = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                -1, 0);
    if (slot == MAP_FAILED)
        return -1;
    for (made = 0; made < workers; made++) {
        pid[made] = fork();
        if (pid[made] == -1) {
            error = errno;
            break;
        }
        if (pid[made] == 0) {
            long long s = part(v, n, workers, made);

            slot[made] = s;
            LAB_POINT(1);
            _exit(0);
        }
    }
    if (collect(pid, made) && !error)
        error = EIO;
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
