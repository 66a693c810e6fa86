/* wrong: 拿着锁又调用了会拿同一把锁的函数 / holding the lock, it calls a function that takes the same lock — found as: deadlock */
#include <err.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int in, out;
};

static int stored(struct shared *s)
{
    if (sem_wait(&s->lock) == -1)
        err(1, "sem_wait");
    int n = s->in - s->out;
    if (sem_post(&s->lock) == -1)
        err(1, "sem_post");
    return n;
}

static void take(struct shared *s)
{
    if (sem_wait(&s->lock) == -1)
        err(1, "sem_wait");
    if (stored(s) > 0)
        s->out++;
    if (sem_post(&s->lock) == -1)
        err(1, "sem_post");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&s->lock, 1, 1) == -1)
        err(1, "sem_init");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    if (pid == 0) {
        take(s);
        _exit(0);
    }
    if (sem_wait(&s->lock) == -1)
        err(1, "sem_wait");
    s->in++;
    if (sem_post(&s->lock) == -1)
        err(1, "sem_post");
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return s->out > s->in;
}
