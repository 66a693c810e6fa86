/* hostile: 绕过 C 库退出 / exits past the C library — exit: 1 — says: vanished */
#include "raw.h"

int main(void)
{
    raw(SYS_exit_group, 0L);
}
