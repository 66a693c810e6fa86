/* wrong: Peterson 算法写对了，变量却只是 volatile / Peterson's algorithm is right, but its variables are only volatile — found as: race */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    volatile int interested[2], turn;
    int count;
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
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    int me = pid == 0, other = pid != 0;
    for (int i = 0; i < 2; i++) {
        s->interested[me] = 1;
        s->turn = other;
        while (s->interested[other] && s->turn == other)
            continue;
        s->count++;
        s->interested[me] = 0;
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
