/* wrong: 屏障只有一道门，快的进程第二轮又穿过去，用掉了慢的那张票 / the barrier has one gate: the fast process passes it again in round two with the ticket of the slow one — found as: deadlock */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 2, ROUNDS = 2 };
struct shared {
    sem_t mutex, gate;
    int arrived;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void barrier(struct shared *s)
{
    if (sem_wait(&s->mutex) == -1)
        die("sem_wait");
    if (++s->arrived == N) {
        s->arrived = 0;
        for (int i = 0; i < N; i++)
            if (sem_post(&s->gate) == -1)
                die("sem_post");
    }
    if (sem_post(&s->mutex) == -1)
        die("sem_post");
    if (sem_wait(&s->gate) == -1)
        die("sem_wait");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->mutex, 1, 1) == -1 || sem_init(&s->gate, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < ROUNDS; i++)
        barrier(s);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return 0;
}
