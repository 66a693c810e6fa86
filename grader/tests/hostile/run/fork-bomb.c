/* hostile: 不停地 fork / forks without end — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    for (int i = 0; i < 200; i++)
        if (fork() == 0)
            for (;;)
                fork();
    usleep(200000);
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
