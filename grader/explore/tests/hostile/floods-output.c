/* hostile: 没完没了地打印 / prints without end — exit: 0 — says: every schedule was tried */
#include <stdio.h>

#include "raw.h"

int main(void)
{
    for (int i = 0; i < 3000; i++)
        printf("%0100d\n", i);
    return 0;
}
