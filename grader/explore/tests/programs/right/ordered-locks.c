/* right: 两把锁总是按同一个次序拿，转账的方向随意 / two locks are always taken in the same order, whichever way the money goes */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct account {
    sem_t lock;
    int balance;
};
struct shared {
    struct account accounts[2];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void move(struct shared *s, int from, int to, int amount)
{
    int first = from < to ? from : to, second = from + to - first;

    if (sem_wait(&s->accounts[first].lock) == -1 ||
        sem_wait(&s->accounts[second].lock) == -1)
        die("sem_wait");
    s->accounts[from].balance -= amount;
    s->accounts[to].balance += amount;
    if (sem_post(&s->accounts[second].lock) == -1 ||
        sem_post(&s->accounts[first].lock) == -1)
        die("sem_post");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->accounts[0].lock, 1, 1) == -1 ||
        sem_init(&s->accounts[1].lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        move(s, 1, 0, 5);
        _exit(0);
    }
    move(s, 0, 1, 7);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->accounts[0].balance != -2 || s->accounts[1].balance != 2;
}
