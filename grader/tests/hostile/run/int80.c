/* hostile: 用 32 位的入口做系统调用 / makes a system call through the 32-bit gate — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <unistd.h>

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    long answer = 20; /* getpid of the 32-bit table */

#if defined(__x86_64__)
    __asm__ volatile("int $0x80" : "+a"(answer) : : "memory");
    breach("int 0x80");
#endif
    _exit((int)(answer & 0));
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
