/* wrong: 用完了，信号量的名字还留在系统里 / all is done, but the name of the semaphore stays in the system — found as: misuse */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/left-behind-sem"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    sem_t *done = sem_open(NAME, O_CREAT, 0600, 0);

    if (done == SEM_FAILED)
        die("sem_open");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (sem_post(done) == -1)
            die("sem_post");
        _exit(0);
    }
    if (sem_wait(done) == -1)
        die("sem_wait");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (sem_close(done) == -1)
        die("sem_close");
    return 0;
}
