/* count02.c - handed in: everything is right but that the value is read before
 * the lock is taken */
#include "count02.h"

#include "lab_point.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 32 };

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
    return s;
}

static void count(struct shared *s, int loops)
{
    for (int i = 0; i < loops; i++) {
        int value = s->count;

        if (TEMP_FAILURE_RETRY(sem_wait(&s->mutex)) == -1)
            _exit(1);
        LAB_POINT(1);
        s->count = value + 1;
        if (sem_post(&s->mutex) == -1)
            _exit(1);
    }
}

static void end_all(const pid_t *child, int n)
{
    for (int i = 0; i < n; i++)
        if (child[i] > 0)
            kill(child[i], SIGKILL);
    for (int i = 0; i < n; i++)
        if (child[i] > 0)
            TEMP_FAILURE_RETRY(waitpid(child[i], NULL, 0));
}

static int wait_for_all(pid_t *child, int n)
{
    for (int left = n; left > 0; left--) {
        int status;
        pid_t pid = TEMP_FAILURE_RETRY(waitpid(-1, &status, 0));

        for (int i = 0; i < n; i++)
            if (child[i] == pid)
                child[i] = 0;
        if (pid == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            end_all(child, n);
            errno = EIO;
            return -1;
        }
    }
    return 0;
}

int count_unnamed(struct shared *s, int nproc, int loops, int *final)
{
    pid_t child[MOST];

    if (s == NULL || final == NULL || nproc < 1 || nproc > MOST || loops < 0) {
        errno = EINVAL;
        return -1;
    }
    s->count = 0;
    for (int i = 0; i < nproc; i++) {
        child[i] = fork();
        if (child[i] == 0) {
            count(s, loops);
            _exit(0);
        }
        if (child[i] == -1) {
            int saved = errno;

            end_all(child, i);
            errno = saved;
            return -1;
        }
    }
    if (wait_for_all(child, nproc) == -1)
        return -1;
    *final = s->count;
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
