/* wrong: 限时的等待被打断，就把 EINTR 交给调用者 / a timed wait that was interrupted hands EINTR to the caller — caught by: sem_lock_ms.signals_go_by */
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
    if (t.tv_nsec >= 1000000000L) {
        t.tv_nsec -= 1000000000L;
        t.tv_sec += 1;
    }
    /* the handler has SA_RESTART, so this starts again by itself */
    return sem_clockwait(s, CLOCK_MONOTONIC, &t);
}
