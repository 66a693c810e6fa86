/* wrong: System V 信号量没有初始化，新建的是 0，谁也拿不到 / the System V semaphore is never set: a new one is 0, and nobody gets it — found as: deadlock */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void change(int id, short by)
{
    struct sembuf op = {.sem_num = 0, .sem_op = by, .sem_flg = SEM_UNDO};

    if (semop(id, &op, 1) == -1)
        die("semop");
}

int main(void)
{
    int id = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);

    if (id == -1)
        die("semget");
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    change(id, -1);
    s->count++;
    change(id, 1);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (semctl(id, 0, IPC_RMID) == -1)
        die("semctl");
    return s->count != 2;
}
