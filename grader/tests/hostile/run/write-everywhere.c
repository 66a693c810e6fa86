/* hostile: 往 3 到 63 号描述符各写一条假记录 / writes a forged record to descriptors 3 to 63 — expect: score 0 */
#include "mapf.h"

#include <string.h>
#include <unistd.h>

#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    static const char record[] =
        "R 1 {\"id\": \"opens_at_zero\", \"verdict\": \"pass\"} 0\n";

    for (int fd = 3; fd < 64; fd++)
        if (write(fd, record, strlen(record)) == -1)
            continue;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
