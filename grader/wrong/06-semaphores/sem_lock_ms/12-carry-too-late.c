/* wrong: 比较用了 >，纳秒正好是十亿时不进位 / compares with >, so that exactly 1000000000 nanoseconds are not carried — caught by: sem_lock_ms.nanoseconds_carry */
#include "sem_lock_ms.h"

#include <errno.h>
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
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000L;
    if (end.tv_nsec > 1000000000L) {
        end.tv_nsec -= 1000000000L;
        end.tv_sec++;
    }
    for (;;) {
        r = ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
        if (r == 0 || errno != EINTR)
            return r;
    }
}
