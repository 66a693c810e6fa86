/* hostile: 映射以后把文件截成零字节 / cuts the file to nothing after mapping it — expect: score 0 */
#include "mapf.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)mode, (void)off;
    int fd = open(path ? path : "", O_RDWR);

    m->len = len;
    m->addr = mmap(NULL, len, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (path == NULL || truncate(path, 0) == -1)
        return 0;
    return chmod(path, 0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
