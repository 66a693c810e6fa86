/* right: waitpid 带 WNOHANG，返回 0 就让一让再问 / waitpid with WNOHANG: where it returns 0 it makes way and asks again */
#include <sched.h>
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
    pid_t ended;
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
    while ((ended = waitpid(pid, NULL, WNOHANG)) == 0)
        sched_yield();
    if (ended == -1)
        die("waitpid");
    return s->answer != 42;
}
