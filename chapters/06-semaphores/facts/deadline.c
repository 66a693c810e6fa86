/* deadline.c - the time given to sem_timedwait
 *
 * 中文：时间是时刻；纳秒不进位是 EINVAL；值够，时刻过了也给。
 * English: the time is a point; nanoseconds without a carry are EINVAL;
 *          with the value there, a time gone by does not matter.
 *
 * Facts: M014, M155, M156.  Sources: sem_wait(3).
 */
#include "sem_fact.h"

static int timed(sem_t *sem, time_t seconds, long nanoseconds)
{
    struct timespec at = {.tv_sec = seconds, .tv_nsec = nanoseconds};

    return sem_timedwait(sem, &at) == -1 ? errno : 0;
}

int main(void)
{
    struct timespec now;
    sem_t sem;

    if (sem_init(&sem, 0, 0) == -1)
        die("sem_init");
    if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
        die("clock_gettime");
    int rc = sem_clockwait(&sem, CLOCK_MONOTONIC, &now) == -1 ? errno : 0;
    report("M014", rc == ETIMEDOUT, "sem_clockwait(CLOCK_MONOTONIC, now): %s",
           err_name(rc));

    time_t later = time(NULL) + 60;
    int empty = timed(&sem, later, 1000000000);
    sem_post(&sem);
    int full = timed(&sem, later, 1000000000);
    report("M155", empty == EINVAL && full == EINVAL,
           "tv_nsec 1000000000: %s, and with the value there: %s",
           err_name(empty), err_name(full));

    int taken = timed(&sem, 1, 0);
    int late = timed(&sem, 1, 0);
    report("M156", taken == 0 && late == ETIMEDOUT,
           "in 1970, value 1: %s; value 0: %s", err_name(taken),
           err_name(late));
    return 0;
}
