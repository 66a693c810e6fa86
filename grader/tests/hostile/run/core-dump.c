/* hostile: 要求转储内存，然后崩溃 / asks for a core dump, then crashes — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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
    const struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};

    prctl(PR_SET_DUMPABLE, 1);
    if (setrlimit(RLIMIT_CORE, &all) == 0)
        breach("core dumps");
    abort();
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
