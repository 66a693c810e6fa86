/* right: 每个进程只写自己的格子，都结束了再加起来 / each process writes its own slot only, and the sum is made when all have ended */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 2 };
struct shared {
    char done[N + 1]; /* neighbours, yet different objects */
    int part[N + 1];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void work(struct shared *s, int me)
{
    for (int i = 1; i <= 2; i++)
        s->part[me] += i * (me + 1);
    s->done[me] = 1;
}

int main(void)
{
    int sum = 0, done = 0;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    for (int i = 0; i < N; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0) {
            work(s, i);
            _exit(0);
        }
    }
    work(s, N);
    for (int i = 0; i < N; i++)
        if (wait(NULL) == -1)
            die("wait");
    for (int i = 0; i <= N; i++) {
        sum += s->part[i];
        done += s->done[i];
    }
    return sum != 18 || done != N + 1;
}
