/* wrong: 父进程没有关掉自己的写端，永远等不到文件尾 / the parent keeps its own write end open and waits for end-of-file for ever — found as: deadlock */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    int ends[2], sum = 0, n;

    if (pipe(ends) == -1)
        die("pipe");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        for (n = 1; n <= 2; n++)
            if (write(ends[1], &n, sizeof n) != sizeof n)
                die("write");
        _exit(0);
    }
    while (read(ends[0], &n, sizeof n) == sizeof n)
        sum += n;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return sum != 3;
}
