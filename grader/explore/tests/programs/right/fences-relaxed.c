/* right: 标志是 relaxed 的，次序由两道栅栏给出 / the flag is relaxed, and two fences give the order */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int ready;
    int x, y;
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
        s->x = 1;
        s->y = 2;
        atomic_thread_fence(memory_order_release);
        atomic_store_explicit(&s->ready, 1, memory_order_relaxed);
        _exit(0);
    }
    while (!atomic_load_explicit(&s->ready, memory_order_relaxed))
        sched_yield();
    atomic_thread_fence(memory_order_acquire);
    int sum = s->x + s->y;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return sum != 3;
}
