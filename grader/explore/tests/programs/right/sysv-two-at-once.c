/* right: 一次 semop 同时拿两把锁，要么都拿到，要么都不拿 / one semop takes both locks at once: both or none */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int money[2];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct sembuf take[2] = {{0, -1, SEM_UNDO}, {1, -1, SEM_UNDO}};
    struct sembuf give[2] = {{1, 1, SEM_UNDO}, {0, 1, SEM_UNDO}};
    int id = semget(IPC_PRIVATE, 2, IPC_CREAT | 0600);

    if (id == -1)
        die("semget");
    if (semctl(id, 0, SETVAL, 1) == -1 || semctl(id, 1, SETVAL, 1) == -1)
        die("semctl");
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    int from = pid == 0;
    for (int i = 0; i < 2; i++) {
        if (semop(id, take, 2) == -1)
            die("semop");
        s->money[from] -= 5;
        s->money[!from] += 5;
        if (semop(id, give, 2) == -1)
            die("semop");
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (semctl(id, 0, IPC_RMID) == -1)
        die("semctl");
    return s->money[0] != 0 || s->money[1] != 0;
}
