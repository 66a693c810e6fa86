/* wrong: 子进程打开名字时，父进程可能还没有建它 / the child opens the name when the parent may not have made it yet — found as: wrong-result */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/opened-too-early"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        sem_t *done = sem_open(NAME, 0);

        if (done == SEM_FAILED)
            die("sem_open");
        if (sem_post(done) == -1)
            die("sem_post");
        _exit(0);
    }
    sem_t *done = sem_open(NAME, O_CREAT, 0600, 0);
    int status;
    if (done == SEM_FAILED)
        die("sem_open");
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (sem_unlink(NAME) == -1)
        die("sem_unlink");
    return status != 0;
}
