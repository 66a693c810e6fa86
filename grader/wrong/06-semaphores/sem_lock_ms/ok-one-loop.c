/* ok: 先试一次，再用一个循环等；ms 小于 0 时没有截止的时刻 / tries first, then one loop for both kinds of wait */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end = {0};

    if (!s) {
        errno = EINVAL;
        return -1;
    }
    if (ms > 0) {
        if (clock_gettime(CLOCK_MONOTONIC, &end) == -1)
            return -1;
        long long ns = end.tv_nsec + ms * 1000000LL;
        end.tv_sec += ns / 1000000000;
        end.tv_nsec = ns % 1000000000;
    }
    if (sem_trywait(s) == 0)
        return 0;
    for (;;) {
        if (errno == EAGAIN && ms == 0)
            errno = ETIMEDOUT;
        if (errno != EINTR && errno != EAGAIN)
            return -1;
        if ((ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end)) ==
            0)
            return 0;
    }
}
