/* pidfd.c - a descriptor for a process: it can be polled, and is never reused
 *
 * 中文：一个代表进程的描述符：可以 poll，孩子走了也不会认错人。
 * English: a descriptor that stands for a process: it can be polled, and
 *          never comes to mean somebody else.
 *
 * Book: chapter 4, "modern".  Sources: pidfd_open(2), pidfd_send_signal(2),
 *       waitid(2).
 * Usage: ./pidfd
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int readable(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    int n = poll(&p, 1, 0);

    if (n == -1)
        die("poll");
    return n;
}

int main(void)
{
    int go[2];
    siginfo_t info = {.si_pid = 0};
    char c;

    if (pipe(go) == -1)
        die("pipe");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0)
        _exit(read(go[0], &c, 1) == 1 ? 7 : 1);

    // ANCHOR: pidfd
    int fd = pidfd_open(pid, 0);
    if (fd == -1)
        die("pidfd_open");
    printf("running:  readable %d\n", readable(fd));
    if (write(go[1], "", 1) != 1)
        die("write");
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, -1) == -1)
        die("poll");
    printf("ended:    readable %d\n", readable(fd));
    if (waitid(P_PIDFD, (id_t)fd, &info, WEXITED) == -1)
        die("waitid");
    printf("fetched:  exit status %d\n", info.si_status);
    if (pidfd_send_signal(fd, SIGKILL, NULL, 0) == -1)
        printf("a signal: %s\n", strerrorname_np(errno));
    // ANCHOR_END: pidfd
    return EXIT_SUCCESS;
}
