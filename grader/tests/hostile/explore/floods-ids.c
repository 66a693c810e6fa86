/* hostile: 留下 System V 的对象 / leaves System V objects — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include <sys/ipc.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    for (int i = 0; i < 40; i++) {
        shmget(IPC_PRIVATE, 4096, 0600);
        semget(IPC_PRIVATE, 1, 0600);
        msgget(IPC_PRIVATE, 0600);
    }
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
