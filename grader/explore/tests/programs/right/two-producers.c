/* right: 两个生产者一个消费者，写下标由 mutex 保护 / two producers and one consumer, the index is protected by the mutex */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2 };
struct shared {
    sem_t mutex, nstored;
    int in, slot[SLOTS];
};
static struct shared *s;

static void put(int item)
{
    if (sem_wait(&s->mutex) == -1)
        err(1, "sem_wait");
    s->slot[s->in++] = item;
    if (sem_post(&s->mutex) == -1 || sem_post(&s->nstored) == -1)
        err(1, "sem_post");
}

int main(void)
{
    int sum = 0;

    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&s->mutex, 1, 1) == -1 || sem_init(&s->nstored, 1, 0) == -1)
        err(1, "sem_init");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            err(1, "fork");
        if (pid == 0) {
            put(i + 1);
            _exit(0);
        }
    }
    for (int i = 0; i < 2; i++) {
        if (sem_wait(&s->nstored) == -1 || sem_wait(&s->mutex) == -1)
            err(1, "sem_wait");
        sum += s->slot[i];
        if (sem_post(&s->mutex) == -1)
            err(1, "sem_post");
    }
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            err(1, "wait");
    return sum != 3;
}
