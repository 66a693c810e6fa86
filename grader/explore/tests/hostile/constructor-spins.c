/* hostile: 构造函数空转 / a constructor that spins — exit: 2 — says: time is up */
#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    for (volatile int again = 1; again;)
        ;
}

int main(void)
{
    return 0;
}
