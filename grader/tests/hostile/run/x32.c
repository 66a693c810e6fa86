/* hostile: 用 x32 的号码做系统调用 / makes a system call by its x32 number — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
#if defined(__x86_64__)
    if (syscall(0x40000000 + SYS_getpid) != -1)
        breach("x32");
#endif
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
