/* wrong: 读出来、放开锁，然后才写回去 / it reads, lets go of the lock, and only then writes back — found as: race|wrong-result */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/post-before-write"

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int *total = mmap(NULL, sizeof *total, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (total == MAP_FAILED)
        die("mmap");
    sem_t *lock = sem_open(NAME, O_CREAT, 0600, 1);
    if (lock == SEM_FAILED)
        die("sem_open");
    if (sem_unlink(NAME) == -1)
        die("sem_unlink");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 1; i <= 2; i++) {
        if (sem_wait(lock) == -1)
            die("sem_wait");
        int seen = *total;
        if (sem_post(lock) == -1)
            die("sem_post");
        *total = seen + i;
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (sem_close(lock) == -1)
        die("sem_close");
    return *total != 6;
}
