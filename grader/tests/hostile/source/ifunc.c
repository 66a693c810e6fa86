/* hostile: 用 ifunc 让代码在装载时就运行 / runs code at load time by ifunc — expect: score 0 */
#include "mapf.h"

#include <unistd.h>

static int quiet(struct mapf *m, const char *path, enum mapf_mode mode,
                 off_t off, size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    return 0;
}

typedef int open_function(struct mapf *, const char *, enum mapf_mode, off_t,
                          size_t);

__attribute__((used)) static open_function *resolve(void)
{
    _exit(0); /* before main, and before the C library is ready */
    return quiet;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len) __attribute__((ifunc("resolve")));

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
