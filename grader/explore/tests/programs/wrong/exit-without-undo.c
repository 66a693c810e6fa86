/* wrong: 没有 SEM_UNDO，进程拿着 System V 信号量退出，没有人放回去 / without SEM_UNDO a process ends with the System V semaphore taken, and nobody gives it back — found as: deadlock */
#include <stdio.h>
#include <stdlib.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void change(int id, short by)
{
    struct sembuf op = {.sem_num = 0, .sem_op = by, .sem_flg = 0};

    if (semop(id, &op, 1) == -1)
        die("semop");
}

int main(void)
{
    int id = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);

    if (id == -1)
        die("semget");
    if (semctl(id, 0, SETVAL, 1) == -1)
        die("semctl");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        change(id, -1);
        if (getpid() > 1)
            _exit(0); /* an early way out */
        change(id, 1);
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    change(id, -1);
    change(id, 1);
    if (semctl(id, 0, IPC_RMID) == -1)
        die("semctl");
    return 0;
}
