/* hostile: 一调用就以状态 0 退出 / ends the process with status 0 at the first call — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
