/* blocked.c - M069: blocked and ignored faults
 *
 * 中文：信号被阻塞或被忽略时，故障照样要命，处理函数不会运行。
 * English: a fault whose signal is blocked or ignored kills all the same.
 *
 * Sources: sigprocmask(2), signal(2).
 */
#include "fact.h"

static void on_bus(int sig)
{
    (void)sig;
    _exit(1); /* the handler was asked after all */
}

static void fault_blocked(void *p)
{
    sigset_t set;

    signal(SIGBUS, on_bus);
    sigemptyset(&set);
    sigaddset(&set, SIGBUS);
    sigprocmask(SIG_BLOCK, &set, NULL);
    (void)*(volatile char *)p;
}

static void fault_ignored(void *p)
{
    signal(SIGBUS, SIG_IGN);
    (void)*(volatile char *)p;
}

int main(void)
{
    char *p = map_file(scratch_file(0), 10, MAP_SHARED);
    int blocked = died_of(run_child(fault_blocked, p));
    int ignored = died_of(run_child(fault_ignored, p));

    report("M069", blocked == SIGBUS && ignored == SIGBUS,
           "handler and blocked: killed by %s; ignored: killed by %s",
           blocked ? sig_name(blocked) : "nothing",
           ignored ? sig_name(ignored) : "nothing");
    return 0;
}
