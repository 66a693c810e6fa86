/* wrong: 子进程中途被 SIGKILL 打死，父进程以为它算完了 / the child dies of SIGKILL half-way, and the parent believes it has finished — found as: crash|wrong-result */
#include <signal.h>
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
        for (int i = 1; i <= 3; i++) {
            s->sum += i;
            if (i == 2)
                kill(getpid(), SIGKILL);
        }
        _exit(0);
    }
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->sum != 6;
}
