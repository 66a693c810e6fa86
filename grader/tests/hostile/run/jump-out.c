/* hostile: 自己当驱动，用 longjmp 跳出调用再说成功 / drives itself, leaves the call by longjmp and claims success — expect: score 0 */
#include "mapf.h"

#include <setjmp.h>
#include <sys/socket.h>

#include "raw.h"

static jmp_buf out;

__attribute__((constructor)) static void attack(void)
{
    static struct mapf m;
    char request[16384];

    send(channel(), "hello", 5, MSG_NOSIGNAL);
    while (recv(channel(), request, sizeof request, 0) > 0) {
        if (setjmp(out) == 0)
            mapf_open(&m, request, MAPF_RO, 0, 1);
        send(channel(), "0 0 4194304 100", 15, MSG_NOSIGNAL);
    }
    _exit(0);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    longjmp(out, 1);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
