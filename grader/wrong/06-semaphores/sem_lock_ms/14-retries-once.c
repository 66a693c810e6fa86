/* wrong: 被打断以后只再等一次，用的是 if 不是循环 / after an interruption it waits once more: an if and not a loop — caught by: sem_lock_ms.many_signals */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

static int wait_until(sem_t *s, const struct timespec *end)
{
    return end ? sem_clockwait(s, CLOCK_MONOTONIC, end) : sem_wait(s);
}

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end, *until = NULL;
    int r;

    if (!s)
        return errno = EINVAL, -1;
    if (ms == 0) {
        r = sem_trywait(s);
        if (r == -1 && errno == EAGAIN)
            errno = ETIMEDOUT;
        return r;
    }
    if (ms > 0) {
        clock_gettime(CLOCK_MONOTONIC, &end);
        end.tv_sec += ms / 1000;
        end.tv_nsec += ms % 1000 * 1000000L;
        if (end.tv_nsec >= 1000000000L) {
            end.tv_nsec -= 1000000000L;
            end.tv_sec++;
        }
        until = &end;
    }
    r = wait_until(s, until);
    if (r == -1 && errno == EINTR)
        r = wait_until(s, until);
    return r;
}
