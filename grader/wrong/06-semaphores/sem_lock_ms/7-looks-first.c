/* wrong: 先用 sem_getvalue 看一眼，值大于 0 就放心地 sem_wait / looks with sem_getvalue first, and when the value is above 0 trusts sem_wait not to wait — caught by: sem_lock_ms.decides_by_taking */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

static int take(sem_t *s)
{
    int r;

    do {
        r = sem_wait(s);
    } while (r == -1 && errno == EINTR);
    return r;
}

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec t;
    int value, r;

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (sem_getvalue(s, &value) == -1)
        return -1;
    if (value > 0 || ms < 0)
        return take(s);
    if (ms == 0) {
        if ((r = sem_trywait(s)) == -1 && errno == EAGAIN)
            errno = ETIMEDOUT;
        return r;
    }
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += ms % 1000 * 1000000L;
    if (t.tv_nsec >= 1000000000L) {
        t.tv_nsec -= 1000000000L;
        t.tv_sec += 1;
    }
    while ((r = sem_clockwait(s, CLOCK_MONOTONIC, &t)) == -1 && errno == EINTR)
        ;
    return r;
}
