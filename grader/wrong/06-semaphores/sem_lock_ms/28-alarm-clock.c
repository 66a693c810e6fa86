/* wrong: sem_wait 加上定时器的信号：信号若在睡下以前来，就永远等下去 / sem_wait and the signal of a timer: if the signal comes before it sleeps it waits for ever — caught by: sem_lock_ms.end_is_a_moment */
#include "sem_lock_ms.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* after - the moment ms milliseconds after `from`.  tv_nsec stays below
 * 1,000,000,000: beyond it the moment is invalid (EINVAL). */
static struct timespec after(struct timespec from, int ms)
{
    from.tv_sec += ms / 1000;
    from.tv_nsec += ms % 1000 * 1000000L;
    if (from.tv_nsec >= 1000000000) {
        from.tv_sec++;
        from.tv_nsec -= 1000000000;
    }
    return from;
}

/* try_once - take it if it can be had now. */
static int try_once(sem_t *s)
{
    int ret = TEMP_FAILURE_RETRY(sem_trywait(s));

    if (ret == -1 && errno == EAGAIN)
        errno = ETIMEDOUT;
    return ret;
}

static volatile sig_atomic_t rang;

static void ring(int signo)
{
    (void)signo;
    rang = 1;
}

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (ms < 0)
        return TEMP_FAILURE_RETRY(sem_wait(s));
    if (ms == 0)
        return try_once(s);
    end = after((struct timespec){0}, ms);
    struct sigaction mine = {.sa_handler = ring}, before;
    struct itimerval in = {.it_value = {end.tv_sec, end.tv_nsec / 1000}},
                     off = {0};
    int ret;

    rang = 0;
    sigaction(SIGALRM, &mine, &before);
    setitimer(ITIMER_REAL, &in, NULL);
    while ((ret = sem_wait(s)) == -1 && errno == EINTR && !rang)
        ;
    if (ret == -1 && errno == EINTR)
        errno = ETIMEDOUT;
    ret = ret == -1 ? -errno : 0;
    setitimer(ITIMER_REAL, &off, NULL);
    sigaction(SIGALRM, &before, NULL);
    errno = -ret;
    return ret == 0 ? 0 : -1;
}
