/* wrong: ms 是 0 时先 sched_yield，再试一次 / for ms 0 it yields and tries once more — caught by: sem_lock_ms.zero_is_no_wait */
#include "sem_lock_ms.h"

#include <errno.h>
#include <sched.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;
    int r;

    if (!s)
        return errno = EINVAL, -1;
    if (ms == 0) {
        r = sem_trywait(s);
        if (r == -1 && errno == EAGAIN) {
            sched_yield(); /* give the owner a chance */
            r = sem_trywait(s);
        }
        if (r == -1 && errno == EAGAIN)
            errno = ETIMEDOUT;
        return r;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
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
