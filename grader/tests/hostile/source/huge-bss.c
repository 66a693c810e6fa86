/* hostile: 1 GiB 的未初始化数组 / an array of 1 GiB without a value — expect: score 0 */
#include "mapf.h"

static char huge[1ul << 30];

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off;
    huge[len] = 1;
    return huge[len / 2];
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
