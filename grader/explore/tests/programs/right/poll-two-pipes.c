/* right: poll 等两根管道，哪根有数据就读哪根，读到两个文件尾为止 / poll waits for two pipes and reads from the one that has data, until both are at their end */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static int child(int value)
{
    int ends[2];

    if (pipe(ends) == -1)
        die("pipe");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (write(ends[1], &value, sizeof value) != sizeof value)
            die("write");
        _exit(0);
    }
    if (close(ends[1]) == -1)
        die("close");
    return ends[0];
}

int main(void)
{
    struct pollfd ends[2] = {{child(20), POLLIN, 0}, {child(22), POLLIN, 0}};
    int open = 2, sum = 0, value;

    while (open > 0) {
        if (poll(ends, 2, -1) == -1)
            die("poll");
        for (int i = 0; i < 2; i++) {
            if (ends[i].revents == 0)
                continue;
            if (read(ends[i].fd, &value, sizeof value) == sizeof value) {
                sum += value;
            } else {
                ends[i].fd = -1;
                open--;
            }
        }
    }
    for (int i = 0; i < 2; i++)
        if (wait(NULL) == -1)
            die("wait");
    return sum != 42;
}
