/* right: 顺序锁：序号是奇数或者变过就重读；数据也是原子的 / a sequence lock: read again when the number is odd or has changed; the data is atomic too */
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
    unsigned before;
    int x, y;
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
    do {
        before = atomic_load(&s->sequence);
        x = atomic_load(&s->x);
        y = atomic_load(&s->y);
    } while (before % 2 == 1 || before != atomic_load(&s->sequence));
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return x != y;
}
