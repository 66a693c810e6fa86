/* wrong: 被打断以后按毫秒算还剩多少，每次都丢掉零头 / after an interruption it counts what is left in milliseconds, and loses the fraction each time — caught by: sem_lock_ms.end_stays */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

static long long milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static int wait_ms(sem_t *s, long long ms)
{
    struct timespec end;

    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000;
    if (end.tv_nsec >= 1000000000) {
        end.tv_nsec -= 1000000000;
        end.tv_sec++;
    }
    return sem_clockwait(s, CLOCK_MONOTONIC, &end);
}

int sem_lock_ms(sem_t *s, int ms)
{
    long long start, left = ms;
    int r;

    if (!s)
        return errno = EINVAL, -1;
    if (ms == 0) {
        r = sem_trywait(s);
        if (r == -1 && errno == EAGAIN)
            errno = ETIMEDOUT;
        return r;
    }
    start = milliseconds();
    for (;;) {
        r = ms < 0 ? sem_wait(s) : wait_ms(s, left);
        if (r == 0 || errno != EINTR)
            return r;
        left = start + ms - milliseconds();
        if (left < 0)
            left = 0;
    }
}
