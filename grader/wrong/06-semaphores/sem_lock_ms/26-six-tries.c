/* wrong: 信号来过六次，就说时间到了 / after six signals it says that the time is up — caught by: sem_lock_ms.many_signals */
#include "sem_lock_ms.h"

#include <errno.h>
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
    if (clock_gettime(CLOCK_MONOTONIC, &end) == -1)
        return -1;
    end = after(end, ms);
    /* the same end each time: a signal cannot put it off */
    for (int tries = 0; tries < 6; tries++)
        if (sem_clockwait(s, CLOCK_MONOTONIC, &end) == 0)
            return 0;
        else if (errno != EINTR)
            return -1;
    errno = ETIMEDOUT;
    return -1;
}
