/* hostile: 构造函数不返回 / a constructor that never returns — exit: 2 — says: time is up */
#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    for (;;)
        pause();
}

int main(void)
{
    return 0;
}
