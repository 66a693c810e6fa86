/* wrong: 等的时候挡住所有的信号，处理函数不能运行 / blocks all signals while it waits, so that no handler can run — caught by: sem_lock_ms.signals_go_by */
#include "sem_lock_ms.h"

#include <errno.h>
#include <signal.h>
#include <time.h>

static int wait_until(sem_t *s, int ms, const struct timespec *end)
{
    sigset_t all, old;
    int r, saved;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &old);
    r = ms < 0 ? sem_wait(s) : sem_clockwait(s, CLOCK_MONOTONIC, end);
    saved = errno;
    sigprocmask(SIG_SETMASK, &old, NULL);
    errno = saved;
    return r;
}

int sem_lock_ms(sem_t *s, int ms)
{
    struct timespec end;
    int r;

    if (!s)
        return errno = EINVAL, -1;
    if (ms == 0) {
        r = sem_trywait(s);
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
    do {
        r = wait_until(s, ms, &end);
    } while (r == -1 && errno == EINTR);
    return r;
}
