/* ok: pid 和结果都在一个共享的结构里，末尾是可变长数组；用 waitid 看结局 / pids and results in one shared struct with a flexible array at its end; looks at the end by waitid */
#include "parallel_sum.h"

#include "lab_point.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct worker {
    pid_t pid; /* the parent's to write */
    long long part;
};

struct board {
    int workers;
    struct worker worker[];
};

static int ended_well(pid_t pid)
{
    siginfo_t info;

    memset(&info, 0, sizeof info);
    while (waitid(P_PID, (id_t)pid, &info, WEXITED) == -1)
        if (errno != EINTR)
            return 0;
    return info.si_code == CLD_EXITED && info.si_status == 0;
}

static void child(const int *v, size_t n, size_t step, size_t me,
                  struct worker *worker)
{
    long long part = 0;

    for (const int *p = v + me; n > me && p < v + n; p += step) {
        part += *p;
        if ((size_t)(v + n - p) <= step)
            break;
    }
    LAB_POINT(1);
    worker->part = part;
    _exit(0);
}

int parallel_sum(const int *v, size_t n, int workers, long long *sum)
{
    size_t size =
        sizeof(struct board) + (size_t)workers * sizeof(struct worker);
    struct board *b;
    long long total = 0;
    int err = 0, made;

    if (!v || !sum || workers <= 0 || workers >= 65)
        return errno = EINVAL, -1;
    b = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
             0);
    if (b == MAP_FAILED)
        return -1;
    b->workers = workers;
    for (made = 0; made < workers; made++) {
        pid_t pid = fork();

        if (pid == 0)
            child(v, n, (size_t)workers, (size_t)made, &b->worker[made]);
        if (pid == -1) {
            err = errno;
            break;
        }
        b->worker[made].pid = pid;
    }
    for (int i = 0; i < made; i++) {
        if (!ended_well(b->worker[i].pid) && err == 0)
            err = EIO;
        total += b->worker[i].part;
    }
    munmap(b, size);
    if (err)
        return errno = err, -1;
    return *sum = total, 0;
}
