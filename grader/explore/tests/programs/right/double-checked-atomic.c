/* right: 双重检查的标志用 acquire 和 release / the flag of the double check is read with acquire and set with release */
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    atomic_int initialised;
    int table[2], times;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void initialise_once(struct shared *s)
{
    if (atomic_load_explicit(&s->initialised, memory_order_acquire))
        return;
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    if (!atomic_load_explicit(&s->initialised, memory_order_relaxed)) {
        s->table[0] = 3;
        s->table[1] = 4;
        s->times++;
        atomic_store_explicit(&s->initialised, 1, memory_order_release);
    }
    if (sem_post(&s->lock) == -1)
        die("sem_post");
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
    initialise_once(s);
    int wrong = s->table[0] != 3 || s->table[1] != 4 || s->times != 1;
    if (pid == 0)
        _exit(wrong);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return wrong;
}
