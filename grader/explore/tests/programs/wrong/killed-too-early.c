/* wrong: 父进程不等子进程做完就把它杀了 / the parent kills the child without waiting until it is done — found as: wrong-result */
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t never;
    atomic_int steps;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->never, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        for (int i = 0; i < 2; i++)
            atomic_fetch_add(&s->steps, 1);
        if (sem_wait(&s->never) == -1)
            die("sem_wait");
    }
    while (atomic_load(&s->steps) == 0)
        sched_yield();
    if (kill(pid, SIGKILL) == -1)
        die("kill");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return atomic_load(&s->steps) != 2;
}
