/* wrong: 一个叫醒一个，还剩几个用原子的读和写来数，可是读和写之间隔着一次 post：两个人等就会数错 / each wakes the next, and how many are left is an atomic load and an atomic store with a post between: with two that wait the count goes wrong — caught by: barrier.three_processes */
#include "barrier.h"

#include "lab_point.h"

#include <errno.h>
#include <stddef.h>

static int take(sem_t *s)
{
    int r;

    while ((r = sem_wait(s)) == -1 && errno == EINTR)
        ;
    return r;
}

int bar_init(struct bar *b, int n)
{
    int saved;

    if (b == NULL || n < 1) {
        errno = EINVAL;
        return -1;
    }
    if (sem_init(&b->mutex, 1, 1) == -1)
        return -1;
    if (sem_init(&b->turn1, 1, 0) == -1) {
        saved = errno;
        sem_destroy(&b->mutex);
        errno = saved;
        return -1;
    }
    if (sem_init(&b->turn2, 1, 0) == -1) {
        saved = errno;
        sem_destroy(&b->turn1);
        sem_destroy(&b->mutex);
        errno = saved;
        return -1;
    }
    b->n = n;
    b->count = 0;
    return 0;
}

/* The last one to come does not wait: it wakes one of the others, who wakes the
 * next.  Who finds nobody left opens the second gate for all n. */
int bar_wait(struct bar *b)
{
    int left, i;

    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    take(&b->mutex);
    left = __atomic_add_fetch(&b->count, 1, __ATOMIC_SEQ_CST);
    sem_post(&b->mutex);
    if (b->n == 1)
        __atomic_store_n(&b->count, 0, __ATOMIC_SEQ_CST);
    else if (left == b->n) {
        __atomic_store_n(&b->count, b->n - 1, __ATOMIC_SEQ_CST);
        sem_post(&b->turn1);
    }
    LAB_POINT(1);
    if (left == b->n) {
        LAB_POINT(2);
        if (b->n > 1)
            take(&b->turn2);
        return b->n == 1;
    }
    take(&b->turn1);
    left = __atomic_load_n(&b->count, __ATOMIC_SEQ_CST);
    if (left > 1)
        sem_post(&b->turn1);
    __atomic_store_n(&b->count, left - 1, __ATOMIC_SEQ_CST);
    LAB_POINT(2);
    if (left == 1)
        for (i = 0; i < b->n; i++)
            sem_post(&b->turn2);
    take(&b->turn2);
    return left == 1;
}

int bar_destroy(struct bar *b)
{
    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    sem_destroy(&b->mutex);
    sem_destroy(&b->turn1);
    sem_destroy(&b->turn2);
    return 0;
}
