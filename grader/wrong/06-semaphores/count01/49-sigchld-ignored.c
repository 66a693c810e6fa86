/* wrong: 忽略 SIGCHLD，孩子自己消失：没有僵尸，也不知道有谁失败了 / SIGCHLD is ignored and children vanish by themselves: no zombies, and no word of those that failed — caught by: count01.dies_anywhere */
#include "count01.h"

#include "lab_point.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILDREN_MAX = 32 };

/* add_often - what a child does: add 1 `loops` times, inside the lock.  0, or
 * -1 with errno, and then the lock is not held. */
static int add_often(sem_t *lock, int *count, int loops)
{
    for (int i = 0; i < loops; i++) {
        int value;

        /* without this a signal would let us in while somebody is inside */
        if (TEMP_FAILURE_RETRY(sem_wait(lock)) == -1)
            return -1;
        value = *count;
        LAB_POINT(1);
        *count = value + 1;
        if (sem_post(lock) == -1)
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
        if (pid == -1 && errno == ECHILD)
            return 0;
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

/* count_together - nproc children, all of them gone at the end.  0, or -1 with
 * errno. */
static int count_together(sem_t *lock, int *count, int nproc, int loops)
{
    pid_t child[CHILDREN_MAX];
    int saved;

    for (int i = 0; i < nproc; i++) {
        child[i] = fork();
        if (child[i] == 0)
            _exit(add_often(lock, count, loops) == 0 ? 0 : 1);
        if (child[i] == -1) {
            saved = errno;
            end_children(child, i);
            errno = saved;
            return -1;
        }
    }
    return wait_for(child, nproc);
}

/* map_counter - the int in the file, 0 to begin with.  The mapping keeps the
 * file; MAP_FAILED with errno. */
static int *map_counter(const char *file)
{
    int fd = TEMP_FAILURE_RETRY(open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    int *count = MAP_FAILED, saved;

    if (fd == -1)
        return MAP_FAILED;
    if (TEMP_FAILURE_RETRY(ftruncate(fd, sizeof *count)) == 0)
        count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED,
                     fd, 0);
    saved = errno;
    close(fd);
    errno = saved;
    if (count != MAP_FAILED)
        *count = 0;
    return count;
}

int count_named(const char *file, const char *semname, int nproc, int loops,
                int *final)
{
    int *count, value, result = -1, saved;
    sem_t *lock;

    if (file == NULL || semname == NULL || final == NULL || nproc < 1 ||
        nproc > CHILDREN_MAX || loops < 0) {
        errno = EINVAL;
        return -1;
    }
    lock = sem_open(semname, O_CREAT | O_EXCL, 0600, 1);
    if (lock == SEM_FAILED)
        return -1;
    LAB_POINT(2);
    if (sem_unlink(semname) == -1)
        goto undo_lock;
    count = map_counter(file);
    if (count == MAP_FAILED)
        goto undo_lock;
    signal(SIGCHLD, SIG_IGN); /* no zombies, and nothing to wait for */
    result = count_together(lock, count, nproc, loops);
    signal(SIGCHLD, SIG_DFL);
    value = *count;
    if (result == 0)
        *final = value;
    saved = errno;
    munmap(count, sizeof *count);
    errno = saved;

undo_lock:
    saved = errno;
    sem_close(lock);
    errno = saved;
    return result;
}
