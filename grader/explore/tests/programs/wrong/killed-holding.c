/* wrong: 子进程可能正拿着锁，就被 SIGKILL 杀了，锁再也不会放开 / the child may hold the lock when SIGKILL comes, and the lock is never released — found as: deadlock */
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int count;
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
    if (sem_init(&s->lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (sem_wait(&s->lock) == -1)
            die("sem_wait");
        s->count++;
        if (sem_post(&s->lock) == -1)
            die("sem_post");
        _exit(0);
    }
    if (kill(pid, SIGKILL) == -1)
        die("kill");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    s->count++;
    if (sem_post(&s->lock) == -1)
        die("sem_post");
    return s->count < 1;
}
