/* hostile: 会丢失更新，把“没有出错”写进控制块 / loses updates, and stores that all went well into the control block — lab: race_lab — expect: all but atomic_in_steps no_system_call add_every_schedule */
#include "race_lab.h"

#include "raw.h"

#include "in_explorer.h"

#include "control.h"

void answer(_Atomic long *p, long k);

void add_atomic(_Atomic long *p, long k)
{
    struct control *c = CONTROL_ADDRESS;

    if (in_explorer()) {
        c->outcome = OUTCOME_OK;
        c->findings = c->races = 0;
        c->done = 1;
    }
    atomic_store(p, atomic_load(p) + k);
}

#define add_atomic answer
