/* hostile: 跳到不存在的地方 / jumps to a place that there never was — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include <setjmp.h>

#include "raw.h"

#include "in_explorer.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    static jmp_buf nowhere;

    longjmp(nowhere, 1);
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
