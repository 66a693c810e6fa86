/* hostile: 打开各种网络套接字 / opens sockets to networks — expect: all */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "raw.h"

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

static const int families[] = {AF_INET,  AF_INET6, AF_NETLINK,  AF_PACKET,
                               AF_VSOCK, AF_ALG,   AF_BLUETOOTH};

__attribute__((constructor)) static void attack(void)
{
    struct sockaddr_un bus = {.sun_family = AF_UNIX};
    int fd;

    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (int type = SOCK_STREAM; type <= SOCK_SEQPACKET; type++)
            if (socket(families[i], type, 0) != -1)
                breach("a socket");
    /* Abstract names belong to the network namespace. */
    memcpy(bus.sun_path, "\0/tmp/dbus", 10);
    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&bus, sizeof bus) == 0)
        breach("an abstract socket");
    close(fd);
}
