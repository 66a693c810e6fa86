/* wrong: sem_op 是 0，意思是等它变成 0，不是减一 / sem_op is 0: that waits for zero and takes nothing — found as: race|wrong-result */
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

int main(void)
{
    struct sembuf take = {.sem_num = 0, .sem_op = 0, .sem_flg = 0};
    int id = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);

    if (id == -1)
        die("semget");
    if (semctl(id, 0, SETVAL, 0) == -1)
        die("semctl");
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        if (semop(id, &take, 1) == -1)
            die("semop");
        s->count++;
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (semctl(id, 0, IPC_RMID) == -1)
        die("semctl");
    return s->count != 4;
}
