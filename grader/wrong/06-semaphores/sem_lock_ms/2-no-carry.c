/* wrong: 纳秒加过了十亿也不进位，内核说 EINVAL / the nanoseconds go past 1000000000 and are not carried: EINVAL — caught by: sem_lock_ms.nanoseconds_carry */
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
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += ms % 1000 * 1000000L;
    while ((r = sem_clockwait(s, CLOCK_MONOTONIC, &t)) == -1 && errno == EINTR)
        ;
    return r;
}
