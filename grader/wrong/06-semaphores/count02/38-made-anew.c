/* wrong: 最后一次不 post，父进程看到值不是 1 就再 sem_init 一次 / the last post is missing, and the parent calls sem_init again when the value is not 1 — caught by: count02.one_child */
#include "count02.h"

#include "lab_point.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN_MAX = 32 };

/* add_often - what a child does: add 1 `loops` times, inside the lock.  0, or
 * -1 with errno, and then the lock is not held. */
static int add_often(struct shared *s, int loops)
{
    for (int i = 0; i < loops; i++) {
        int value;

        /* without this a signal would let us in while somebody is inside */
        if (TEMP_FAILURE_RETRY(sem_wait(&s->mutex)) == -1)
            return -1;
        value = s->count;
        LAB_POINT(1);
        s->count = value + 1;
        if (i < loops - 1 && sem_post(&s->mutex) == -1)
            return -1;
    }
    return 0;
}

/* end_children - end those that still run, and wait for them.  They may sleep
 * on a lock that nobody will release: only SIGKILL is sure to reach them. */
static void end_children(const pid_t *child, int n)
{
    for (int i = 0; i < n; i++)
        if (child[i] != 0)
            kill(child[i], SIGKILL);
    for (int i = 0; i < n; i++)
        if (child[i] != 0)
            TEMP_FAILURE_RETRY(waitpid(child[i], NULL, 0));
}

/* wait_for - all n children; whichever ends first comes first, for the others
 * may depend on it.  0, or -1 with EIO if one failed; then all are gone. */
static int wait_for(pid_t *child, int n)
{
    int status;
    pid_t pid;

    for (int left = n; left > 0; left--) {
        pid = TEMP_FAILURE_RETRY(waitpid(-1, &status, 0));
        for (int i = 0; i < n; i++)
            if (child[i] == pid)
                child[i] = 0; /* reaped: the number may be used again */
        if (pid == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            end_children(child, n);
            errno = EIO;
            return -1;
        }
    }
    return 0;
}

struct shared *shared_new(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        return NULL;
    if (sem_init(&s->mutex, 1, 1) == -1) {
        int saved = errno;

        munmap(s, sizeof *s);
        errno = saved;
        return NULL;
    }
    return s; /* count is 0: anonymous memory begins with zeros */
}

int count_unnamed(struct shared *s, int nproc, int loops, int *final)
{
    pid_t child[CHILDREN_MAX];
    int saved;

    if (s == NULL || final == NULL || nproc < 1 || nproc > CHILDREN_MAX ||
        loops < 0) {
        errno = EINVAL;
        return -1;
    }
    s->count = 0; /* nobody else is there yet: no lock is needed */
    for (int i = 0; i < nproc; i++) {
        child[i] = fork();
        if (child[i] == 0)
            _exit(add_often(s, loops) == 0 ? 0 : 1);
        if (child[i] == -1) {
            saved = errno;
            end_children(child, i);
            errno = saved;
            return -1;
        }
    }
    if (wait_for(child, nproc) == -1)
        return -1;
    sem_getvalue(&s->mutex, &saved);
    if (saved != 1)
        sem_init(&s->mutex, 1, 1);
    *final = s->count; /* and nobody any more */
    return 0;
}

int shared_free(struct shared *s)
{
    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (sem_destroy(&s->mutex) == -1)
        return -1;
    return munmap(s, sizeof *s);
}
