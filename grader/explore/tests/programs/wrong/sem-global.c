/* wrong: 信号量是全局变量，fork 以后每个进程各有一个 / the semaphore is a global variable: after fork each process has its own — found as: misuse|race|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t lock;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void add_one(int *count)
{
    if (sem_wait(&lock) == -1)
        die("sem_wait");
    ++*count;
    if (sem_post(&lock) == -1)
        die("sem_post");
}

int main(void)
{
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (count == MAP_FAILED)
        die("mmap");
    if (sem_init(&lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    add_one(count);
    add_one(count);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return *count != 4;
}
