/* hostile: 在私有数据上死循环 / loops for ever on private data — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    for (volatile int again = 1; again;)
        ;
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
