/* wrong: 锁是共享的，计数器却在 MAP_PRIVATE 的映射里 / the lock is shared, but the counter lies in a MAP_PRIVATE mapping — found as: wrong-result|misuse */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/map-private-counter"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    sem_t *lock = sem_open(NAME, O_CREAT | O_EXCL, 0600, 1);

    if (lock == SEM_FAILED)
        die("sem_open");
    if (sem_unlink(NAME) == -1)
        die("sem_unlink");
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (count == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        if (sem_wait(lock) == -1)
            die("sem_wait");
        ++*count;
        if (sem_post(lock) == -1)
            die("sem_post");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return *count != 4;
}
