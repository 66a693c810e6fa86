/* hostile: 让服务进程停下来 / stops the server — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include <signal.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    kill(getppid(), SIGSTOP);
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
