/* hostile: 自带 malloc、send、recv、memset、_exit / brings malloc, send, recv, memset and _exit of its own — expect: all */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

void *malloc(size_t size)
{
    (void)size;
    breach("malloc");
    return NULL;
}

ssize_t send(int fd, const void *buf, size_t n, int flags)
{
    (void)fd, (void)buf, (void)flags;
    breach("send");
    return (ssize_t)n;
}

ssize_t recv(int fd, void *buf, size_t n, int flags)
{
    (void)fd, (void)buf, (void)n, (void)flags;
    breach("recv");
    return 0;
}

void _exit(int status)
{
    (void)status;
    breach("_exit");
    abort();
}
