/* wrong: 标志是原子的，可是两个都举了手，就都等对方放下 / the flags are atomic, but when both are up each waits for the other to lower it — found as: livelock */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int wants[2];
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void enter(struct shared *s, int me)
{
    atomic_store(&s->wants[me], 1);
    while (atomic_load(&s->wants[!me]))
        sched_yield();
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
    enter(s, me);
    s->count++;
    atomic_store(&s->wants[me], 0);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 2;
}
