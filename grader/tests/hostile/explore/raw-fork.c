/* hostile: 绕过 C 库 fork，孩子一直睡 / forks past the C library, and the child sleeps for ever — lab: sem_lock_ms — expect: all */
#include "sem_lock_ms.h"

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    if (fork() == 0)
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
