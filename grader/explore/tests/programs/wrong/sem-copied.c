/* wrong: sem_t 被赋值复制，复制品是另一把锁 / the sem_t is copied by assignment, and the copy is another lock — found as: race|wrong-result|misuse */
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
    struct account first;
    sem_t copy;
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
    if (sem_init(&s->first.lock, 1, 1) == -1)
        die("sem_init");
    s->copy = s->first.lock;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    sem_t *lock = pid == 0 ? &s->copy : &s->first.lock;
    for (int i = 0; i < 2; i++) {
        if (sem_wait(lock) == -1)
            die("sem_wait");
        s->first.balance += 10;
        if (sem_post(lock) == -1)
            die("sem_post");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->first.balance != 40;
}
