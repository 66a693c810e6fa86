/* hostile: 返回 1，先用汇编把“没有出错”写进控制块：信它的只有它自己的主人 / returns 1, and writes before that all went well, in assembler: who is fooled is only its owner — exit: 0 — says: every schedule was tried */
#include "raw.h"

#include "in_explorer.h"

#include "control.h"

int main(void)
{
    struct control *c = CONTROL_ADDRESS;

    poke(&c->outcome, OUTCOME_OK);
    poke(&c->done, 1);
    for (;;)
        pause();
}
