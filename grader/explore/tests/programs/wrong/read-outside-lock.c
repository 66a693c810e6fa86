/* wrong: 在锁外面看余额够不够，进了锁就扣，两个人都扣成了 / whether the money is enough is looked at outside the lock, and both take it — found as: race|wrong-result */
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

static void withdraw(struct shared *s, int amount)
{
    if (s->balance < amount)
        return;
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    s->balance -= amount;
    if (sem_post(&s->lock) == -1)
        die("sem_post");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    s->balance = 100;
    if (sem_init(&s->lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    withdraw(s, 80);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->balance < 0;
}
