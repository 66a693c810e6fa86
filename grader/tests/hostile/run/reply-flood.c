/* hostile: 用最大的包淹没应答通道 / floods the channel of answers with the largest packets — expect: score 0 */
#include "mapf.h"

#include <string.h>
#include <sys/socket.h>

#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    static char packet[1 << 20];

    memset(packet, '7', sizeof packet);
    for (size_t size = sizeof packet; size > 0; size /= 2)
        while (send(channel(), packet, size, MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
            ;
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
