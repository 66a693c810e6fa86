/* wrong: 子进程在自己的变量上转个不停，父进程一直等它 / the child loops for ever on its own variable, and the parent waits for it — found as: stuck */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int steps;
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
    if (pid == 0) {
        volatile unsigned left = 3;

        s->steps = 3;
        do
            left -= 2;
        while (left != 0 && left % 2 == 1);
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->steps != 3;
}
