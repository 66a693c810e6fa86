/* hostile: 不停地 fork / forks without end — exit: 2 — says: more than 16 processes */
#include <unistd.h>

static void bomb(void)
{
    for (;;)
        fork();
}

#include "raw.h"

int main(void)
{
    bomb();
}
