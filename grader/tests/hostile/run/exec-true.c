/* hostile: 换成别的程序 / becomes another program — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    execl("/usr/bin/true", "true", (char *)NULL);
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
