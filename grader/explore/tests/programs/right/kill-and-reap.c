/* right: 子进程说自己准备好了，父进程才杀它，再收尸 / the child says it is ready, only then the parent kills it and reaps it */
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t ready, never;
    int steps;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int status;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->ready, 1, 0) == -1 || sem_init(&s->never, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        s->steps = 3;
        if (sem_post(&s->ready) == -1)
            die("sem_post");
        if (sem_wait(&s->never) == -1)
            die("sem_wait");
    }
    if (sem_wait(&s->ready) == -1)
        die("sem_wait");
    if (kill(pid, SIGKILL) == -1)
        die("kill");
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return !WIFSIGNALED(status) || s->steps != 3;
}
