/* wrong: 信号量在 malloc 的内存里，fork 以后是两个 / the semaphore lies in memory of malloc, and is two after fork — found as: misuse|race|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct counter {
    sem_t *lock;
    int *value;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static struct counter new_counter(void)
{
    struct counter c;

    c.lock = malloc(sizeof *c.lock);
    if (c.lock == NULL)
        die("malloc");
    if (sem_init(c.lock, 1, 1) == -1)
        die("sem_init");
    c.value = mmap(NULL, sizeof *c.value, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (c.value == MAP_FAILED)
        die("mmap");
    return c;
}

int main(void)
{
    struct counter c = new_counter();
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        if (sem_wait(c.lock) == -1)
            die("sem_wait");
        ++*c.value;
        if (sem_post(c.lock) == -1)
            die("sem_post");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    free(c.lock);
    return *c.value != 4;
}
