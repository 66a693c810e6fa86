/* hostile: 向看守进程排队十万个实时信号 / queues a hundred thousand real-time signals on its keeper — expect: all */
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
    int queued = 0;

    while (queued < 100000 && sigqueue(getppid(), 40, none) == 0)
        queued++;
    if (queued > 1024)
        breach("no limit on queued signals");
}
