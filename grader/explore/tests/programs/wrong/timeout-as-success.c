/* wrong: 只等一秒，超时也当作拿到了通知 / it waits a second at most, and takes the end of that second for the news — found as: race|wrong-result */
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
    sem_t done;
    int answer;
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
    if (sem_init(&s->done, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        s->answer = 42;
        if (sem_post(&s->done) == -1)
            die("sem_post");
        _exit(0);
    }
    if (clock_gettime(CLOCK_REALTIME, &until) == -1)
        die("clock_gettime");
    until.tv_sec += 1;
    if (sem_timedwait(&s->done, &until) == -1 && errno != ETIMEDOUT)
        die("sem_timedwait");
    int seen = s->answer;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return seen != 42;
}
