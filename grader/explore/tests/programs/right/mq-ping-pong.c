/* right: 两个消息队列，一去一回；对方收到之前，共享的格子归我 / two message queues, there and back: the shared slot is mine until the other has received */
#include <err.h>
#include <fcntl.h>
#include <mqueue.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static mqd_t open_queue(const char *name)
{
    struct mq_attr attr = {.mq_maxmsg = 1, .mq_msgsize = 1};
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);

    if (queue == (mqd_t)-1 || mq_unlink(name) == -1)
        err(1, "mq_open");
    return queue;
}

static void tell(mqd_t queue)
{
    if (mq_send(queue, "x", 1, 0) == -1)
        err(1, "mq_send");
}

static void hear(mqd_t queue)
{
    char byte;

    if (mq_receive(queue, &byte, 1, NULL) == -1)
        err(1, "mq_receive");
}

int main(void)
{
    mqd_t there = open_queue("/mq-ping"), back = open_queue("/mq-pong");
    int *slot = mmap(NULL, sizeof *slot, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (slot == MAP_FAILED)
        err(1, "mmap");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    for (int i = 0; i < 2; i++) {
        if (pid > 0) {
            ++*slot;
            tell(there);
            hear(back);
        } else {
            hear(there);
            *slot *= 3;
            tell(back);
        }
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    return *slot != 12;
}
