/* wrong: System V 段没有 IPC_RMID，进程都退出了它还在 / the System V segment is never removed and stays when all processes are gone — found as: misuse */
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
    int id = shmget(IPC_PRIVATE, sizeof(int), IPC_CREAT | 0600);

    if (id == -1)
        die("shmget");
    int *p = shmat(id, NULL, 0);
    if (p == (void *)-1)
        die("shmat");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        *p = 42;
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    int seen = *p;
    if (shmdt(p) == -1)
        die("shmdt");
    return seen != 42;
}
