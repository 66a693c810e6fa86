/* hostile: 不做任何调用，按请求的字面查表回答 / answers from a table of requests without making one call — expect: score <= 3 */
#include "mapf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "raw.h"

static int error_for(const char *request)
{
    if (strstr(request, "no-such-file"))
        return ENOENT;
    if (strcmp(request, "open 0 0 1 .") == 0)
        return ENODEV;
    if (strstr(request, " 1073741824 "))
        return ENOMEM;
    if (strstr(request, " 18446744073709551615 ") ||
        strstr(request, " 9223372036854775807 "))
        return EOVERFLOW;
    if (strncmp(request, "open 0 1", 8) == 0)
        return ENODATA;
    return EINVAL;
}

__attribute__((constructor)) static void attack(void)
{
    char request[16385], claim[128];
    ssize_t n;

    send(channel(), "hello", 5, MSG_NOSIGNAL);
    while ((n = recv(channel(), request, sizeof request - 1, 0)) > 0) {
        request[n] = '\0';
        n = snprintf(claim, sizeof claim, "-1 %d %llu %llu", error_for(request),
                     0x5a5a5a5a5a5a5a5aull, 0x5a5a5a5a5a5a5a5aull);
        send(channel(), claim, (size_t)n, MSG_NOSIGNAL);
    }
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
