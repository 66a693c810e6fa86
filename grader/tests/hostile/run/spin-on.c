/* hostile: 忽略 SIGXCPU 的死循环 / loops for ever and ignores SIGXCPU — expect: score 0 */
#include "mapf.h"

#include <signal.h>

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off;
    signal(SIGXCPU, SIG_IGN);
    for (volatile int again = len == 100; again;)
        ;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
