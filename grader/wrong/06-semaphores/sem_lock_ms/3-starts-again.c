/* wrong: 每次被信号打断，都重新算一遍截止的时刻 / each time a signal interrupts it the end is computed anew — caught by: sem_lock_ms.end_stays */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

static int wait_some(sem_t *s, int ms)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += ms % 1000 * 1000000L;
    if (t.tv_nsec >= 1000000000L) {
        t.tv_nsec -= 1000000000L;
        t.tv_sec += 1;
    }
    return sem_clockwait(s, CLOCK_MONOTONIC, &t);
}

int sem_lock_ms(sem_t *s, int ms)
{
    int r;

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (ms == 0) {
        r = sem_trywait(s);
        if (r == -1 && errno == EAGAIN)
            errno = ETIMEDOUT;
        return r;
    }
    do {
        r = ms < 0 ? sem_wait(s) : wait_some(s, ms);
    } while (r == -1 && errno == EINTR);
    return r;
}
