/* wrong: 值大于 0 时只看一眼就返回 0，没有拿 / when the value is above 0 it looks and returns 0, having taken nothing — caught by: sem_lock_ms.takes_free */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;
    int value, r;

    if (!s)
        return errno = EINVAL, -1;
    sem_getvalue(s, &value);
    if (value > 0)
        return 0;
    if (ms == 0) {
        errno = ETIMEDOUT;
        return -1;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_nsec -= 1000000000L;
        end.tv_sec++;
    }
    do {
        r = ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
    } while (r == -1 && errno == EINTR);
    return r;
}
