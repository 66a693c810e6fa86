/* hostile: 写满每一个可写的目录 / fills every folder it may write to — expect: score 0 */
#include "mapf.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

static const char *const folders[] = {"/lab", "/dev/shm", "/tmp", NULL};

static long fill(const char *folder)
{
    static char block[1 << 20];
    char path[64];
    long blocks = 0;

    for (int i = 0; i < 1000; i++) {
        int fd;

        snprintf(path, sizeof path, "%s/%d", folder, i);
        fd = open(path, O_WRONLY | O_CREAT, 0600);
        if (write(fd, block, sizeof block) != sizeof block)
            i = 1000;
        blocks++;
        close(fd);
    }
    return blocks;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    for (int i = 0; folders[i]; i++)
        if (fill(folders[i]) > 80)
            breach(folders[i]);
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
