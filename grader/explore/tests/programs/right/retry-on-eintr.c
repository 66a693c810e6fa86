/* right: 被信号打断（EINTR）就重来，不当作拿到了 / interrupted by a signal (EINTR) it starts again and does not take that for success */
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void enter(sem_t *lock)
{
    while (sem_wait(lock) == -1)
        if (errno != EINTR)
            die("sem_wait");
}

int main(void)
{
    int status;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        enter(&s->lock);
        s->count++;
        if (sem_post(&s->lock) == -1)
            die("sem_post");
    }
    if (pid == 0)
        _exit(0);
    while (waitpid(pid, &status, 0) == -1)
        if (errno != EINTR)
            die("waitpid");
    return status != 0 || s->count != 4;
}
