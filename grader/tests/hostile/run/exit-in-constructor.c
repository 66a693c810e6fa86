/* hostile: 还没到 main 就以状态 0 退出 / ends with status 0 before main begins — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

__attribute__((constructor)) static void attack(void)
{
    _exit(0);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
