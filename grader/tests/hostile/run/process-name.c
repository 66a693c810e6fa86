/* hostile: 改成带控制字符的进程名，然后崩溃 / takes a name full of control characters, then crashes — expect: score 0 */
#include "mapf.h"

#include <signal.h>
#include <sys/prctl.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    prctl(PR_SET_NAME, "x\033[31m) R 1\n");
    return raise(SIGSEGV);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
