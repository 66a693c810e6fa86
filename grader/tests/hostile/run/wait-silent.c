/* hostile: 关掉应答通道，然后睡着 / closes the channel of answers and sleeps — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off;
    if (len != 100)
        return 0;
    close(channel());
    return pause();
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
