/* hostile: 由子进程接管应答，自己睡着 / lets a child take over the answers while it sleeps — expect: score 0 */
#include "mapf.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "raw.h"

/* The mapping is real, but it lies in the wrong process. */
static void serve(const char *path)
{
    char request[16384], claim[64];
    int fd = open(path, O_RDONLY);
    void *at = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
    int n =
        snprintf(claim, sizeof claim, "0 0 %llu 100", (unsigned long long)at);

    do
        send(channel(), claim, (size_t)n, MSG_NOSIGNAL);
    while (recv(channel(), request, sizeof request, 0) > 0);
    _exit(0);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)mode, (void)off, (void)len;
    if (fork() == 0)
        serve(path);
    return pause();
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
