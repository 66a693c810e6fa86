/* ok: 最后一个子进程多拿余下的；/dev/zero 的映射；pid 放在 calloc 的数组里 / the last child takes the rest; a mapping of /dev/zero; the pids in an array of calloc */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static long long *shared_zeros(size_t size)
{
    int fd = open("/dev/zero", O_RDWR | O_CLOEXEC), saved;
    void *p;

    if (fd == -1)
        return NULL;
    p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    saved = errno;
    close(fd);
    errno = saved;
    return p == MAP_FAILED ? NULL : p;
}

static void work(const int *from, const int *to, long long *result)
{
    long long total = 0;

    for (; from != to; from++)
        total = total + *from;
    LAB_POINT(1);
    *result = total;
    _exit(0);
}

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    pid_t *pids = NULL;
    long long *results = NULL, total = 0;
    int started = 0, error = 0, status;

    if (!v || !sum || workers < 1 || 64 < workers)
        error = EINVAL;
    if (!error && !(pids = calloc(workers, sizeof *pids)))
        error = errno;
    if (!error && !(results = shared_zeros(workers * sizeof *results)))
        error = errno;
    while (!error && started < workers) {
        const int *from = v + started * (n / workers);
        const int *to = started == workers - 1 ? v + n : from + n / workers;

        pids[started] = fork();
        if (pids[started] == -1)
            error = errno;
        else if (pids[started] == 0)
            work(from, to, results + started);
        else
            started++;
    }
    for (int i = 0; i < started; i++) {
        while (waitpid(pids[i], &status, 0) == -1)
            if (errno != EINTR)
                abort();
        if (!error && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
            error = EIO;
        total += results[i];
    }
    if (results)
        munmap(results, workers * sizeof *results);
    free(pids);
    if (error) {
        errno = error;
        return -1;
    }
    *sum = total;
    return 0;
}
