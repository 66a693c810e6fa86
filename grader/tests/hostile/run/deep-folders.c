/* hostile: 目录里套目录，没有尽头 / nests folders without end — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <sys/stat.h>
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
    long depth = 0;

    while (depth < 10000 && mkdir("d", 0700) == 0 && chdir("d") == 0)
        depth++;
    if (depth > 2100)
        breach("no limit on nested folders");
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
