/* wrong: 循环里的子进程没有退出，自己又去 fork，多出了一个进程 / the child in the loop does not leave and forks as well: there is one process too many — found as: wrong-result|misuse */
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

int main(void)
{
    atomic_int *workers = mmap(NULL, sizeof *workers, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (workers == MAP_FAILED)
        die("mmap");
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();

        if (pid == -1)
            die("fork");
        if (pid == 0)
            atomic_fetch_add(workers, 1);
    }
    while (wait(NULL) != -1)
        continue;
    return atomic_load(workers) != 2;
}
