/* right: Peterson 算法：先举手，再让，最后等；全部顺序一致 / Peterson's algorithm: show interest, give way, wait; all sequentially consistent */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int interested[2], turn;
    int count;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void enter(struct shared *s, int me)
{
    atomic_store(&s->interested[me], 1);
    atomic_store(&s->turn, !me);
    while (atomic_load(&s->interested[!me]) && atomic_load(&s->turn) == !me)
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
    for (int i = 0; i < 2; i++) {
        enter(s, me);
        s->count++;
        atomic_store(&s->interested[me], 0);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->count != 4;
}
