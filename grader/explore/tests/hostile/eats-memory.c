/* hostile: 把内存用光 / takes all the memory there is — exit: 0 — says: every schedule was tried */
#include <stdlib.h>

#include "raw.h"

int main(void)
{
    char *p;

    while ((p = malloc(16 << 20)) != NULL)
        *p = 1;
    return 0;
}
