/* wrong: ms * 1000000 用 int 相乘，三秒就溢出 / ms * 1000000 is multiplied as an int, and three seconds overflow it — caught by: sem_lock_ms.long_times */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;
    long nsec;
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
    clock_gettime(CLOCK_MONOTONIC, &end);
    nsec = end.tv_nsec + ms * 1000000;
    end.tv_sec += nsec / 1000000000;
    end.tv_nsec = nsec % 1000000000;
    do {
        r = ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
    } while (r == -1 && errno == EINTR);
    return r;
}
