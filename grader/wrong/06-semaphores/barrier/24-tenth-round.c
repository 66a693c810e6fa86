/* wrong: 每到第十轮，第二道门少 post 一次 / every tenth round a post is forgotten at the second gate — caught by: barrier.many_rounds */
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

int bar_wait(struct bar *b)
{
    static int round;
    int last = 0, i;

    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    round++;
    take(&b->mutex);
    if (++b->count == b->n)
        for (i = 0; i < b->n; i++)
            sem_post(&b->turn1);
    sem_post(&b->mutex);
    LAB_POINT(1);
    take(&b->turn1);
    LAB_POINT(2);
    take(&b->mutex);
    if (--b->count == 0) {
        last = 1;
        for (i = round % 10 == 0; i < b->n; i++)
            sem_post(&b->turn2);
    }
    sem_post(&b->mutex);
    take(&b->turn2);
    return last;
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
