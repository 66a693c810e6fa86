/* hostile: 让控制块不可写 / makes the control block read-only — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include <sys/mman.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    raw(SYS_mprotect, 0x10000000000, 4096L * 16, PROT_READ);
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
