/* hostile: 占满 POSIX 消息队列 / uses up POSIX message queues — expect: score 0 */
#include "mapf.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <unistd.h>

static void breach(const char *what)
{
    dprintf(1, "BREACH %s\n", what);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    const struct mq_attr attr = {.mq_maxmsg = 1, .mq_msgsize = 8};
    char name[32];
    int count = 0;

    for (; count < 1000; count++) {
        mqd_t queue;

        snprintf(name, sizeof name, "/q%d", count);
        queue = mq_open(name, O_RDWR | O_CREAT, 0600, &attr);
        if (queue == (mqd_t)-1)
            break;
        mq_close(queue);
    }
    if (count > 64)
        breach("more than 64 queues");
    _exit(0);
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
