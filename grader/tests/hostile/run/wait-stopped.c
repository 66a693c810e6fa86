/* hostile: 让自己停住 / stops itself — expect: score 0 */
#include "mapf.h"

#include <signal.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off;
    return len == 100 ? raise(SIGSTOP) : 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
