/* wrong: 父进程先 shmdt 再 IPC_RMID，子进程可能还没有 shmat / the parent detaches and removes the segment when the child may not have attached it yet — found as: wrong-result */
#include <stdio.h>
#include <stdlib.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int id = shmget(IPC_PRIVATE, sizeof(int), IPC_CREAT | 0600), status;

    if (id == -1)
        die("shmget");
    int *p = shmat(id, NULL, 0);
    if (p == (void *)-1)
        die("shmat");
    *p = 42;
    if (shmdt(p) == -1)
        die("shmdt");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        p = shmat(id, NULL, 0);
        _exit(p == (void *)-1 || *p != 42);
    }
    if (shmctl(id, IPC_RMID, NULL) == -1)
        die("shmctl");
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    return status != 0;
}
