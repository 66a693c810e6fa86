/* hostile: 占满描述符 / uses up all descriptors — expect: score 0 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

__attribute__((constructor)) static void attack(void)
{
    int count = 0;

    while (open("/dev/null", O_RDONLY) != -1)
        count++;
    if (count > 64)
        breach("more than 64 descriptors");
}
