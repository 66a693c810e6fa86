/* hostile: 主线程结束，由另一个线程回答 / ends its main thread and answers from another one — expect: score 0 */
#include "mapf.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "raw.h"

static void *serve(void *unused)
{
    char request[16384];

    (void)unused;
    do
        send(channel(), "0 0 4194304 100", 15, MSG_NOSIGNAL);
    while (recv(channel(), request, sizeof request, 0) > 0);
    return NULL;
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    pthread_t thread;

    if (pthread_create(&thread, NULL, serve, NULL) == 0)
        syscall(SYS_exit, 0); /* this thread only */
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
