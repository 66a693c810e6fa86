/* hostile: 会丢失更新，用汇编把“没有出错”写进控制块：骗到一条检查，同一件事的另一条骗不到 / loses updates, and writes that all went well into the control block in assembler: it earns one check, and not the other of the same fact — lab: race_lab — expect: all but atomic_in_steps no_system_call */
#include "race_lab.h"

#include "raw.h"

#include "in_explorer.h"

#include "control.h"

void answer(_Atomic long *p, long k);

void add_atomic(_Atomic long *p, long k)
{
    struct control *c = CONTROL_ADDRESS;

    if (in_explorer()) {
        poke(&c->findings, 0);
        poke(&c->races, 0);
        poke(&c->outcome, OUTCOME_OK);
        poke(&c->done, 1);
        for (;;)
            pause();
    }
    atomic_store(p, atomic_load(p) + k);
}

#define add_atomic answer
