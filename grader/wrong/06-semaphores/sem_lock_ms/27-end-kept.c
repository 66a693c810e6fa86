/* wrong: 截止的时刻是 static 的，只在第一次调用时算：第二次用的还是它 / the end is static and computed by the first call: the second still goes by it — caught by: sem_lock_ms.end_is_a_moment */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

/* after - the moment ms milliseconds after `from`.  tv_nsec stays below
 * 1,000,000,000: beyond it the moment is invalid (EINVAL). */
static struct timespec after(struct timespec from, int ms)
{
    from.tv_sec += ms / 1000;
    from.tv_nsec += ms % 1000 * 1000000L;
    if (from.tv_nsec >= 1000000000) {
        from.tv_sec++;
        from.tv_nsec -= 1000000000;
    }
    return from;
}

/* try_once - take it if it can be had now. */
static int try_once(sem_t *s)
{
    int ret = TEMP_FAILURE_RETRY(sem_trywait(s));

    if (ret == -1 && errno == EAGAIN)
        errno = ETIMEDOUT;
    return ret;
}

int sem_lock_ms(sem_t *s, int ms)
{
    static struct timespec end; /* of the first call ever */

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (ms < 0)
        return TEMP_FAILURE_RETRY(sem_wait(s));
    if (ms == 0)
        return try_once(s);
    if (end.tv_sec == 0) {
        if (clock_gettime(CLOCK_MONOTONIC, &end) == -1)
            return -1;
        end = after(end, ms);
    }
    /* the same end each time: a signal cannot put it off */
    return TEMP_FAILURE_RETRY(sem_clockwait(s, CLOCK_MONOTONIC, &end));
}
