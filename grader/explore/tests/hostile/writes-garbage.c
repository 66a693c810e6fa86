/* hostile: 用汇编在控制块里写满大数 / fills the control block with huge numbers, in assembler — exit: 2 — says: server in the sandbox is gone */
#include "raw.h"

#include "in_explorer.h"

#include "control.h"

int main(void)
{
    struct control *c = CONTROL_ADDRESS;

    for (char *at = (char *)&c->outcome; at < (char *)(c + 1) - 4; at += 4)
        poke(at, 0x7fffff7f);
    for (;;)
        pause();
}
