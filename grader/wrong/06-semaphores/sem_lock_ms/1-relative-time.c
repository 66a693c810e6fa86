/* wrong: 把时间的长短当作时刻交给 sem_clockwait，立刻就超时 / hands a length of time to sem_clockwait as if it were a moment, and it is over at once — caught by: sem_lock_ms.times_out */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec t;
    int r;

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (ms < 0) {
        while ((r = sem_wait(s)) == -1 && errno == EINTR)
            ;
        return r;
    }
    if (ms == 0) {
        r = sem_trywait(s);
        if (r == -1 && errno == EAGAIN)
            errno = ETIMEDOUT;
        return r;
    }
    t.tv_sec = ms / 1000;
    t.tv_nsec = ms % 1000 * 1000000L;
    while ((r = sem_clockwait(s, CLOCK_MONOTONIC, &t)) == -1 && errno == EINTR)
        ;
    return r;
}
