/* hostile: 取消控制块的映射 / unmaps the control block — exit: 1 — says: vanished */
#include "raw.h"

int main(void)
{
    munmap((void *)0x10000000000, 64 << 20);
    return 0;
}
