/* wrong: 把 EINTR 交给调用者 / hands EINTR to the caller — caught by: barrier.interrupted */
#include "barrier.h"

#include "lab_point.h"

#include <errno.h>
#include <stddef.h>

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
    int last = 0, i;

    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (sem_wait(&b->mutex) == -1)
        return -1;
    if (++b->count == b->n)
        for (i = 0; i < b->n; i++)
            sem_post(&b->turn1);
    sem_post(&b->mutex);
    LAB_POINT(1);
    if (sem_wait(&b->turn1) == -1)
        return -1;
    LAB_POINT(2);
    if (sem_wait(&b->mutex) == -1)
        return -1;
    if (--b->count == 0) {
        last = 1;
        for (i = 0; i < b->n; i++)
            sem_post(&b->turn2);
    }
    sem_post(&b->mutex);
    if (sem_wait(&b->turn2) == -1)
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
