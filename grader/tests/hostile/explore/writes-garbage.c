/* hostile: 用汇编在控制块里写满大数 / fills the control block with huge numbers, in assembler — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include "raw.h"

#include "in_explorer.h"

#include "control.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    struct control *c = CONTROL_ADDRESS;

    for (char *at = (char *)&c->outcome; at < (char *)(c + 1) - 4; at += 4)
        poke(at, 0x7fffff7f);
    poke(&c->done, 1);
}

int sem_lock_ms(sem_t *s, int ms)
{
    if (in_explorer())
        attack();
    return answer(s, ms);
}

#define sem_lock_ms answer
