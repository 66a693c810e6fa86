/* right: 比较并交换，失败就拿新值再来 / compare-and-exchange, again with the new value when it fails */
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

static void add(atomic_int *count, int by)
{
    int seen = atomic_load(count);

    while (!atomic_compare_exchange_weak(count, &seen, seen + by))
        continue;
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
    add(count, 2);
    add(count, 3);
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return atomic_load(count) != 10;
}
