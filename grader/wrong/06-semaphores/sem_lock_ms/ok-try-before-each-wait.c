/* ok: 每次等以前先试一下；时刻用一个长整数算 / tries before each wait, and computes the moment in one long number */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

/* after - the moment ms milliseconds after `from`.  tv_nsec stays below
 * 1,000,000,000: beyond it the moment is invalid (EINVAL). */
static struct timespec after(struct timespec from, int ms)
{
    long long ns = from.tv_nsec + ms * 1000000LL;

    return (struct timespec){from.tv_sec + ns / 1000000000, ns % 1000000000};
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
    switch (ms < 0 ? -1 : ms > 0) {
    case -1:
        while (sem_wait(s) == -1)
            if (errno != EINTR)
                return -1;
        return 0;
    case 0:
        return try_once(s);
    }
    if (clock_gettime(CLOCK_MONOTONIC, &end) == -1)
        return -1;
    end = after(end, ms);
    /* the same end each time: a signal cannot put it off */
    for (;;) {
        if (sem_trywait(s) == 0)
            return 0;
        if (errno != EAGAIN && errno != EINTR)
            return -1;
        if (sem_clockwait(s, CLOCK_MONOTONIC, &end) == 0)
            return 0;
        if (errno != EINTR)
            return -1;
    }
}
