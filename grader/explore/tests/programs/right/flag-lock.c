/* right: atomic_flag 当锁，自旋时不让出 CPU / atomic_flag as the lock, spinning without a yield */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    atomic_flag busy;
    long low, high;
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
    atomic_flag_clear(&s->busy);
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    for (int i = 0; i < 2; i++) {
        while (atomic_flag_test_and_set(&s->busy))
            continue;
        s->low--;
        s->high++;
        atomic_flag_clear(&s->busy);
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return s->low != -4 || s->high != 4;
}
