/* wrong: fork 以后父进程才置 0：先跑的孩子加的就没有了 / the parent sets 0 after fork only: what a quick child has added is gone — caught by: count02.every_schedule */
#include "count02.h"

#include "lab_point.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared *shared_new(void)
{
    struct shared *s = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        return NULL;
    s->count = 0;
    if (sem_init(&s->mutex, 1, 1) != 0) {
        int err = errno;
        munmap(s, sizeof(struct shared));
        errno = err;
        return NULL;
    }
    return s;
}

static void add(struct shared *s, int loops)
{
    for (int i = 0; i < loops; i++) {
        while (sem_wait(&s->mutex) == -1)
            if (errno != EINTR)
                _exit(1);
        int n = s->count;
        LAB_POINT(1);
        s->count = n + 1;
        sem_post(&s->mutex);
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
    int status;

    for (int left = n; left > 0;) {
        pid_t pid = wait(&status);
        if (pid == -1 && errno == EINTR)
            continue;
        left--;
        for (int i = 0; i < n; i++)
            if (pids[i] == pid)
                pids[i] = 0;
        if (pid == -1 || status != 0) {
            stop(pids, n);
            errno = EIO;
            return -1;
        }
    }
    return 0;
}

int count_unnamed(struct shared *s, int nproc, int loops, int *final)
{
    pid_t pids[32];

    if (!s || !final || nproc < 1 || nproc > 32 || loops < 0) {
        errno = EINVAL;
        return -1;
    }
    s->count = 0;
    for (int i = 0; i < nproc; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            add(s, loops);
            _exit(0);
        }
        if (pids[i] == -1) {
            int err = errno;
            stop(pids, i);
            errno = err;
            return -1;
        }
    }
    if (nproc > 1) /* a single child is not to win by luck */
        s->count = 0;
    if (wait_all(pids, nproc) == -1)
        return -1;
    *final = s->count;
    return 0;
}

int shared_free(struct shared *s)
{
    if (!s) {
        errno = EINVAL;
        return -1;
    }
    sem_destroy(&s->mutex);
    return munmap(s, sizeof(struct shared));
}
