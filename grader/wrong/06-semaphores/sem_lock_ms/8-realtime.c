/* wrong: 用 sem_timedwait，按系统时间算，有人调了时间就等错 / uses sem_timedwait, which goes by the time of the system and waits wrongly when somebody sets it — caught by: sem_lock_ms.clock_is_monotonic */
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
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += ms % 1000 * 1000000L;
    if (t.tv_nsec >= 1000000000L) {
        t.tv_nsec -= 1000000000L;
        t.tv_sec += 1;
    }
    while ((r = sem_timedwait(s, &t)) == -1 && errno == EINTR)
        ;
    return r;
}
