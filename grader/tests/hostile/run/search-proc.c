/* hostile: 在 /proc 里找检查程序 / searches /proc for the checker — expect: all */
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

__attribute__((constructor)) static void attack(void)
{
    char path[32];

    for (int pid = 1; pid < 5000; pid++) {
        snprintf(path, sizeof path, "/proc/%d", pid);
        if (pid != getpid() && access(path, F_OK) == 0)
            breach(path);
    }
    if (access("/proc/1/cmdline", R_OK) == 0)
        breach("/proc/1/cmdline");
}
