/* wrong: 等一个标志，可是没有人会去设它 / it waits for a flag that nobody ever sets — found as: livelock|stuck */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int started, ready;
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
        s->started = 1;
        _exit(0);
    }
    while (!s->ready)
        sched_yield();
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return !s->started;
}
