/* wrong: 队列只放得下一条，两边都先发两条再收 / the queues hold one message, and both send two before they receive — found as: deadlock */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static mqd_t open_queue(const char *name)
{
    struct mq_attr attr = {.mq_maxmsg = 1, .mq_msgsize = sizeof(int)};
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT, 0600, &attr);

    if (queue == (mqd_t)-1 || mq_unlink(name) == -1)
        die("mq_open");
    return queue;
}

int main(void)
{
    mqd_t queue[2] = {open_queue("/mq-full-a"), open_queue("/mq-full-b")};
    int n = 7;

    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    mqd_t in = queue[pid == 0], out = queue[pid != 0];
    for (int i = 0; i < 2; i++)
        if (mq_send(out, (char *)&n, sizeof n, 0) == -1)
            die("mq_send");
    for (int i = 0; i < 2; i++)
        if (mq_receive(in, (char *)&n, sizeof n, NULL) == -1)
            die("mq_receive");
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return n != 7;
}
