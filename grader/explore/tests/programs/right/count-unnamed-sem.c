/* right: 无名信号量在共享内存里，pshared 是 1，三个进程轮流加 / an unnamed semaphore in shared memory, pshared 1, and three processes add */
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

static void add_one(struct shared *s)
{
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    s->count++;
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
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0) {
            add_one(s);
            _exit(0);
        }
    }
    add_one(s);
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            die("wait");
    if (sem_destroy(&s->lock) == -1)
        die("sem_destroy");
    return s->count != 3;
}
