/* right: 子进程再 fork，各等各的孩子，结果一层一层传上来 / the child forks as well, each waits for its own child, and the result comes up level by level */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int sum;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void add(struct shared *s, int depth)
{
    if (depth == 0)
        return;
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        add(s, depth - 1);
        s->sum += depth;
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    add(s, 3);
    return s->sum != 6;
}
