/* wrong: 上次死在临界区里的人留下了名字，O_CREAT 不会再给初值 1 / an earlier run died inside and left the name: O_CREAT does not set the value to 1 again — found as: deadlock */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/stale-semaphore"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static sem_t *enter(void)
{
    sem_t *lock = sem_open(NAME, O_CREAT, 0600, 1);

    if (lock == SEM_FAILED)
        die("sem_open");
    if (sem_wait(lock) == -1)
        die("sem_wait");
    return lock;
}

int main(void)
{
    /* The earlier run. */
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        enter();
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");

    /* This run. */
    sem_t *lock = enter();
    if (sem_post(lock) == -1)
        die("sem_post");
    if (sem_unlink(NAME) == -1)
        die("sem_unlink");
    return 0;
}
