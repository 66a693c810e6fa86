/* hostile: 构造函数里退出 / a constructor that exits — exit: 2 — says: server in the sandbox is gone */
#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    raw(SYS_exit_group, 0L);
}

int main(void)
{
    return 0;
}
