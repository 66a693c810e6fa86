/* eintr.c - a signal knocks while you sleep
 *
 * 中文：睡在信号量上，来了一个信号。SA_RESTART 管不管用？
 * English: asleep on a semaphore, and a signal comes. Does SA_RESTART help?
 *
 * Book: chapter 6, "eintr".  Sources: sem_wait(3), signal(7), sigaction(2).
 * Usage: ./eintr
 */
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

#include "asleep.h"

struct shared {
    sem_t sem;
    _Atomic int handled; /* how often the handler has run */
};
static struct shared *s;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: handler
static void on_signal(int sig)
{
    (void)sig;
    s->handled++;
}
// ANCHOR_END: handler

static int in_sem_wait(void)
{
    return sem_wait(&s->sem);
}

static int in_sem_timedwait(void)
{
    struct timespec later;

    if (clock_gettime(CLOCK_REALTIME, &later) == -1)
        die("clock_gettime");
    later.tv_sec += 60;
    return sem_timedwait(&s->sem, &later);
}

static int in_sem_clockwait(void)
{
    struct timespec later;

    if (clock_gettime(CLOCK_MONOTONIC, &later) == -1)
        die("clock_gettime");
    later.tv_sec += 60;
    return sem_clockwait(&s->sem, CLOCK_MONOTONIC, &later);
}

static pid_t sleeper(int (*wait_call)(void), int sa_flags)
{
    struct sigaction sa = {.sa_handler = on_signal, .sa_flags = sa_flags};
    pid_t pid = fork();

    if (pid == -1)
        die("fork");
    if (pid == 0) {
        if (sigaction(SIGUSR1, &sa, NULL) == -1)
            die("sigaction");
        _exit(wait_call() == -1 ? errno : 0);
    }
    wait_asleep(pid);
    return pid;
}

// ANCHOR: knock
static void knock(const char *label, int (*call)(void), int sa_flags)
{
    siginfo_t end = {0};

    if (sem_init(&s->sem, 1, 0) == -1)
        die("sem_init");
    s->handled = 0;
    pid_t pid = sleeper(call, sa_flags);
    if (kill(pid, SIGUSR1) == -1)
        die("kill");
    while (s->handled == 0)
        usleep(1000);

    /* Now it returns, or it goes back to sleep. */
    char state;
    while ((state = state_of(pid)) != 'S' && state != 'Z')
        usleep(1000);
    if (state == 'S' && sem_post(&s->sem) == -1)
        die("sem_post");
    if (waitid(P_PID, (id_t)pid, &end, WEXITED) == -1)
        die("waitid");
    const char *then = state == 'S' ? "sleeps again" : "returns";
    const char *result =
        end.si_status == 0 ? "ok" : strerrorname_np(end.si_status);
    printf("%-26s %-14s %s\n", label, then, result);
}
// ANCHOR_END: knock

int main(void)
{
    s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED)
        die("mmap");

    setvbuf(stdout, NULL, _IOLBF, 0);
    knock("sem_wait", in_sem_wait, 0);
    knock("sem_wait, SA_RESTART", in_sem_wait, SA_RESTART);
    knock("sem_timedwait", in_sem_timedwait, 0);
    knock("sem_timedwait, SA_RESTART", in_sem_timedwait, SA_RESTART);
    knock("sem_clockwait, SA_RESTART", in_sem_clockwait, SA_RESTART);
    return EXIT_SUCCESS;
}
