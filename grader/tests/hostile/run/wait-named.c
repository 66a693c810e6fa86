/* hostile: 改成像 /proc 里一行状态的名字，然后睡着 / takes a name that looks like a line of /proc, then sleeps — expect: score 0 */
#include "mapf.h"

#include <sys/prctl.h>
#include <unistd.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off;
    prctl(PR_SET_NAME, ") Z 1\n(\033[7m");
    return len == 100 ? pause() : 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
