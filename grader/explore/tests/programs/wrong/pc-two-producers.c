/* wrong: 两个生产者共用一个写下标，没有锁 / two producers share one index for writing and have no lock — found as: race|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t nstored;
    int in, slot[2];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void put(struct shared *s, int item)
{
    s->slot[s->in] = item;
    s->in++;
    if (sem_post(&s->nstored) == -1)
        die("sem_post");
}

int main(void)
{
    int sum = 0;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->nstored, 1, 0) == -1)
        die("sem_init");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0) {
            put(s, i + 1);
            _exit(0);
        }
    }
    for (int i = 0; i < 2; i++) {
        if (sem_wait(&s->nstored) == -1)
            die("sem_wait");
        sum += s->slot[i];
    }
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            die("wait");
    return sum != 3;
}
