/* hostile: 没完没了地打印 / prints without end — lab: sem_lock_ms — expect: all */
#include "sem_lock_ms.h"

#include <stdio.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    for (int i = 0; i < 2000; i++)
        printf("%0100d\n", i);
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
