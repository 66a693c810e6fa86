/* wrong: 等孩子时被信号打断，就当作等到了一个 / a wait for a child that a signal cuts short counts as a child that has ended — caught by: count01.signals */
#include "count01.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void add(sem_t *sem, int *count, int loops)
{
    for (int i = 0; i < loops; i++) {
        while (sem_wait(sem) == -1)
            if (errno != EINTR)
                _exit(1);
        int n = *count;
        LAB_POINT(1);
        *count = n + 1;
        sem_post(sem);
    }
}

/* the first n children: end them, wait for them */
static void stop(pid_t *pids, int n)
{
    for (int i = 0; i < n; i++)
        if (pids[i] > 0)
            kill(pids[i], SIGKILL);
    for (int i = 0; i < n; i++)
        if (pids[i] > 0)
            while (waitpid(pids[i], NULL, 0) == -1 && errno == EINTR)
                ;
}

static int wait_all(pid_t *pids, int n)
{
    int status = 0;

    for (int left = n; left > 0;) {
        pid_t pid = wait(&status);
        left--;
        for (int i = 0; i < n; i++)
            if (pids[i] == pid)
                pids[i] = 0;
        if (status != 0) {
            stop(pids, n);
            errno = EIO;
            return -1;
        }
    }
    return 0;
}

static int run(sem_t *sem, int *count, int nproc, int loops)
{
    pid_t pids[32];

    for (int i = 0; i < nproc; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            add(sem, count, loops);
            _exit(0);
        }
        if (pids[i] == -1) {
            int err = errno;
            stop(pids, i);
            errno = err;
            return -1;
        }
    }
    return wait_all(pids, nproc);
}

int count_named(const char *file, const char *semname, int nproc, int loops,
                int *final)
{
    if (!file || !semname || !final || nproc < 1 || nproc > 32 || loops < 0) {
        errno = EINVAL;
        return -1;
    }

    sem_t *sem = sem_open(semname, O_CREAT | O_EXCL, 0600, 1);
    if (sem == SEM_FAILED)
        return -1;
    LAB_POINT(2);
    sem_unlink(semname);

    int rc = -1, err;
    int *count = MAP_FAILED;
    int fd;
    do {
        fd = open(file, O_RDWR | O_CREAT, 0600);
    } while (fd == -1 && errno == EINTR);
    if (fd != -1 && TEMP_FAILURE_RETRY(ftruncate(fd, sizeof(int))) == 0)
        count =
            mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (count != MAP_FAILED) {
        *count = 0;
        rc = run(sem, count, nproc, loops);
        if (rc == 0)
            *final = *count;
    }

    err = errno;
    if (count != MAP_FAILED)
        munmap(count, sizeof(int));
    if (fd != -1)
        close(fd);
    sem_close(sem);
    errno = err;
    return rc;
}
