/* wrong: 用 sem_getvalue 看锁空不空，看完别人已经拿走了 / sem_getvalue says the lock is free, and by then the other has taken it — found as: race|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t busy;
    int count;
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
    if (sem_init(&s->busy, 1, 0) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0, value; i < 2; i++) {
        do
            if (sem_getvalue(&s->busy, &value) == -1)
                die("sem_getvalue");
        while (value != 0);
        if (sem_post(&s->busy) == -1)
            die("sem_post");
        s->count++;
        if (sem_wait(&s->busy) == -1)
            die("sem_wait");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
