/* wrong: 负数也算出一个时刻，那已经过去，立刻超时 / computes a moment for a negative ms as well; it is past, and the time is up at once — caught by: sem_lock_ms.negative_is_for_ever */
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
    if (end.tv_nsec < 0) {
        end.tv_nsec += 1000000000L;
        end.tv_sec--;
    }
    if (end.tv_sec < 0)
        end.tv_sec = 0;
    do {
        r = sem_clockwait(s, CLOCK_MONOTONIC, &end);
    } while (r == -1 && errno == EINTR);
    return r;
}
