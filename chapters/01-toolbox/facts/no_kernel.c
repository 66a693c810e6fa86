/* no_kernel.c - shared memory works without the kernel, and so without notice
 *
 * 中文：写入不用系统调用；正因为如此，也没有人来通知你。
 * English: a store needs no system call; for the same reason nobody tells
 *          the other side about it.
 *
 * Facts: C002b, C181.  Sources: mmap(2), poll(2), seccomp(2).
 */
#include "fact.h"

#include <linux/seccomp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

int main(void)
{
    int status, ends[2];
    char *mail = mmap(NULL, 64, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (mail == MAP_FAILED || pipe(ends) == -1)
        die("mmap or pipe");
    struct pollfd empty = {.fd = ends[0], .events = POLLIN};
    int unread = mail[0]; /* nobody has written anything */
    report("C181", unread == 0 && poll(&empty, 1, 50) == 0,
           "shared memory read %d at once; an empty pipe was not readable "
           "for 50 ms",
           unread);

    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == -1)
            _exit(9);
        strcpy(mail, "no system call");
        syscall(SYS_exit, 7);
    }
    if (waitpid(pid, &status, 0) == -1)
        die("waitpid");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 9)
        skip("C002b", "no seccomp strict mode here");
    else
        report("C002b",
               WIFEXITED(status) && strcmp(mail, "no system call") == 0,
               "a child in seccomp strict mode delivered \"%s\"", mail);
    return 0;
}
