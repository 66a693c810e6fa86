/* wrong: 一个先锁 A 再锁 B，另一个反过来 / one locks A and then B, the other the other way round — found as: deadlock|lock-order */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t a, b;
    int money[2];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void move(struct shared *s, sem_t *first, sem_t *second, int amount)
{
    if (sem_wait(first) == -1 || sem_wait(second) == -1)
        die("sem_wait");
    s->money[0] -= amount;
    s->money[1] += amount;
    if (sem_post(second) == -1 || sem_post(first) == -1)
        die("sem_post");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->a, 1, 1) == -1 || sem_init(&s->b, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        move(s, &s->b, &s->a, -5);
        _exit(0);
    }
    move(s, &s->a, &s->b, 7);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->money[0] != -2 || s->money[1] != 2;
}
