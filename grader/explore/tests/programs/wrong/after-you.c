/* wrong: 两个人共用一把勺子，都太客气，看见对方饿就让，谁也没吃上 / two share one spoon and are too polite: each hands it over while the other is hungry, and nobody eats — found as: livelock */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int hungry[2], owner;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void eat(struct shared *s, int me)
{
    while (atomic_load(&s->hungry[me])) {
        if (atomic_load(&s->owner) != me)
            sched_yield();
        else if (atomic_load(&s->hungry[!me]))
            atomic_store(&s->owner, !me);
        else
            atomic_store(&s->hungry[me], 0);
    }
}

int main(void)
{
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    atomic_init(&s->hungry[0], 1);
    atomic_init(&s->hungry[1], 1);
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    eat(s, pid == 0);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return 0;
}
