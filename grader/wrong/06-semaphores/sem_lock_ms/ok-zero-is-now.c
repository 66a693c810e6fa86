/* ok: ms 是 0 也用 sem_clockwait，截止的时刻就是现在；被打断以后重新算剩下的时间，一纳秒也不差 / ms 0 is a sem_clockwait until now; after an interruption the rest is computed anew, to the nanosecond */
#include "sem_lock_ms.h"

#include <errno.h>
#include <stdint.h>
#include <time.h>

#define NS 1000000000LL

static int64_t now_ns(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_MONOTONIC, &t) == -1)
        return -1;
    return t.tv_sec * NS + t.tv_nsec;
}

static int wait_ns(sem_t *s, int64_t left)
{
    int64_t end = now_ns() + left;
    struct timespec t = {end / NS, end % NS};

    return sem_clockwait(s, CLOCK_MONOTONIC, &t);
}

int sem_lock_ms(sem_t *s, int ms)
{
    int64_t left = ms * 1000000LL, start;

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (ms < 0) {
        int r;

        while ((r = sem_wait(s)) == -1 && errno == EINTR)
            continue;
        return r;
    }
    start = now_ns();
    while (wait_ns(s, left) == -1) {
        if (errno != EINTR)
            return -1;
        left = start + ms * 1000000LL - now_ns();
    }
    return 0;
}
