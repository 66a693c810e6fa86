/* failure_values.c - what failure looks like, family by family
 *
 * 中文：-1、SEM_FAILED、(mqd_t)-1、(void *)-1；还有合法的 0。
 * English: -1, SEM_FAILED, (mqd_t)-1, (void *)-1; and a 0 that is
 *          no failure.
 *
 * Facts: C093, C129, C154, C167.
 * Sources: sem_open(3), mq_open(3), shm_open(3), shmop(2), shmget(2).
 */
#include "fact.h"

#include <mqueue.h>
#include <semaphore.h>
#include <sys/shm.h>

/* The first segment of a fresh IPC namespace: its id, or 254 if there can be
 * no such namespace. */
static int first_id(void)
{
    int status;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (unshare(CLONE_NEWIPC) == -1 &&
            unshare(CLONE_NEWUSER | CLONE_NEWIPC) == -1)
            _exit(254);
        int id = shmget(IPC_PRIVATE, 1, 0600);
        _exit(id == -1 ? 254 : id > 253 ? 253 : id);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return WEXITSTATUS(status);
}

int main(void)
{
    int fd = shm_open("/fact-no-such", O_RDWR, 0), e1 = errno;
    sem_t *s = sem_open("/fact-no-such", 0);
    int e2 = errno;
    mqd_t q = mq_open("/fact-no-such", O_RDONLY);
    int e3 = errno;
    report("C093",
           fd == -1 && s == SEM_FAILED && q == (mqd_t)-1 && e1 == ENOENT &&
               e2 == ENOENT && e3 == ENOENT,
           "shm_open %s, sem_open %s, mq_open %s", strerrorname_np(e1),
           strerrorname_np(e2), strerrorname_np(e3));
    report("C129", SEM_FAILED == NULL, "SEM_FAILED is %s in this C library",
           SEM_FAILED == NULL ? "NULL" : "not NULL");

    void *a = shmat(-1, NULL, 0);
    report("C167", a == (void *)-1, "shmat: (void *)-1, %s",
           strerrorname_np(errno));

    int id = first_id();
    if (id == 254)
        skip("C154", "no new IPC namespace allowed here");
    else
        report("C154", id == 0, "first shmget in a new IPC namespace: %d", id);
    return 0;
}
