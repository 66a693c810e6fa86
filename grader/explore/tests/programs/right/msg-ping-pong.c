/* right: 一个 System V 消息队列，去是类型 1，回是类型 2 / one System V message queue: type 1 goes there, type 2 comes back */
#include <err.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct message {
    long type;
    int value;
};

static void send_to(int id, long type, int value)
{
    struct message m = {.type = type, .value = value};

    if (msgsnd(id, &m, sizeof m.value, 0) == -1)
        err(1, "msgsnd");
}

static int receive(int id, long type)
{
    struct message m;

    if (msgrcv(id, &m, sizeof m.value, type, 0) == -1)
        err(1, "msgrcv");
    return m.value;
}

int main(void)
{
    int wrong = 0, id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);

    if (id == -1)
        err(1, "msgget");
    pid_t pid = fork();

    if (pid == -1)
        err(1, "fork");
    for (int i = 1; i <= 2; i++) {
        if (pid == 0) {
            send_to(id, 2, receive(id, 1) * 10);
        } else {
            send_to(id, 1, i);
            wrong |= receive(id, 2) != 10 * i;
        }
    }
    if (pid == 0)
        _exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        err(1, "waitpid");
    if (msgctl(id, IPC_RMID, NULL) == -1)
        err(1, "msgctl");
    return wrong;
}
