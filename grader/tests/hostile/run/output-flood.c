/* hostile: 不停地打印 / prints without end — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    static char text[65536];

    while (write(1, text, sizeof text) > 0)
        ;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
