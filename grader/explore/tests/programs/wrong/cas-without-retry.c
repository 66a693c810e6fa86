/* wrong: 比较并交换失败了也不重来，这一次加一就没有了 / a compare-and-exchange that fails is not tried again, and that increment is gone — found as: wrong-result */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void add_one(atomic_int *count)
{
    int seen = atomic_load(count);

    atomic_compare_exchange_strong(count, &seen, seen + 1);
}

int main(void)
{
    atomic_int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (count == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    add_one(count);
    add_one(count);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return atomic_load(count) != 4;
}
