/* hostile: 到处写结果文件 / writes result files wherever it can — expect: score 0 */
#include "mapf.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

static const char *const places[] = {
    "/results.json",         "../results.json",
    "/grader/results.json",  "/sub/results.json",
    "/sub/subject",          "/usr/results.json",
    "/etc/results.json",     "/dev/results",
    "/var/tmp/results.json", NULL};

__attribute__((constructor)) static void attack(void)
{
    static const char text[] = "{\"score\": 35, \"max\": 35}\n";

    for (int i = 0; places[i]; i++) {
        int fd = open(places[i], O_WRONLY | O_CREAT, 0666);

        if (fd != -1 && write(fd, text, sizeof text - 1) > 0)
            breach(places[i]);
    }
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
