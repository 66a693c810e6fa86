/* right: sem_timedwait 超时了就再等，拿到了才用 / where sem_timedwait runs out of time it waits again, and goes on only when it has got it */
#include <err.h>
#include <errno.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
    sem_t ready;
    int answer;
};

static void wait_for(sem_t *sem)
{
    struct timespec until;

    for (;;) {
        if (clock_gettime(CLOCK_REALTIME, &until) == -1)
            err(1, "clock_gettime");
        until.tv_sec += 1;
        if (sem_timedwait(sem, &until) == 0)
            return;
        if (errno != ETIMEDOUT && errno != EINTR)
            err(1, "sem_timedwait");
    }
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        err(1, "mmap");
    if (sem_init(&s->ready, 1, 0) == -1)
        err(1, "sem_init");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    if (pid == 0) {
        s->answer = 42;
        if (sem_post(&s->ready) == -1)
            err(1, "sem_post");
        _exit(0);
    }
    wait_for(&s->ready);
    int seen = s->answer;
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return seen != 42;
}
