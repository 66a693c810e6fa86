/* wrong: 两个进程打开的是两个名字，锁住的是两把锁 / the two processes open two different names and lock two different locks — found as: race|wrong-result */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const names[2] = {"/two-names.lock", "/two-names-lock"};

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
    const char *name = names[pid == 0];
    sem_t *lock = sem_open(name, O_CREAT, 0600, 1);
    if (lock == SEM_FAILED)
        die("sem_open");
    if (sem_unlink(name) == -1)
        die("sem_unlink");
    for (int i = 0; i < 2; i++) {
        if (sem_wait(lock) == -1)
            die("sem_wait");
        ++*count;
        if (sem_post(lock) == -1)
            die("sem_post");
    }
    if (sem_close(lock) == -1)
        die("sem_close");
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return *count != 4;
}
