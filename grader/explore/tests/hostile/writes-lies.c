/* hostile: 用汇编写一份很长的、处处可以换人的记录 / writes a long record, in assembler, in which anybody could run at any time — exit: 0|1 — says: gcc -O0 */
#include "raw.h"

#include "in_explorer.h"

#include "control.h"

static void lie(struct control *c, unsigned i, unsigned salt)
{
    struct decision *d = &c->decision[i];

    poke(&d->signature, i * 2654435761u + salt);
    poke((char *)&d->offset, i * 8);
    poke((char *)&d->object, 1 | OP_ATOMIC_RMW << 16);
    poke(&d->current_enabled, 0xffff0001);
    poke((char *)&d->enabled, 0xffff);
}

int main(void)
{
    struct control *c = CONTROL_ADDRESS;
    unsigned salt = (unsigned)raw(SYS_gettid) * 7919u;

    for (unsigned i = 0; i < STEPS; i++)
        lie(c, i, salt);
    poke(&c->processes, PROCESSES);
    poke(&c->objects, OBJECTS);
    poke(&c->steps, STEPS);
    poke(&c->outcome, OUTCOME_OK);
    poke(&c->done, 1);
    for (;;)
        pause();
}
