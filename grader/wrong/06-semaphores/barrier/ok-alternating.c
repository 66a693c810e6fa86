/* ok: 奇数轮和偶数轮各用一道门，最后来的不等 / odd and even rounds have a gate each, and the last one to come does not wait */
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

/* count runs from 0 to 2n - 1 and round again: the first n of them are an even
 * round and wait at turn1, the others an odd one and wait at turn2.  A round
 * cannot be filled before all have taken their turn of the round before. */
int bar_wait(struct bar *b)
{
    sem_t *gate;
    int me, last;

    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (take(&b->mutex) == -1)
        return -1;
    me = b->count;
    b->count = (me + 1) % (2 * b->n);
    gate = me < b->n ? &b->turn1 : &b->turn2;
    last = me % b->n == b->n - 1;
    if (last)
        for (int i = 1; i < b->n; i++)
            sem_post(gate);
    sem_post(&b->mutex);
    LAB_POINT(1);
    if (!last && take(gate) == -1)
        return -1;
    LAB_POINT(2);
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
