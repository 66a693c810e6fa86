/* wrong: ms 是 0 也用 sem_wait，一直等 / ms 0 uses sem_wait as well and waits for ever — caught by: sem_lock_ms.zero_tries */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;
    int r;

    if (!s)
        return errno = EINVAL, -1;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_nsec -= 1000000000L;
        end.tv_sec++;
    }
    do {
        r = ms <= 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
    } while (r == -1 && errno == EINTR);
    return r;
}
