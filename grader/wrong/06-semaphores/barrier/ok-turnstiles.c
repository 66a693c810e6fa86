/* ok: 两道转门，一个放下一个；开一道之前先关另一道 / two turnstiles, where one lets in the next; before one opens the other is closed */
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
    if (sem_init(&b->turn2, 1, 1) == -1) {
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

static int pass(sem_t *gate)
{
    if (take(gate) == -1)
        return -1;
    return sem_post(gate); /* one lets the next one in */
}

int bar_wait(struct bar *b)
{
    int last;

    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    take(&b->mutex);
    last = ++b->count == b->n;
    if (last) {
        take(&b->turn2); /* close the way out before the way in opens */
        sem_post(&b->turn1);
    }
    sem_post(&b->mutex);
    LAB_POINT(1);
    if (pass(&b->turn1) == -1)
        return -1;
    LAB_POINT(2);
    take(&b->mutex);
    if (--b->count == 0) {
        take(&b->turn1);
        sem_post(&b->turn2);
    }
    sem_post(&b->mutex);
    if (pass(&b->turn2) == -1)
        return -1;
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
