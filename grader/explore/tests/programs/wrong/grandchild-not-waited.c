/* wrong: 只等了子进程，没有等它的子进程 / it waits for its child, but not for the child of the child — found as: race|wrong-result|misuse */
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
        pid = fork();
        if (pid == -1)
            die("fork");
        if (pid == 0)
            s->sum = 42;
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->sum != 42;
}
