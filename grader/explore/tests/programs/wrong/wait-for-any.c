/* wrong: 两个子进程只 wait 了一次，读的是还没算完的那一个 / with two children one wait is not enough: it reads what the other has not finished — found as: race|wrong-result|misuse */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int part[2];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0) {
            s->part[i] = 10 * (i + 1);
            _exit(0);
        }
    }
    if (wait(NULL) == -1)
        die("wait");
    return s->part[0] + s->part[1] != 30;
}
