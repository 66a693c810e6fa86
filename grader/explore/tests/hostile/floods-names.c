/* hostile: 在 /dev/shm 里留下一千个文件 / leaves a thousand files in /dev/shm — exit: 1 — says: left behind */
#include <stdio.h>

#include "raw.h"

int main(void)
{
    char name[64];

    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "/dev/shm/%d", i);
        close(open(name, O_CREAT | O_RDWR, 0600));
    }
    mkdir("/dev/shm/deep", 0700);
    mkdir("/dev/shm/deep/er", 0700);
    return 0;
}
