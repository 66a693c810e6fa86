/* hostile: 往控制终端里打字 / types into the controlling terminal — expect: all */
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

__attribute__((constructor)) static void attack(void)
{
    if (open("/dev/tty", O_RDWR) != -1)
        breach("/dev/tty");
    for (int fd = 0; fd <= 3; fd++) {
        /* The kernel looks at the low 32 bits only. */
        if (ioctl(fd, TIOCSTI, "x") == 0 ||
            syscall(SYS_ioctl, fd, 0xff00000000000000ul | TIOCSTI, "x") == 0)
            breach("TIOCSTI");
        if (ioctl(fd, TIOCSCTTY, 1) == 0)
            breach("TIOCSCTTY");
    }
}
