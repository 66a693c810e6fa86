/* wrong: 父子进程都初始化了同一个信号量，后一次把别人占着的锁又放开 / both processes initialise the semaphore: the second time opens a lock that is held — found as: race|wrong-result|misuse */
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
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (sem_init(&s->lock, 1, 1) == -1)
        die("sem_init");
    for (int i = 0; i < 2; i++) {
        if (sem_wait(&s->lock) == -1)
            die("sem_wait");
        s->count++;
        if (sem_post(&s->lock) == -1)
            die("sem_post");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
