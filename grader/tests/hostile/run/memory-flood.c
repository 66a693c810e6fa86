/* hostile: 用尽内存 / uses up memory — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <string.h>
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
    const size_t MiB = 1 << 20;
    size_t total = 0;
    void *at;

    while ((at = mmap(NULL, MiB, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0)) != MAP_FAILED) {
        memset(at, 1, MiB);
        total++;
    }
    if (total > 256)
        breach("more than 256 MiB");
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
