/* wrong: 写的人加锁，读的人不加，读到改了一半的数据 / the writer locks, the reader does not and sees a half-made change — found as: race|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t lock;
    int x, y;
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
    if (sem_init(&s->lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        for (int i = 1; i <= 2; i++) {
            if (sem_wait(&s->lock) == -1)
                die("sem_wait");
            s->x = i;
            s->y = i;
            if (sem_post(&s->lock) == -1)
                die("sem_post");
        }
        _exit(0);
    }
    int x = s->x, y = s->y;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return x != y;
}
