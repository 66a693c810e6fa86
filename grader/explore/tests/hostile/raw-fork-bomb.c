/* hostile: 绕过 C 库不停地 fork / forks without end, past the C library — exit: 1|2 — says:  */
#include "raw.h"

int main(void)
{
    for (;;)
        fork();
}
