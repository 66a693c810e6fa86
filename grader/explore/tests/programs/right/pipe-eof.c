/* right: 各关各不用的那一端，读到文件尾就是写完了 / each closes the end it does not use, and end-of-file means that all is written */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    int squares[3];
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int ends[2], n, sum = 0;
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    if (pipe(ends) == -1)
        die("pipe");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (close(ends[0]) == -1)
            die("close");
        for (n = 0; n < 3; n++)
            s->squares[n] = n * n;
        if (write(ends[1], &n, sizeof n) != sizeof n)
            die("write");
        _exit(0); /* closes the other end */
    }
    if (close(ends[1]) == -1)
        die("close");
    while (read(ends[0], &n, sizeof n) == sizeof n)
        continue;
    for (int i = 0; i < n; i++)
        sum += s->squares[i];
    if (close(ends[0]) == -1)
        die("close");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return sum != 5;
}
