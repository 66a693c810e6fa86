/* wrong: 把请求放进消息队列以后，不等回信就读结果 / after the request is in the queue the result is read without waiting for the reply — found as: race|wrong-result */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "/mq-no-reply"

struct shared {
    int square;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct mq_attr attr = {.mq_maxmsg = 1, .mq_msgsize = sizeof(int)};
    mqd_t requests = mq_open(NAME, O_RDWR | O_CREAT, 0600, &attr);
    int n = 12;

    if (requests == (mqd_t)-1)
        die("mq_open");
    if (mq_unlink(NAME) == -1)
        die("mq_unlink");
    struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        die("mmap");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (mq_receive(requests, (char *)&n, sizeof n, NULL) != sizeof n)
            die("mq_receive");
        s->square = n * n;
        _exit(0);
    }
    if (mq_send(requests, (char *)&n, sizeof n, 0) == -1)
        die("mq_send");
    int answer = s->square;
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return answer != 144;
}
