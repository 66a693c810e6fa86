/* wrong: 出临界区时 post 了两次，信号量越来越大 / leaving posts twice, and the semaphore grows — found as: race|wrong-result */
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
static struct shared *s;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void leave(void)
{
    if (sem_post(&s->lock) == -1)
        die("sem_post");
}

static void add_one(void)
{
    if (sem_wait(&s->lock) == -1)
        die("sem_wait");
    s->count++;
    leave();
    if (sem_post(&s->lock) == -1)
        die("sem_post");
}

int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        die("mmap");
    if (sem_init(&s->lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    add_one();
    add_one();
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
