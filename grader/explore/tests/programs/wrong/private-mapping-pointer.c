/* wrong: fork 以后才映射的地址，交给没有这个映射的进程 / an address mapped after fork is handed to a process that has no such mapping — found as: crash|misuse */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t full;
    int *item;
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
    if (sem_init(&s->full, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        int *p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

        if (p == MAP_FAILED)
            die("mmap");
        *p = 42;
        s->item = p;
        if (sem_post(&s->full) == -1)
            die("sem_post");
        _exit(0);
    }
    if (sem_wait(&s->full) == -1)
        die("sem_wait");
    int seen = *s->item;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return seen != 42;
}
