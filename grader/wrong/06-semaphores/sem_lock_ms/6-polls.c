/* wrong: 用 sem_trywait 和 usleep 轮询 / polls by sem_trywait and usleep — caught by: sem_lock_ms.sleeps_on_it */
#include "sem_lock_ms.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

static long long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

int sem_lock_ms(sem_t *s, int ms)
{
    long long start = now_ms();

    if (s == NULL) {
        errno = EINVAL;
        return -1;
    }
    while (sem_trywait(s) == -1) {
        if (errno != EAGAIN)
            return -1;
        if (ms >= 0 && now_ms() - start > ms) {
            errno = ETIMEDOUT;
            return -1;
        }
        if (ms != 0)
            usleep(1000);
    }
    return 0;
}
