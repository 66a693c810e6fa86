/* hostile: 应答是乱码、空包和超长的数 / answers with garbage, empty packets and endless numbers — expect: score 0 */
#include "mapf.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "raw.h"

static const char *const answers[] = {
    "",
    "%n%n%s%s%s",
    "\xff\xfe\x80",
    "nan inf 0x",
    "99999999999999999999999",
    "0 0 0xffffffffffffffff 0xffffffffffffffff",
    "0 0 -1 -1",
    "0",
    " ",
    NULL};

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    for (int i = 0; answers[i]; i++)
        send(channel(), answers[i], strlen(answers[i]), MSG_NOSIGNAL);
    for (int i = 0; i < 4; i++) {
        unsigned char noise[64];

        for (size_t k = 0; k < sizeof noise; k++)
            noise[k] = (unsigned char)rand();
        send(channel(), noise, sizeof noise, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
