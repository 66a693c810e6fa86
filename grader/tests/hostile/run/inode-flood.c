/* hostile: 建尽量多的空文件 / makes as many empty files as it can — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

static const char *const folders[] = {"/lab", "/dev/shm", "/tmp", NULL};

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    char name[64];

    for (int i = 0; folders[i]; i++) {
        long count = 0;

        do
            snprintf(name, sizeof name, "%s/i%ld", folders[i], count);
        while (mkdir(name, 0700) == 0 && ++count < 10000);
        if (count > 2100)
            breach(folders[i]);
    }
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
