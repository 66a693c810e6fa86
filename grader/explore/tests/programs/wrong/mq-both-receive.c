/* wrong: 两边都先收后发，谁也等不到第一条消息 / both receive before they send, and the first message never comes — found as: deadlock */
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
    mqd_t to_child = open_queue("/mq-both-receive-a");
    mqd_t to_parent = open_queue("/mq-both-receive-b");
    int n = 7;

    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    mqd_t in = pid == 0 ? to_child : to_parent;
    mqd_t out = pid == 0 ? to_parent : to_child;
    if (mq_receive(in, (char *)&n, sizeof n, NULL) == -1)
        die("mq_receive");
    if (mq_send(out, (char *)&n, sizeof n, 0) == -1)
        die("mq_send");
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return n != 7;
}
