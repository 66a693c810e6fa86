/* wrong: 消息的类型是 1，收的人等的是类型 2 / the message has type 1, and the receiver waits for type 2 — found as: deadlock */
#include <stdio.h>
#include <stdlib.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct message {
    long type;
    int value;
};

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    struct message m = {.type = 1, .value = 42};
    int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);

    if (id == -1)
        die("msgget");
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (msgsnd(id, &m, sizeof m.value, 0) == -1)
            die("msgsnd");
        _exit(0);
    }
    m.value = 0;
    if (msgrcv(id, &m, sizeof m.value, 2, 0) == -1)
        die("msgrcv");
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    if (msgctl(id, IPC_RMID, NULL) == -1)
        die("msgctl");
    return m.value != 42;
}
