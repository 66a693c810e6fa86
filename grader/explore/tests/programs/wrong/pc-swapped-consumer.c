/* wrong: 消费者先锁住 mutex 再等东西，生产者放不进来 / the consumer locks the mutex and then waits for an item, which the producer can not put — found as: deadlock */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 2, ITEMS = 3 };
struct shared {
    sem_t mutex, nempty, nstored;
    int slot[SLOTS];
};
static struct shared *s;

static void put(int i)
{
    if (sem_wait(&s->nempty) == -1 || sem_wait(&s->mutex) == -1)
        err(1, "sem_wait");
    s->slot[i % SLOTS] = i + 1;
    if (sem_post(&s->mutex) == -1 || sem_post(&s->nstored) == -1)
        err(1, "sem_post");
}

static int get(int i)
{
    if (sem_wait(&s->mutex) == -1 || sem_wait(&s->nstored) == -1)
        err(1, "sem_wait");
    int item = s->slot[i % SLOTS];
    if (sem_post(&s->mutex) == -1 || sem_post(&s->nempty) == -1)
        err(1, "sem_post");
    return item;
}

int main(void)
{
    int wrong = 0;

    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&s->mutex, 1, 1) == -1 ||
        sem_init(&s->nempty, 1, SLOTS) == -1 ||
        sem_init(&s->nstored, 1, 0) == -1)
        err(1, "sem_init");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    for (int i = 0; i < ITEMS; i++)
        if (pid == 0)
            put(i);
        else
            wrong |= get(i) != i + 1;
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return wrong;
}
