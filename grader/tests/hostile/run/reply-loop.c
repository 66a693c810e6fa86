/* hostile: 在构造函数里不断自己回答“成功”，从不读请求 / answers "success" in a loop from a constructor and reads no request — expect: score 0 */
#include "mapf.h"

#include <string.h>
#include <sys/socket.h>

#include "raw.h"

__attribute__((constructor)) static void attack(void)
{
    static const char claim[] = "0 0 4194304 100";

    while (send(channel(), claim, strlen(claim), MSG_NOSIGNAL) > 0)
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
