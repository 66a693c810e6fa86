/* wrong: 先读后写的自旋锁，每一步都是原子的，合起来不是 / a spin lock that loads and then stores: each step is atomic, both together are not — found as: race|wrong-result */
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
    while (atomic_load(lock) != 0)
        sched_yield();
    atomic_store(lock, 1);
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
        atomic_store(&s->taken, 0);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
