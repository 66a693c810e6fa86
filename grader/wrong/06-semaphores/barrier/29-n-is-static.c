/* wrong: n 记在一个静态变量里：再准备一个屏障，这一个就坏了 / n is kept in a static variable: make another barrier, and this one is broken — caught by: barrier.all_in_b */
#include "barrier.h"

#include "lab_point.h"

#include <errno.h>
#include <unistd.h>

static int members; /* fork hands it on */

/* take - wait for a semaphore; a signal is no reason to stop waiting. */
static int take(sem_t *s)
{
    return TEMP_FAILURE_RETRY(sem_wait(s));
}

/* open_gate - let n processes through. */
static int open_gate(sem_t *gate, int n)
{
    while (n-- > 0)
        if (sem_post(gate) == -1)
            return -1;
    return 0;
}

/* step - add `by` to count, under the mutex.  Who makes it `full` is the last
 * one of this phase, opens the gate for all n, and gets 1; others get 0. */
static int step(struct bar *b, int by, int full, sem_t *gate)
{
    int last, opened = 0;

    if (take(&b->mutex) == -1)
        return -1;
    b->count += by;
    last = b->count == full;
    if (last)
        opened = open_gate(gate, members);
    if (sem_post(&b->mutex) == -1 || opened == -1)
        return -1;
    return last;
}

int bar_init(struct bar *b, int n)
{
    int saved;

    if (b == NULL || n < 1) {
        errno = EINVAL;
        return -1;
    }
    members = n;
    b->n = n;
    b->count = 0;
    if (sem_init(&b->mutex, 1, 1) == -1)
        return -1;
    if (sem_init(&b->turn1, 1, 0) == -1)
        goto undo_mutex;
    if (sem_init(&b->turn2, 1, 0) == -1)
        goto undo_turn1;
    return 0;

undo_turn1:
    saved = errno;
    sem_destroy(&b->turn1);
    errno = saved;
undo_mutex:
    saved = errno;
    sem_destroy(&b->mutex);
    errno = saved;
    return -1;
}

int bar_wait(struct bar *b)
{
    int last;

    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (step(b, 1, members, &b->turn1) == -1)
        return -1;
    LAB_POINT(1);
    if (take(&b->turn1) == -1)
        return -1;
    LAB_POINT(2);
    last = step(b, -1, 0, &b->turn2);
    if (last == -1 || take(&b->turn2) == -1)
        return -1;
    return last;
}

int bar_destroy(struct bar *b)
{
    if (b == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (sem_destroy(&b->turn2) == -1 || sem_destroy(&b->turn1) == -1 ||
        sem_destroy(&b->mutex) == -1)
        return -1;
    return 0;
}
