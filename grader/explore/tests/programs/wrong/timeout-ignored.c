/* wrong: sem_timedwait 超时了，没有拿到锁也照样进去 / sem_timedwait runs out of time, and it enters all the same — found as: race|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
    sem_t lock, held;
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct timespec until;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->lock, 1, 1) == -1 || sem_init(&s->held, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (sem_wait(&s->lock) == -1)
            die("sem_wait");
        int seen = s->count;
        if (sem_post(&s->held) == -1)
            die("sem_post");
        if (usleep(50000) == -1)
            die("usleep");
        s->count = seen + 1;
        if (sem_post(&s->lock) == -1)
            die("sem_post");
        _exit(0);
    }
    if (sem_wait(&s->held) == -1)
        die("sem_wait");
    if (clock_gettime(CLOCK_REALTIME, &until) == -1)
        die("clock_gettime");
    sem_timedwait(&s->lock, &until);
    s->count++;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 2;
}
