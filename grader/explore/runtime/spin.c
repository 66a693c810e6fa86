/* spin.c - a loop that only looks is not progress
 *
 * A process that makes the same operations at the same places and sees the same
 * values three times over, is spinning. It is run only when nobody else can,
 * and switching away from it costs no preemption; it goes on as soon as another
 * process changes something it looks at. So `while (!flag) ;`, a lock that is
 * polled and sem_trywait in a loop need no help from the student, and if only
 * spinners are left it is a livelock.
 */
#include "engine.h"

uint64_t place_of(int object, uint32_t offset)
{
    return ((uint64_t)(unsigned)object << 32) | (offset & ~7u);
}

/* Do the last three turns of `period` operations look the same? */
static int repeats(unsigned period)
{
    unsigned n = self->ring_count;

    if (3 * period > n || 3 * period >= SPIN_RING)
        return 0;
    for (unsigned i = 1; i <= 2 * period; i++)
        if (self->ring[(n - i) % SPIN_RING] !=
            self->ring[(n - i - period) % SPIN_RING])
            return 0;
    return 1;
}

void spin_note(enum op op, uint64_t pc, uint64_t place, uint64_t value)
{
    unsigned n = self->ring_count++ % SPIN_RING;

    self->ring[n] = mix(mix((unsigned)op, pc), mix(place, value));
    self->ring_place[n] = place;
    for (unsigned period = 1; !self->spinning && period <= SPIN_LONGEST;
         period++) {
        if (!repeats(period))
            continue;
        self->spinning = 1;
        self->spin_places = period;
        for (unsigned i = 0; i < period; i++)
            self->spin_place[i] =
                self->ring_place[(self->ring_count - 1 - i) % SPIN_RING];
    }
}

static int looks_at(const struct process *p, uint64_t place)
{
    for (uint32_t i = 0; i < p->spin_places; i++)
        if (p->spin_place[i] == place)
            return 1;
    return 0;
}

void spin_progress(uint64_t place)
{
    control->idle = 0;
    for (uint32_t i = 0; i < control->processes; i++) {
        struct process *p = &control->process[i];

        if ((int)i == me || !p->spinning || !looks_at(p, place))
            continue;
        p->spinning = 0;
        p->ring_count = 0;
    }
}

void spin_sync(enum op op, int object, uint64_t pc, uint64_t value, int changed)
{
    if (me < 0)
        return;
    if (changed)
        spin_progress(place_of(object, 0));
    spin_note(op, pc, place_of(object, 0), mix((unsigned)object, value));
}
