/* hostile: 改看守进程的限额，抬高自己的 / changes the limits of its keeper and raises its own — expect: all */
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

__attribute__((constructor)) static void attack(void)
{
    const struct rlimit none = {0, 0}, all = {RLIM_INFINITY, RLIM_INFINITY};
    const struct sched_param first = {.sched_priority = 1};

    if (prlimit(1, RLIMIT_NOFILE, &none, NULL) == 0 ||
        prlimit(getppid(), RLIMIT_CPU, &none, NULL) == 0)
        breach("prlimit of the keeper");
    for (int i = 0; i < RLIM_NLIMITS; i++)
        if (i != RLIMIT_LOCKS && i != RLIMIT_RSS && i != RLIMIT_DATA &&
            i != RLIMIT_RTTIME && setrlimit(i, &all) == 0)
            breach("a limit raised");
    if (setpriority(PRIO_PROCESS, 0, -5) == 0)
        breach("setpriority");
    if (sched_setscheduler(0, SCHED_FIFO, &first) == 0)
        breach("SCHED_FIFO");
}
