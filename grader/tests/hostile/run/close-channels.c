/* hostile: 关掉所有描述符 / closes every descriptor — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    for (int fd = 0; fd < 64; fd++)
        close(fd);
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
