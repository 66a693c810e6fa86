/* hostile: 让关钩子的属性又能用 / makes the attribute that switches hooks off usable again — lab: sem_lock_ms — expect: all but one_of_several — says: sem_lock_ms.c:5: no_sanitize */
#include "sem_lock_ms.h"

#undef no_sanitize
#define without_hooks __attribute__((no_sanitize("thread")))

int answer(sem_t *s, int ms);

without_hooks int sem_lock_ms(sem_t *s, int ms)
{
    return answer(s, ms);
}

#define sem_lock_ms answer
