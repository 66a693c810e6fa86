/* wrong: 两个进程都 semget 再 SETVAL，后来的把正锁着的又设成 1 / both semget and SETVAL: the later one sets a semaphore that is taken to 1 again — found as: race|wrong-result */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEY 0x6c617465

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static int open_lock(void)
{
    int id = semget(KEY, 1, IPC_CREAT | 0600);

    if (id == -1)
        die("semget");
    if (semctl(id, 0, SETVAL, 1) == -1)
        die("semctl");
    return id;
}

static void change(int id, short by)
{
    struct sembuf op = {.sem_num = 0, .sem_op = by, .sem_flg = 0};

    if (semop(id, &op, 1) == -1)
        die("semop");
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
    int id = open_lock();
    change(id, -1);
    ++*count;
    change(id, 1);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (semctl(id, 0, IPC_RMID) == -1)
        die("semctl");
    return *count != 2;
}
