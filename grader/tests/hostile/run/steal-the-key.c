/* hostile: 趁看守进程还没关好门，读它的内存、抢它的记录管道 / reads the memory of its keeper and takes its pipe of records while the keeper is still busy — expect: all */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

__attribute__((constructor)) static void attack(void)
{
    for (int i = 0; i < 2000; i++) {
        int memory = open("/proc/1/mem", O_RDWR);
        int records = open("/proc/1/fd/10", O_WRONLY);

        if (memory != -1)
            breach("memory of the keeper");
        if (records != -1)
            breach("pipe of the records");
        if (memory != -1 || records != -1)
            return;
    }
}
