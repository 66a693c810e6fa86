/* right: 两个进程各自用 O_CREAT 打开同一个名字，都用完了才删 / both open the same name with O_CREAT, and it is removed when both are done */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/open-by-both"

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
    for (int i = 0; i < 2; i++) {
        if (sem_wait(lock) == -1)
            die("sem_wait");
        *count += 1;
        if (sem_post(lock) == -1)
            die("sem_post");
    }
    if (sem_close(lock) == -1)
        die("sem_close");
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (sem_unlink(NAME) == -1)
        die("sem_unlink");
    return *count != 4;
}
