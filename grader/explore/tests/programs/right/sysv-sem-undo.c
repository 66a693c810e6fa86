/* right: System V 信号量初值 1，加减都带 SEM_UNDO，数据在 System V 段里 / a System V semaphore of value 1, both ways with SEM_UNDO; the data is in a System V segment */
#include <stdio.h>
#include <stdlib.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

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
    int sem = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    int shm = shmget(IPC_PRIVATE, sizeof(int), IPC_CREAT | 0600);

    if (sem == -1 || shm == -1)
        die("get");
    int *count = shmat(shm, NULL, 0);
    if (count == (void *)-1)
        die("shmat");
    if (shmctl(shm, IPC_RMID, NULL) == -1)
        die("shmctl");
    if (semctl(sem, 0, SETVAL, 1) == -1)
        die("semctl");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        change(sem, -1);
        ++*count;
        change(sem, 1);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (semctl(sem, 0, IPC_RMID) == -1)
        die("semctl");
    return *count != 4;
}
