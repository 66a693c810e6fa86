/* ok: count 里放两个数：来了几个，走了几个，满了就减回去 / count holds two numbers, how many have come and gone, and is brought back by the last */
#include "barrier.h"

#include "lab_point.h"

#include <errno.h>
#include <unistd.h>

/* count holds two numbers: those who have come, and those who have gone. */
enum { COME = 1, GO = 10000 };

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
static int step(struct bar *b, int by, sem_t *gate)
{
    int last, opened = 0, full = b->n;

    if (take(&b->mutex) == -1)
        return -1;
    b->count += by;
    last = (by == COME ? b->count % GO : b->count / GO) == full;
    if (last)
        b->count -= by * full;
    if (last)
        opened = open_gate(gate, b->n);
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
    if (step(b, COME, &b->turn1) == -1)
        return -1;
    LAB_POINT(1);
    if (take(&b->turn1) == -1)
        return -1;
    LAB_POINT(2);
    last = step(b, GO, &b->turn2);
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
