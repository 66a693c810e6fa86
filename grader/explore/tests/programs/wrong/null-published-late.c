/* wrong: 先说准备好了，后放指针：正好在中间看的人拿到 NULL / ready is said first and the pointer stored after: who looks in between gets NULL — found as: crash */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int ready;
    int *_Atomic item;
    int value;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int seen = 42;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        s->value = 42;
        atomic_store(&s->ready, 1);
        atomic_store(&s->item, &s->value);
        _exit(0);
    }
    if (atomic_load(&s->ready))
        seen = *atomic_load(&s->item);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return seen != 42;
}
