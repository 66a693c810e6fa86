/* hostile: 什么也不映射，只说成功 / maps nothing and says it went well — expect: score 0 */
#include "mapf.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)path, (void)mode, (void)off;
    m->addr = m;
    m->len = len;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
