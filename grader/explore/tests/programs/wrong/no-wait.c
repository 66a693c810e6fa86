/* wrong: 父进程不等子进程算完就读结果 / the parent reads the result without waiting for the child — found as: race|wrong-result|misuse */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct shared {
    int sum;
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
        for (int i = 1; i <= 3; i++)
            s->sum += i;
        _exit(0);
    }
    printf("1 + 2 + 3 = %d\n", s->sum);
    return s->sum != 6;
}
