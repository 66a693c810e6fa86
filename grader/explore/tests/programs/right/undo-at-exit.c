/* right: 子进程拿着锁就退出了，SEM_UNDO 替它放回去 / the child ends with the semaphore taken, and SEM_UNDO gives it back */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct sembuf take = {.sem_num = 0, .sem_op = -1, .sem_flg = SEM_UNDO};
    int id = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (id == -1 || count == MAP_FAILED)
        die("get");
    if (semctl(id, 0, SETVAL, 1) == -1)
        die("semctl");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (semop(id, &take, 1) == -1)
            die("semop");
        ++*count;
        _exit(0); /* the kernel adds 1 again */
    }
    if (semop(id, &take, 1) == -1)
        die("semop");
    ++*count;
    take.sem_op = 1;
    if (semop(id, &take, 1) == -1)
        die("semop");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (semctl(id, 0, IPC_RMID) == -1)
        die("semctl");
    return *count != 2;
}
