/* wrong: 自旋锁的两头都是 relaxed，锁不住它保护的数据 / both ends of the spin lock are relaxed: it orders nothing of what it protects — found as: race */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int taken;
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
    for (int i = 0; i < 2; i++) {
        while (atomic_exchange_explicit(&s->taken, 1, memory_order_relaxed))
            sched_yield();
        s->count++;
        atomic_store_explicit(&s->taken, 0, memory_order_relaxed);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
