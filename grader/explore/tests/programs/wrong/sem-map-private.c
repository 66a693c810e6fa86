/* wrong: 放信号量的那一页是 MAP_PRIVATE / the page with the semaphore is MAP_PRIVATE — found as: misuse|race|wrong-result */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void *pages(int flags)
{
    void *p =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

int main(void)
{
    sem_t *lock = pages(MAP_PRIVATE);
    int *count = pages(MAP_SHARED);

    if (sem_init(lock, 1, 1) == -1)
        die("sem_init");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        if (sem_wait(lock) == -1)
            die("sem_wait");
        *count += 1;
        if (sem_post(lock) == -1)
            die("sem_post");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return *count != 4;
}
