/* right: 排队锁：取号是原子的，叫到号才进 / a ticket lock: drawing a number is atomic, and it enters when the number is called */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_uint next, serving;
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void add_one(struct shared *s)
{
    unsigned mine =
        atomic_fetch_add_explicit(&s->next, 1, memory_order_relaxed);

    while (atomic_load_explicit(&s->serving, memory_order_acquire) != mine)
        sched_yield();
    s->count++;
    atomic_store_explicit(&s->serving, mine + 1, memory_order_release);
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0) {
            add_one(s);
            _exit(0);
        }
    }
    add_one(s);
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            die("wait");
    return s->count != 3;
}
