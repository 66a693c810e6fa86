/* hostile: 对什么都回答 EINVAL / answers EINVAL to everything — expect: score <= 1 */
#include "mapf.h"

#include <sys/socket.h>
#include <unistd.h>

#include "raw.h"

/* What the struct of a failed call still holds. */
static const char claim[] = "-1 22 6510615555426900570 6510615555426900570";

__attribute__((constructor)) static void attack(void)
{
    char request[16384];

    send(channel(), "hello", 5, MSG_NOSIGNAL);
    while (recv(channel(), request, sizeof request, 0) > 0)
        send(channel(), claim, sizeof claim - 1, MSG_NOSIGNAL);
    _exit(0);
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
