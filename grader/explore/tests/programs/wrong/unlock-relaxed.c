/* wrong: 加锁是 acquire，放锁却是 relaxed / the lock is taken with acquire, but released with relaxed — found as: race */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int free;
    int money[2];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void move(struct shared *s, int amount)
{
    int one = 1;

    while (!atomic_compare_exchange_weak_explicit(
        &s->free, &one, 0, memory_order_acquire, memory_order_relaxed)) {
        one = 1;
        sched_yield();
    }
    s->money[0] -= amount;
    s->money[1] += amount;
    atomic_store_explicit(&s->free, 1, memory_order_relaxed);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    atomic_init(&s->free, 1);
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    move(s, 10);
    move(s, 20);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->money[0] != -60 || s->money[1] != 60;
}
