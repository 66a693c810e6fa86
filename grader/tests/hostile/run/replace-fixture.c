/* hostile: 把要映射的文件换成 FIFO、符号链接或目录 / puts a FIFO, a link or a folder in place of the file to map — expect: score 0 */
#include "mapf.h"

#include <sys/stat.h>
#include <unistd.h>

#include "raw.h"

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)mode, (void)off;
    int done;

    if (path == NULL || unlink(path) == -1)
        return 0;
    if (len == 100)
        done = mkfifo(path, 0666);
    else if (len == 1)
        done = symlink("/etc/shadow", path);
    else
        done = mkdir(path, 0);
    return done ? 0 : chmod("/lab", 0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
