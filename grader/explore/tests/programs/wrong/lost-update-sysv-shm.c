/* wrong: System V 共享内存里的计数器没有锁 / the counter in System V shared memory has no lock — found as: race|wrong-result */
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

static void add(int *count, int times)
{
    while (times-- > 0)
        ++*count;
}

int main(void)
{
    int id = shmget(IPC_PRIVATE, sizeof(int), IPC_CREAT | 0600);

    if (id == -1)
        die("shmget");
    int *count = shmat(id, NULL, 0);
    if (count == (void *)-1)
        die("shmat");
    if (shmctl(id, IPC_RMID, NULL) == -1)
        die("shmctl");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    add(count, 2);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return *count != 4;
}
