/* wrong: 用 CLOCK_REALTIME 算时刻，却按 CLOCK_MONOTONIC 等，要等五十多年 / the moment is computed from CLOCK_REALTIME and waited for by CLOCK_MONOTONIC: more than fifty years — caught by: sem_lock_ms.end_is_a_moment */
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
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_nsec -= 1000000000L;
        end.tv_sec++;
    }
    for (;;) {
        r = ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
        if (r == 0 || errno != EINTR)
            return r;
    }
}
