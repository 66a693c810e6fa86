/* wrong: 不管什么错误都再等一次，EINVAL 成了死循环 / begins again after any error, and EINVAL becomes an endless loop — caught by: sem_lock_ms.errors_come_through */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;

    if (!s)
        return errno = EINVAL, -1;
    if (ms == 0) {
        if (sem_trywait(s) == 0)
            return 0;
        errno = ETIMEDOUT;
        return -1;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_nsec -= 1000000000L;
        end.tv_sec++;
    }
    for (;;) {
        if (ms < 0 && sem_wait(s) == 0)
            return 0;
        if (ms > 0 && sem_clockwait(s, CLOCK_MONOTONIC, &end) == 0)
            return 0;
        if (errno == ETIMEDOUT)
            return -1;
    }
}
