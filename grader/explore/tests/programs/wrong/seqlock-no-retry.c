/* wrong: 顺序锁的读者读完不再看序号，拿到一半新一半旧 / the reader of the sequence lock does not look at the number again and gets half new, half old — found as: wrong-result */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_uint sequence;
    atomic_int x, y;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void write_both(struct shared *s, int value)
{
    atomic_fetch_add(&s->sequence, 1);
    atomic_store(&s->x, value);
    atomic_store(&s->y, value);
    atomic_fetch_add(&s->sequence, 1);
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
        write_both(s, 1);
        write_both(s, 2);
        _exit(0);
    }
    while (atomic_load(&s->sequence) % 2 == 1)
        sched_yield();
    int x = atomic_load(&s->x);
    int y = atomic_load(&s->y);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return x != y;
}
