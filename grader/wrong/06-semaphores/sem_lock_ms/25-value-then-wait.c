/* wrong: ms 是 0 时先用 sem_getvalue 问，值不是 0 才 sem_wait，两步之间会被抢先 / for ms 0 it asks sem_getvalue, and uses sem_wait unless the value is 0; between the two somebody else may be faster — caught by: sem_lock_ms.one_of_several */
#include "sem_lock_ms.h"

#include <errno.h>
#include <stddef.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;
    int value = 1, r;

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (ms == 0)
        sem_getvalue(s, &value);
    if (value == 0) {
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
    do {
        r = ms <= 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
    } while (r == -1 && errno == EINTR);
    return r;
}
