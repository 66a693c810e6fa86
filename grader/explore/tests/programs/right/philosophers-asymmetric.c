/* right: 三位哲学家，最后一位反过来拿叉子，就没有环 / three philosophers: the last takes the forks the other way round, and there is no cycle */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 3 };
struct shared {
    sem_t fork[N];
    int meals[N];
};

static void eat(struct shared *s, int i)
{
    int left = i, right = (i + 1) % N;
    sem_t *first = &s->fork[left < right ? left : right];
    sem_t *second = &s->fork[left < right ? right : left];

    if (sem_wait(first) == -1 || sem_wait(second) == -1)
        err(1, "sem_wait");
    s->meals[i]++;
    if (sem_post(second) == -1 || sem_post(first) == -1)
        err(1, "sem_post");
}

int main(void)
{
    int meals = 0;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        err(1, "mmap");
    for (int i = 0; i < N; i++)
        if (sem_init(&s->fork[i], 1, 1) == -1)
            err(1, "sem_init");
    for (int i = 0; i < N - 1; i++) {
        pid_t pid = fork();

        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            eat(s, i);
            _exit(0);
        }
    }
    eat(s, N - 1);
    for (int i = 0; i < N - 1; i++)
        if (wait(NULL) == -1)
            err(1, "wait");
    for (int i = 0; i < N; i++)
        meals += s->meals[i];
    return meals != N;
}
