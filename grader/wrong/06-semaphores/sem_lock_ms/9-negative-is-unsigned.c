/* wrong: ms 变成 unsigned，-1 成了将近 50 天 / ms becomes unsigned, so that -1 means almost 50 days — caught by: sem_lock_ms.negative_is_for_ever */
#include "sem_lock_ms.h"

#include <errno.h>
#include <stdint.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    uint64_t left = (unsigned)ms, ns;
    struct timespec t;

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (left == 0) {
        if (sem_trywait(s) == 0)
            return 0;
        errno = errno == EAGAIN ? ETIMEDOUT : errno;
        return -1;
    }
    clock_gettime(CLOCK_MONOTONIC, &t);
    ns = (uint64_t)t.tv_nsec + left * 1000000;
    t.tv_sec += (time_t)(ns / 1000000000);
    t.tv_nsec = (long)(ns % 1000000000);
    while (sem_clockwait(s, CLOCK_MONOTONIC, &t) == -1)
        if (errno != EINTR)
            return -1;
    return 0;
}
