/* hostile: 用 setuid 和 su 变成 root / becomes root by setuid calls and su — expect: all */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

__attribute__((constructor)) static void attack(void)
{
    pid_t pid;

    if (setuid(0) == 0 || setresuid(0, 0, 0) == 0 || setgid(0) == 0)
        breach("setuid");
    pid = fork();
    if (pid == 0) {
        execl("/usr/bin/su", "su", "-c", "echo BREACH su", (char *)NULL);
        _exit(1);
    }
    waitpid(pid, NULL, 0);
    if (geteuid() == 0)
        breach("uid 0");
}
