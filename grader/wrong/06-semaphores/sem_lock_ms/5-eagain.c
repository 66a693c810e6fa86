/* wrong: ms 是 0 时把 sem_trywait 的 EAGAIN 原样返回 / for ms 0 it returns the EAGAIN of sem_trywait as it is — caught by: sem_lock_ms.zero_tries */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;

    if (!s)
        return errno = EINVAL, -1;
    if (ms == 0)
        return sem_trywait(s);
    if (ms > 0) {
        clock_gettime(CLOCK_MONOTONIC, &end);
        end.tv_sec += (end.tv_nsec + ms % 1000 * 1000000L) / 1000000000L;
        end.tv_nsec = (end.tv_nsec + ms % 1000 * 1000000L) % 1000000000L;
        end.tv_sec += ms / 1000;
    }
    for (;;) {
        int r = ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
        if (r == 0 || errno != EINTR)
            return r;
    }
}
