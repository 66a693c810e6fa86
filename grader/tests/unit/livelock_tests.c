/* livelock_tests.c - the same turn over and over is recognised, nothing else */
#include "../../explore/search/search.h"
#include "explored.h"
#include "unit.h"

#include <stdlib.h>

/* `turns` turns of `length` events each; processes take part in turn. */
static struct control *circle(unsigned length, unsigned turns)
{
    struct control *c = explored_new();

    for (unsigned i = 0; i < length * turns; i++) {
        struct event *e = explored_event(c, i % length % 2, OP_ATOMIC_STORE, 1);

        e->value = i % length;
    }
    c->steps = c->events;
    c->decision[c->steps - 1].enabled = length > 1 ? 3 : 1;
    return c;
}

static int round_and_round(unsigned length, unsigned turns)
{
    struct control *c = circle(length, turns);
    int answer = goes_round(c);

    free(c);
    return answer;
}

static void recognised(void)
{
    CU_ASSERT(round_and_round(1, 12) == 1);
    CU_ASSERT(round_and_round(2, 12) == 1);
    CU_ASSERT(round_and_round(7, 40) == 1);
    CU_ASSERT(round_and_round(240, 12) == 1);
}

static void too_few(void)
{
    CU_ASSERT(round_and_round(2, 11) == 0);
    CU_ASSERT(round_and_round(240, 11) == 0);
    CU_ASSERT(round_and_round(241, 12) == 0);
}

static void progress(void)
{
    struct control *c = circle(4, 20);

    c->event[c->events - 3].value = 99;
    CU_ASSERT(goes_round(c) == 0);
    free(c);
    c = circle(4, 20);
    for (uint32_t i = 0; i < c->events; i++)
        c->event[i].value = i; /* a counter, say */
    CU_ASSERT(goes_round(c) == 0);
    free(c);
}

static void before_it(void)
{
    struct control *c = circle(4, 20);

    for (int i = 0; i < 32; i++)
        c->event[i].value = 1000u + (unsigned)i;
    CU_ASSERT(goes_round(c) == 1);
    free(c);
}

static void unfair(void)
{
    struct control *c = circle(2, 20);

    c->decision[c->steps - 1].enabled = 7;
    CU_ASSERT(goes_round(c) == 0);
    free(c);
}

static void nothing(void)
{
    struct control *c = explored_new();

    CU_ASSERT(goes_round(c) == 0);
    free(c);
}

const struct test livelock_tests[] = {
    {"twelve equal turns are a livelock", recognised},
    {"fewer turns, or longer ones, are none", too_few},
    {"a value that changes from turn to turn is progress", progress},
    {"what came before the turns does not matter", before_it},
    {"turns in which somebody was kept waiting are none", unfair},
    {"an execution without a step is none", nothing},
    {NULL, NULL},
};
