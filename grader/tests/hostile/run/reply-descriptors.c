/* hostile: 把自己的描述符塞进应答通道 / stuffs descriptors into the channel of answers — expect: score 0 */
#include "mapf.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>

#include "raw.h"

static void send_descriptor(int fd)
{
    char room[CMSG_SPACE(sizeof fd)];
    struct iovec io = {"0 0 4096 100", 12};
    struct msghdr msg = {.msg_iov = &io,
                         .msg_iovlen = 1,
                         .msg_control = room,
                         .msg_controllen = sizeof room};
    struct cmsghdr *head = CMSG_FIRSTHDR(&msg);

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
    sendmsg(channel(), &msg, MSG_NOSIGNAL | MSG_DONTWAIT);
}

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    (void)m, (void)path, (void)mode, (void)off, (void)len;
    for (int i = 0; i < 64; i++)
        send_descriptor(open("/lab", O_RDONLY | O_DIRECTORY));
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return 0;
}
