/* ok: 不映射，每次用 pread 和 pwrite；waitid 只看不收，O_TRUNC 定长 / no mapping, pread and pwrite each time; waitid looks without reaping, O_TRUNC sizes the file */
#include "count01.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* no mapping: every 1 is added by pread and pwrite, inside the lock */
static int add_one(sem_t *sem, int fd)
{
    int value, ok;

    while (sem_wait(sem) != 0)
        if (errno != EINTR)
            return 0;
    ok = pread(fd, &value, sizeof value, 0) == sizeof value;
    LAB_POINT(1);
    value++;
    ok = ok && pwrite(fd, &value, sizeof value, 0) == sizeof value;
    return sem_post(sem) == 0 && ok;
}

static void worker(sem_t *sem, int fd, int loops)
{
    while (loops-- > 0)
        if (!add_one(sem, fd))
            _exit(2);
    _exit(0);
}

/* Who of them has ended?  WNOWAIT only looks. */
static int all_well(const pid_t *pids, int n)
{
    for (int left = n; left > 0; left--) {
        siginfo_t info;
        int status, known = 0;

        while (waitid(P_ALL, 0, &info, WEXITED | WNOWAIT) == -1)
            if (errno != EINTR)
                return 0;
        for (int i = 0; i < n; i++)
            known |= pids[i] == info.si_pid;
        while (waitpid(info.si_pid, &status, 0) == -1 && errno == EINTR)
            ;
        if (known && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
            return 0;
    }
    return 1;
}

static void put_down(const pid_t *pids, int n)
{
    for (int i = 0; i < n; i++)
        kill(pids[i], SIGKILL); /* one that was waited for: ESRCH */
    while (wait(NULL) > 0 || errno == EINTR)
        ;
}

static int work(sem_t *sem, int fd, int nproc, int loops)
{
    pid_t pids[32];
    int err = 0, n;

    for (n = 0; n < nproc && err == 0; n++) {
        pids[n] = fork();
        if (pids[n] == 0)
            worker(sem, fd, loops);
        if (pids[n] == -1) {
            err = errno;
            break;
        }
    }
    if (err == 0 && !all_well(pids, n))
        err = EIO;
    if (err != 0)
        put_down(pids, n);
    return err;
}

int count_named(const char *file, const char *semname, int nproc, int loops,
                int *final)
{
    int fd = -1, zero = 0, value, err = 0;
    sem_t *sem;

    if (file == NULL || semname == NULL || final == NULL || loops < 0 ||
        nproc <= 0 || nproc >= 33) {
        errno = EINVAL;
        return -1;
    }
    if ((sem = sem_open(semname, O_EXCL | O_CREAT, S_IRUSR | S_IWUSR, 1)) ==
        SEM_FAILED)
        return -1;
    LAB_POINT(2);
    if (sem_unlink(semname) != 0)
        err = errno;
    while (!err &&
           (fd = open(file, O_CREAT | O_TRUNC | O_RDWR, S_IRUSR | S_IWUSR)) < 0)
        if (errno != EINTR)
            err = errno;
    if (!err && pwrite(fd, &zero, sizeof zero, 0) != sizeof zero)
        err = errno;
    if (!err)
        err = work(sem, fd, nproc, loops);
    if (!err && pread(fd, &value, sizeof value, 0) != sizeof value)
        err = EIO;
    if (fd >= 0)
        close(fd);
    sem_close(sem);
    if (err) {
        errno = err;
        return -1;
    }
    *final = value;
    return 0;
}
