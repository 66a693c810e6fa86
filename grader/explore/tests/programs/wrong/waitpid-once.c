/* wrong: WNOHANG 只问一次，返回 0 也当作子进程已经结束 / waitpid with WNOHANG is asked once, and 0 is taken for an ended child — found as: race|wrong-result|misuse */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int answer;
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
        s->answer = 42;
        _exit(0);
    }
    if (waitpid(pid, NULL, WNOHANG) == -1)
        die("waitpid");
    return s->answer != 42;
}
