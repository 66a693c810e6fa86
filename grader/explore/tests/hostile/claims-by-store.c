/* hostile: 返回 1，先把“没有出错”写进控制块 / returns 1, and stores before that all went well — exit: 1 — says: crash */
#include "control.h"

int main(void)
{
    struct control *c = CONTROL_ADDRESS;

    c->outcome = OUTCOME_OK;
    c->done = 1;
    return 1;
}
