/* deadline.c - the time of sem_timedwait is a point, not a span
 *
 * 中文：sem_timedwait 的时间是时刻，不是时长。五次调用，猜猜结果。
 * English: sem_timedwait takes a point in time, not a span. Five calls:
 *          guess the results.
 *
 * Book: chapter 6, "eintr".  Sources: sem_wait(3), clock_gettime(2).
 * Usage: ./deadline
 */
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sem_t sem;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void show(const char *what, int result)
{
    printf("%-36s %s\n", what, result == 0 ? "ok" : strerrorname_np(errno));
}

int main(void)
{
    struct timespec now;

    if (sem_init(&sem, 0, 0) == -1)
        die("sem_init");
    if (clock_gettime(CLOCK_REALTIME, &now) == -1)
        die("clock_gettime");

    // ANCHOR: calls
    struct timespec ten = {.tv_sec = 10};
    show("ten seconds", sem_timedwait(&sem, &ten));

    struct timespec carry = now;
    carry.tv_nsec = 999999999L + 200000000L;
    show("now and 0.2 s, no carry", sem_timedwait(&sem, &carry));

    struct timespec past = {.tv_sec = now.tv_sec - 60};
    show("a minute ago", sem_timedwait(&sem, &past));
    if (sem_post(&sem) == -1)
        die("sem_post");
    show("a minute ago, and the value is 1", sem_timedwait(&sem, &past));

    struct timespec monotonic;
    if (clock_gettime(CLOCK_MONOTONIC, &monotonic) == -1)
        die("clock_gettime");
    show("the time of CLOCK_MONOTONIC", sem_timedwait(&sem, &monotonic));
    // ANCHOR_END: calls
    return EXIT_SUCCESS;
}
