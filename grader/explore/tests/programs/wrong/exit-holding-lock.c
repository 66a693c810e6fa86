/* wrong: 子进程拿着锁退出，父进程永远等下去 / the child exits with the lock taken, and the parent waits for ever — found as: deadlock|misuse */
#include <semaphore.h>
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
    for (int i = 0; i < 2; i++) {
        if (sem_wait(&s->lock) == -1)
            die("sem_wait");
        if (++s->count == 3 && pid == 0)
            _exit(0); /* there is no more to do */
        if (sem_post(&s->lock) == -1)
            die("sem_post");
    }
    if (pid == 0)
        _exit(0);
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    printf("%d\n", s->count);
    if (sem_post(&s->lock) == -1)
        die("sem_post");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count < 3;
}
