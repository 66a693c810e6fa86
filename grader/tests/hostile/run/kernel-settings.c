/* hostile: 改内核设置 / changes settings of the kernel — expect: all */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

static const char *const settings[] = {"/proc/sys/kernel/shmmax",
                                       "/proc/sys/kernel/shmall",
                                       "/proc/sys/kernel/sem",
                                       "/proc/sys/kernel/msgmnb",
                                       "/proc/sys/fs/mqueue/queues_max",
                                       "/proc/sys/net/unix/max_dgram_qlen",
                                       "/proc/sys/kernel/hostname",
                                       "/proc/sys/vm/overcommit_memory",
                                       "/proc/sysrq-trigger",
                                       "/proc/self/uid_map",
                                       NULL};

__attribute__((constructor)) static void attack(void)
{
    for (int i = 0; settings[i]; i++) {
        int fd = open(settings[i], O_WRONLY);

        if (fd != -1 && write(fd, "1", 1) == 1)
            breach(settings[i]);
        close(fd);
    }
}
