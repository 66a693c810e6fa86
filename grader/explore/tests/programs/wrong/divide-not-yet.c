/* wrong: 拿子进程还没写的数做除数 / it divides by a number that the child has not written yet — found as: crash */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_int people, money;
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
    if (pid == 0) {
        atomic_store(&s->people, 4);
        _exit(0);
    }
    atomic_store(&s->money, 100);
    int each = atomic_load(&s->money) / atomic_load(&s->people);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return each != 25;
}
