/* hostile: 在 /dev/shm 里建一千个文件、一棵目录树 / makes a thousand files and a tree of folders in /dev/shm — lab: sem_lock_ms — expect: all */
#include "sem_lock_ms.h"

#include <stdio.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    char name[64] = "/dev/shm/in";

    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "/dev/shm/%d", i);
        close(open(name, O_CREAT | O_RDWR, 0600));
    }
    mkdir("/dev/shm/deep", 0700);
    mkdir("/dev/shm/deep/er", 0700);
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
