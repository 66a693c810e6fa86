/* hostile: 用汇编写一份很长的、处处像丢失更新的记录 / writes a long record, in assembler, in which everything looks like a lost update — lab: sem_lock_ms — expect: all but one_of_several */
#include "sem_lock_ms.h"

#include "raw.h"

#include "in_explorer.h"

#include "control.h"

int answer(sem_t *s, int ms);

static void attack(void)
{
    struct control *c = CONTROL_ADDRESS;

    for (unsigned i = 0; i < EVENTS; i++) {
        unsigned *word = (unsigned *)&c->event[i];

        poke(word + 1, (i % 2) | (i % 3 ? OP_WRITE : OP_READ) << 8);
        poke(&c->event[i].size, 4);
        poke(&c->event[i].value, i);
        poke(&c->event[i].pc, i * 16);
    }
    poke(&c->events, EVENTS);
    poke(&c->steps, STEPS);
    poke(&c->objects, OBJECTS);
    poke(&c->races, RACES);
    poke(&c->findings, FINDINGS);
    poke(&c->outcome, OUTCOME_WRONG);
    poke(&c->done, 1);
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
