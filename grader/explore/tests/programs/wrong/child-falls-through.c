/* wrong: 子进程没有 _exit，从函数里返回，把 main 余下的部分也做了一遍 / the child does not _exit: it returns from the function and does the rest of main as well — found as: wrong-result|misuse */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int *done, *reports;

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static atomic_int *counter(void)
{
    atomic_int *p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

/* work - two processes do one piece each. */
static void work(void)
{
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    atomic_fetch_add(done, 1);
    if (pid > 0 && waitpid(pid, NULL, 0) == -1)
        die("waitpid");
}

int main(void)
{
    done = counter();
    reports = counter();
    work();
    if (atomic_fetch_add(reports, 1) != 0) {
        fprintf(stderr, "the report is printed twice\n");
        return 1;
    }
    printf("%d pieces done\n", atomic_load(done));
    return atomic_load(done) != 2;
}
