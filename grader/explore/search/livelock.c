/* livelock.c - an execution that went round in circles until it was stopped
 *
 * Two processes that keep changing something, each undoing what the other did,
 * never look like spinning (runtime/spin.c). But an execution that ends for its
 * length, and whose last part is the same turn over and over, with the same
 * values at the same places, will go on like that.
 */
#include "search.h"

/* How long a turn may be, in events, and how often it must have been made. */
enum { TURN = 240, TURNS = 12 };

static int same(const struct event *a, const struct event *b)
{
    return a->process == b->process && a->op == b->op && a->pc == b->pc &&
           a->object == b->object && a->offset == b->offset &&
           a->value == b->value && a->before == b->before;
}

static int repeats(const struct control *seen, uint32_t turn)
{
    uint32_t end = seen->events;

    if (turn * TURNS > end)
        return 0;
    for (uint32_t i = end - turn * (TURNS - 1); i < end; i++)
        if (!same(&seen->event[i], &seen->event[i - turn]))
            return 0;
    return 1;
}

/* Whoever could run took part in the turn: nobody was only kept from it. */
static int is_fair(const struct control *seen, uint32_t turn)
{
    unsigned took_part = 0;
    const struct decision *last = &seen->decision[seen->steps - 1];

    for (uint32_t i = seen->events - turn; i < seen->events; i++)
        took_part |= 1u << seen->event[i].process;
    return (last->enabled & ~took_part) == 0;
}

int goes_round(const struct control *seen)
{
    if (seen->steps == 0)
        return 0;
    for (uint32_t turn = 1; turn <= TURN; turn++)
        if (repeats(seen, turn))
            return is_fair(seen, turn);
    return 0;
}
