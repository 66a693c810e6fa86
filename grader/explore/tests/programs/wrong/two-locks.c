/* wrong: 存钱用一把锁，取钱用另一把 / deposits use one lock and withdrawals another — found as: race|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t deposit_lock, withdraw_lock;
    int balance;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void change(sem_t *lock, int *balance, int amount)
{
    if (sem_wait(lock) == -1)
        die("sem_wait");
    *balance += amount;
    if (sem_post(lock) == -1)
        die("sem_post");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    s->balance = 100;
    if (sem_init(&s->deposit_lock, 1, 1) == -1 ||
        sem_init(&s->withdraw_lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        change(&s->withdraw_lock, &s->balance, -30);
        _exit(0);
    }
    change(&s->deposit_lock, &s->balance, 50);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->balance != 120;
}
