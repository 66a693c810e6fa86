/* hostile: 检查有没有多余的描述符可用 / looks for descriptors it should not have — expect: all */
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
    for (int fd = 5; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) != -1)
            breach("an open descriptor above 4");
}
