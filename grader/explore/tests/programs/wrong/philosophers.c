/* wrong: 三位哲学家都先拿左边的叉子 / three philosophers, and each takes the left fork first — found as: deadlock|lock-order */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 3 };
struct shared {
    sem_t fork[N];
    int meals[N];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void eat(struct shared *s, int i)
{
    sem_t *left = &s->fork[i], *right = &s->fork[(i + 1) % N];

    if (sem_wait(left) == -1 || sem_wait(right) == -1)
        die("sem_wait");
    s->meals[i]++;
    if (sem_post(right) == -1 || sem_post(left) == -1)
        die("sem_post");
}

int main(void)
{
    int meals = 0;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    for (int i = 0; i < N; i++)
        if (sem_init(&s->fork[i], 1, 1) == -1)
            die("sem_init");
    for (int i = 0; i < N; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0) {
            eat(s, i);
            _exit(0);
        }
    }
    for (int i = 0; i < N; i++)
        if (wait(NULL) == -1)
            die("wait");
    for (int i = 0; i < N; i++)
        meals += s->meals[i];
    return meals != N;
}
