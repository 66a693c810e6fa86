/* hostile: 建尽量多的映射 / makes as many mappings as it can — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <sys/mman.h>
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
    long count = 0;

    while (mmap(NULL, 4096, count % 2 ? PROT_READ : PROT_NONE,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
        count++;
    if (count > 70000)
        breach("no limit on mappings");
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
