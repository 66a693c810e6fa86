/* pidfd.c - a descriptor that stands for one process, for ever
 *
 * 中文：pidfd 在进程结束时可读；等走之后，信号得到 ESRCH。
 * English: a pidfd becomes readable when its process ends; after that has
 *          been waited for, a signal through it is ESRCH.
 *
 * Facts: M112.  Sources: pidfd_open(2), pidfd_send_signal(2).
 */
#include "fact.h"

#include <poll.h>
#include <sys/pidfd.h>

int main(void)
{
    int go[2];
    char c;
    siginfo_t info = {.si_pid = 0};

    if (pipe(go) == -1)
        die("pipe");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0)
        _exit(read(go[0], &c, 1) == 1 ? 7 : 1);
    int fd = pidfd_open(pid, 0);
    if (fd == -1 && errno == ENOSYS) {
        skip("M112", "no pidfd_open before Linux 5.3");
        return 0;
    }
    struct pollfd p = {.fd = fd, .events = POLLIN};
    int before = poll(&p, 1, 0);
    if (write(go[1], "", 1) != 1 || poll(&p, 1, 20000) == -1)
        die("write or poll");
    int after = p.revents & POLLIN;
    int fetched = waitid(P_PIDFD, (id_t)fd, &info, WEXITED) == 0;
    int sent = pidfd_send_signal(fd, SIGKILL, NULL, 0);
    int error = sent == -1 ? errno : 0;
    report("M112",
           before == 0 && after && fetched && info.si_status == 7 &&
               error == ESRCH,
           "readable while it runs: %d, when it has ended: %d; waitid gives "
           "status %d; a signal afterwards: %s",
           before, after != 0, info.si_status, err_name(error));
    return 0;
}
