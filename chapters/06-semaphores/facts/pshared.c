/* pshared.c - pshared 0 between processes
 *
 * 中文：pshared 为 0：值变了，睡着的没人叫；偶然一惊，才发现该轮到它了。
 * English: pshared 0: the value moves, nobody wakes the sleeper; any
 *          disturbance makes it look, and it goes on.
 *
 * Facts: C134, M153.  Sources: sem_init(3), futex(2).
 */
#include "sem_fact.h"

int main(void)
{
    sem_t *with = shared_sem(1, 0), *without = shared_sem(0, 0);
    pid_t pid = sleeper(with);

    sem_post(with);
    int woken = reap(pid) == 0;

    pid = sleeper(without);
    sem_post(without);
    /* A wake-up is done when sem_post returns: the state would be R. */
    char state = state_of(pid);
    int value = value_of(without);
    report("C134", woken && state == 'S' && value == 1,
           "pshared 1: woken; 0: state %c, value %d", state, value);

    if (kill(pid, SIGSTOP) == -1 || waitpid(pid, NULL, WUNTRACED) == -1 ||
        kill(pid, SIGCONT) == -1)
        die("stop and continue");
    int result = reap(pid);
    report("M153", result == 0 && value_of(without) == 0,
           "stopped and continued: sem_wait %s, value %d", err_name(result),
           value_of(without));
    return 0;
}
