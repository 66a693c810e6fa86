/* hostile: 向所有进程发各种信号 / sends signals to every process there is — expect: all */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

__attribute__((constructor)) static void attack(void)
{
    static const int signals[] = {SIGSTOP, SIGTERM, SIGINT, SIGHUP, SIGKILL};

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        kill(getppid(), signals[i]);
        kill(1, signals[i]);
        kill(-1, signals[i]);
    }
    for (pid_t pid = 2; pid < 5000; pid++)
        if (pid != getpid() && kill(pid, SIGKILL) == 0)
            breach("killed another process");
}
