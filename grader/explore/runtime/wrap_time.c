/* wrap_time.c - time that the schedule makes
 *
 * Nobody sleeps: a sleeping process only lets others go first, so that a sleep
 * never makes up for missing synchronisation. The clock counts what a process
 * has done and heard of: the sum of its vector clock, in microseconds, which
 * never goes back along any chain of causes and is the same in two executions
 * that differ only in the order of independent steps. Sleeping and reaching a
 * time limit let it jump.
 *
 * Events: argument[0] is the time asked for, in microseconds.
 */
#include "wrap.h"

#include <sys/time.h>

enum { MICRO = 1000000 };

/* Where clocks start, in seconds: that of the calendar in 2023, the others, as
 * after a boot, soon after 0. Who mixes them up waits too long or not at all,
 * as on a real machine. */
enum { CALENDAR = 1700000000, BOOT = 1000 };

/* A component of the clock must not overflow: no jump is longer than this. */
enum { LONGEST = 600 * MICRO };

static uint64_t time_of(clockid_t clock)
{
    int calendar = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ||
                   clock == CLOCK_TAI;
    uint64_t sum = 0;

    for (int i = 0; i < PROCESSES; i++)
        sum += self->now.at[i];
    return (uint64_t)(calendar ? CALENDAR : BOOT) * MICRO + sum;
}

void time_passes(uint64_t microseconds)
{
    uint32_t left = UINT32_MAX / 2 - self->now.at[me];

    if (microseconds > LONGEST)
        microseconds = LONGEST;
    if (self->now.at[me] < UINT32_MAX / 2 && microseconds < left)
        self->now.at[me] += (uint32_t)microseconds;
}

int is_time(const struct timespec *t)
{
    return t->tv_nsec >= 0 && t->tv_nsec < 1000000000;
}

static uint64_t micro(const struct timespec *t)
{
    enum { FOREVER = 1 << 30 }; /* seconds: beyond the year 2038 */

    if (t->tv_sec < 0 || !is_time(t))
        return 0;
    if (t->tv_sec > 2LL * FOREVER)
        return (uint64_t)FOREVER * 2 * MICRO;
    return (uint64_t)t->tv_sec * MICRO + (uint64_t)t->tv_nsec / 1000;
}

uint64_t time_until(clockid_t clock, const struct timespec *when)
{
    uint64_t now = time_of(clock), then = micro(when);

    return then > now ? then - now : 0;
}

void time_after(clockid_t clock, const struct timespec *passed,
                struct timespec *then)
{
    uint64_t at = time_of(clock) + micro(passed);

    then->tv_sec = (time_t)(at / MICRO);
    then->tv_nsec = (long)(at % MICRO) * 1000;
}

/* ---- reading the clock -------------------------------------------------- */

/* Every look lets a little time pass, and more and more of it if the process
 * does nothing but look: a loop that waits for a time comes to an end. */
static uint64_t look(clockid_t clock)
{
    enum { DOUBLINGS = 20 };
    static uint32_t last_step, looks;

    if (control->steps == last_step || self->spinning)
        looks += looks < DOUBLINGS;
    else
        looks = 0;
    last_step = control->steps;
    time_passes(1u << looks);
    return time_of(clock);
}

int explored_clock_gettime(clockid_t clock, struct timespec *t);
time_t explored_time(time_t *t);
int explored_gettimeofday(struct timeval *t, void *zone);
int explored_clock_nanosleep(clockid_t clock, int flags,
                             const struct timespec *time,
                             struct timespec *rest);

int explored_clock_gettime(clockid_t clock, struct timespec *t)
{
    uint64_t now;
    int result = clock_gettime(clock, t); /* a bad clock, a bad address */

    if (me < 0 || result == -1)
        return result;
    memory_settle();
    now = look(clock);
    t->tv_sec = (time_t)(now / MICRO);
    t->tv_nsec = (long)(now % MICRO) * 1000;
    return 0;
}

time_t explored_time(time_t *t)
{
    time_t now;

    if (me < 0)
        return time(t);
    memory_settle();
    now = (time_t)(look(CLOCK_REALTIME) / MICRO);
    if (t)
        *t = now;
    return now;
}

int explored_gettimeofday(struct timeval *t, void *zone)
{
    uint64_t now;
    int result = gettimeofday(t, zone);

    if (me < 0 || result == -1)
        return result;
    memory_settle();
    now = look(CLOCK_REALTIME);
    t->tv_sec = (time_t)(now / MICRO);
    t->tv_usec = (suseconds_t)(now % MICRO);
    return 0;
}

/* ---- sleeping ----------------------------------------------------------- */

static void yield(enum op op, unsigned call, uint64_t microseconds, uint64_t pc)
{
    self->sleeping = 1;
    point(op, 0, 0, 0, pc);
    self->sleeping = 0;
    time_passes(microseconds);
    called(op, call, 0, pc, 0, 0, NULL, (int64_t)microseconds, 0);
}

int explored_sched_yield(void)
{
    WRAPPED(sched_yield, -1, sched_yield());
    yield(OP_YIELD, CALL_sched_yield, 0, PC);
    return 0;
}

unsigned explored_sleep(unsigned seconds)
{
    if (me < 0)
        return sleep(seconds);
    yield(OP_SLEEP, CALL_sleep, (uint64_t)seconds * MICRO, PC);
    return 0;
}

int explored_usleep(useconds_t microseconds)
{
    WRAPPED(usleep, -1, usleep(microseconds));
    yield(OP_SLEEP, CALL_usleep, microseconds, PC);
    return 0;
}

/* A time that is none makes the real call fail at once. */
int explored_nanosleep(const struct timespec *time, struct timespec *rest)
{
    WRAPPED(nanosleep, -1, nanosleep(time, rest));
    if (!is_time(time) || time->tv_sec < 0)
        return nanosleep(time, rest);
    yield(OP_SLEEP, CALL_nanosleep, micro(time), PC);
    return 0;
}

int explored_clock_nanosleep(clockid_t clock, int flags,
                             const struct timespec *time, struct timespec *rest)
{
    if (me < 0 || !is_time(time) || time->tv_sec < 0)
        return clock_nanosleep(clock, flags, time, rest);
    yield(OP_SLEEP, CALL_nanosleep,
          flags & TIMER_ABSTIME ? time_until(clock, time) : micro(time), PC);
    return 0;
}
