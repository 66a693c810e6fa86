/* wrong: 毫秒乘以 1000000 用 int 算，两秒以后就溢出 / milliseconds times 1000000 in an int, which overflows after two seconds — caught by: sem_lock_ms.long_times */
#include "sem_lock_ms.h"

#include <errno.h>
#include <stdint.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;
    int r;

    if (!s)
        return errno = EINVAL, -1;
    if (ms == 0) {
        r = sem_trywait(s);
        if (r == -1 && errno == EAGAIN)
            errno = ETIMEDOUT;
        return r;
    }
    if (ms > 0) {
        /* microseconds fit: an hour is only 3600000 ms */
        uint32_t us = (uint32_t)ms * 1000;

        clock_gettime(CLOCK_MONOTONIC, &end);
        end.tv_sec += us / 1000000;
        end.tv_nsec += us % 1000000 * 1000L;
        if (end.tv_nsec >= 1000000000L) {
            end.tv_nsec -= 1000000000L;
            end.tv_sec++;
        }
    }
    for (;;) {
        r = ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
        if (r == 0 || errno != EINTR)
            return r;
    }
}
