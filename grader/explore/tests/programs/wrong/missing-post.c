/* wrong: 钱不够时直接返回，忘了放开锁 / when the money is not enough it returns and forgets to let go of the lock — found as: deadlock */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int balance;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static int change(struct shared *s, int amount)
{
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    if (s->balance + amount < 0)
        return -1;
    s->balance += amount;
    if (sem_post(&s->lock) == -1)
        die("sem_post");
    return 0;
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
        if (change(s, -80) == -1)
            fprintf(stderr, "not enough money yet\n");
        _exit(0);
    }
    change(s, 100);
    change(s, 5);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->balance < 0;
}
