/* right: System V 段：子进程自己 shmat，写完退出，父进程等它再读 / a System V segment: the child attaches it, writes and ends, the parent waits and reads */
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
    int id = shmget(IPC_PRIVATE, 3 * sizeof(int), IPC_CREAT | 0600), status;

    if (id == -1)
        die("shmget");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    int *p = shmat(id, NULL, pid == 0 ? 0 : SHM_RDONLY);
    if (p == (void *)-1)
        die("shmat");
    if (pid == 0) {
        for (int i = 0; i < 3; i++)
            p[i] = i + 1;
        if (shmdt(p) == -1)
            die("shmdt");
        _exit(0);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (shmctl(id, IPC_RMID, NULL) == -1)
        die("shmctl");
    return status != 0 || p[0] + p[1] + p[2] != 6;
}
