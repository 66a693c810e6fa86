/* hostile: 用 setsid 逃出进程组，留下一家子进程 / leaves the process group by setsid, with a family of processes — lab: sem_lock_ms — expect: all */
#include "sem_lock_ms.h"

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    if (fork() != 0)
        return;
    setsid();
    for (int i = 0; i < 3; i++)
        fork();
    for (;;)
        pause();
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
