/* hostile: 退出时改掉退出状态，再补发一条应答 / changes the exit status at exit and sends one more answer — expect: score 0 */
#include "mapf.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "raw.h"

static void tamper(void)
{
    puts("tests 15 15 15 0 0");
    fflush(stdout);
    send(channel(), "0 0 4194304 100", 15, MSG_NOSIGNAL);
    _exit(0);
}

__attribute__((destructor)) static void last(void)
{
    send(channel(), "0 0 4194304 100", 15, MSG_NOSIGNAL);
}

__attribute__((constructor)) static void attack(void)
{
    atexit(tamper);
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
