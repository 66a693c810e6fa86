/* wrong: 父进程先等子进程退出，再去读管道；管道满了，子进程写不完 / the parent waits for the child before it reads the pipe: the pipe is full and the child never finishes — found as: deadlock */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 100000 };

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    static char block[SIZE];
    int ends[2];
    ssize_t n, sum = 0;

    if (pipe(ends) == -1)
        die("pipe");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (write(ends[1], block, SIZE) != SIZE)
            die("write");
        _exit(0);
    }
    if (close(ends[1]) == -1)
        die("close");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    while ((n = read(ends[0], block, SIZE)) > 0)
        sum += n;
    return sum != SIZE;
}
