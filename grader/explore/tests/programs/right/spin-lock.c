/* right: 自旋锁：acquire 的 exchange 拿，release 的 store 放，等的时候让出 CPU / a spin lock: exchange with acquire, store with release, yielding while it waits */
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

static void acquire(atomic_int *lock)
{
    while (atomic_exchange_explicit(lock, 1, memory_order_acquire))
        sched_yield();
}

static void release(atomic_int *lock)
{
    atomic_store_explicit(lock, 0, memory_order_release);
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
        acquire(&s->taken);
        s->count++;
        release(&s->taken);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
