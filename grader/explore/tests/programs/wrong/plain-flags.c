/* wrong: 两个普通 int 当“我想进”的标志，会一起进去，也会一起等 / two plain ints as "I want to enter" flags: unordered, and both can wait for each other — found as: race|livelock */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int wants[2];
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
    int me = pid == 0;
    for (int i = 0; i < 2; i++) {
        s->wants[me] = 1;
        while (s->wants[!me])
            sched_yield();
        s->count++;
        s->wants[me] = 0;
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
