/* right: 有名信号量当锁，名字在 fork 之前打开、打开就删掉 / a named semaphore as the lock, opened and unlinked before fork */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/count-named-sem"

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
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
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
    if (sem_close(lock) == -1)
        die("sem_close");
    return *count != 4;
}
