/* wrong: 各自打开名字并立刻删掉，后来的人建出了另一个信号量 / each opens the name and removes it at once; who comes later makes another semaphore — found as: race|wrong-result */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/unlink-recreate"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (count == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    sem_t *lock = sem_open(NAME, O_CREAT, 0600, 1);
    if (lock == SEM_FAILED)
        die("sem_open");
    if (sem_unlink(NAME) == -1 && errno != ENOENT)
        die("sem_unlink");
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
