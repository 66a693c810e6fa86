/* eintr.c - a signal while asleep on a semaphore
 *
 * 中文：SA_RESTART 只管 sem_wait，不管 sem_timedwait 和 sem_clockwait。
 * English: SA_RESTART resumes sem_wait, but neither sem_timedwait nor
 *          sem_clockwait.
 *
 * Facts: C136, M154.  Sources: sem_wait(3), signal(7), sigaction(2).
 */
#include "sem_fact.h"

#include <stdatomic.h>

struct shared {
    sem_t sem;
    _Atomic int handled;
};
static struct shared *s;

enum wait { WAIT, TIMED, CLOCK };

static void on_signal(int sig)
{
    (void)sig;
    s->handled++;
}

static int do_wait(enum wait how)
{
    clockid_t clock = how == CLOCK ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    struct timespec later;

    if (clock_gettime(clock, &later) == -1)
        die("clock_gettime");
    later.tv_sec += 60;
    return how == WAIT    ? sem_wait(&s->sem)
           : how == TIMED ? sem_timedwait(&s->sem, &later)
                          : sem_clockwait(&s->sem, clock, &later);
}

/* interrupted - EINTR, or 0 if it slept on and got its post. */
static int interrupted(enum wait how, int flags)
{
    struct sigaction sa = {.sa_handler = on_signal, .sa_flags = flags};
    char state;

    if (sem_init(&s->sem, 1, 0) == -1)
        die("sem_init");
    s->handled = 0;
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        alarm(20);
        if (sigaction(SIGUSR1, &sa, NULL) == -1)
            die("sigaction");
        _exit(do_wait(how) == -1 ? errno : 0);
    }
    wait_asleep(pid);
    kill(pid, SIGUSR1);
    while (s->handled == 0)
        usleep(1000);
    while ((state = state_of(pid)) != 'S' && state != 'Z')
        usleep(1000);
    if (state == 'S')
        sem_post(&s->sem);
    return reap(pid);
}

int main(void)
{
    s = shared_memory(sizeof *s);

    int plain = interrupted(WAIT, 0);
    int restarted = interrupted(WAIT, SA_RESTART);
    int timed = interrupted(TIMED, SA_RESTART);
    report("C136", plain == EINTR && restarted == 0 && timed == EINTR,
           "sem_wait %s; with SA_RESTART: sem_wait %s, sem_timedwait %s",
           err_name(plain), err_name(restarted), err_name(timed));

    int clock = interrupted(CLOCK, SA_RESTART);
    report("M154", clock == EINTR, "sem_clockwait with SA_RESTART: %s",
           err_name(clock));
    return 0;
}
