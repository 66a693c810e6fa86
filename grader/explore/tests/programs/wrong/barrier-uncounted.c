/* wrong: 屏障的到达计数没有锁，丢了一次就谁也不开门 / the count of the barrier has no lock: when one arrival is lost nobody opens the gate — found as: race|deadlock */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 3 };
struct shared {
    sem_t gate;
    int arrived;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void barrier(struct shared *s)
{
    int last = ++s->arrived == N;

    for (int i = 1; last && i < N; i++)
        if (sem_post(&s->gate) == -1)
            die("sem_post");
    if (!last)
        if (sem_wait(&s->gate) == -1)
            die("sem_wait");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->gate, 1, 0) == -1)
        die("sem_init");
    for (int i = 0; i < N - 1; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0) {
            barrier(s);
            _exit(0);
        }
    }
    barrier(s);
    for (int i = 0; i < N - 1; i++)
        if (wait(NULL) == -1)
            die("wait");
    return s->arrived != N;
}
