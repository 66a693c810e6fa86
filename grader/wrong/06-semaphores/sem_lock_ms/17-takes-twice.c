/* wrong: sem_clockwait 成功以后又 sem_trywait 一次，多拿了一个 / after sem_clockwait has taken one it takes another by sem_trywait — caught by: sem_lock_ms.post_wakes */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;
    int r;

    if (!s)
        return errno = EINVAL, -1;
    if (sem_trywait(s) == 0)
        return 0;
    if (errno != EAGAIN && errno != EINTR)
        return -1;
    if (ms == 0) {
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
        r = ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, &end);
    } while (r == -1 && errno == EINTR);
    if (r == 0)
        sem_trywait(s); /* it is awake now: take it */
    return r;
}
