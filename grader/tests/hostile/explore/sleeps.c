/* hostile: 睡在系统调用里 / sleeps in a system call — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
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
