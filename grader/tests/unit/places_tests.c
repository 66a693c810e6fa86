/* places_tests.c - where a preemption can make a difference */
#include "../../explore/search/places.h"
#include "explored.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static uint64_t key(const struct control *c, enum op op, int object,
                    uint32_t offset)
{
    const struct decision d = {
        .op = (uint8_t)op, .object = (int16_t)object, .offset = offset};

    return place_key(c, &d);
}

static void nothing(void)
{
    struct control *c = explored_new();

    CU_ASSERT(key(c, OP_READ, 0, 0) == 0);
    CU_ASSERT(key(c, OP_FORK, 1, 0) == 0);
    CU_ASSERT(key(c, OP_START, 1, 0) == 0);
    CU_ASSERT(key(c, OP_WAIT_CHILD, 1, 0) == 0);
    CU_ASSERT(key(c, OP_READ, 1, 0) != 0);
    free(c);
}

static void granules(void)
{
    struct control *c = explored_new();

    CU_ASSERT(key(c, OP_READ, 1, 0) == key(c, OP_WRITE, 1, 7));
    CU_ASSERT(key(c, OP_READ, 1, 0) != key(c, OP_READ, 1, 8));
    CU_ASSERT(key(c, OP_ATOMIC_LOAD, 1, 0) == key(c, OP_ATOMIC_RMW, 1, 4));
    CU_ASSERT(key(c, OP_READ, 1, 0) != key(c, OP_ATOMIC_LOAD, 1, 0));
    /* of a semaphore the offset says nothing */
    CU_ASSERT(key(c, OP_SEM_WAIT, 1, 0) == key(c, OP_SEM_POST, 1, 64));
    free(c);
}

/* Numbers of objects depend on the schedule, names do not. */
static void by_name(void)
{
    struct control *c = explored_new(), *other = explored_new();

    other->objects = 6;
    other->object[5] = other->object[1];
    strcpy(other->object[1].name, "/lock");
    CU_ASSERT(key(c, OP_READ, 1, 0) == key(other, OP_READ, 5, 0));
    CU_ASSERT(key(c, OP_READ, 1, 0) != key(other, OP_READ, 1, 0));
    other->object[5].type = OBJECT_SEGMENT;
    CU_ASSERT(key(c, OP_READ, 1, 0) != key(other, OP_READ, 5, 0));
    free(c);
    free(other);
}

static void of_events(void)
{
    struct control *c = explored_new();
    struct event *e = explored_event(c, 0, OP_WRITE, 1);

    e->offset = 12;
    CU_ASSERT(place_of_event(c, e) == key(c, OP_WRITE, 1, 12));
    free(c);
}

static void matters(void)
{
    CU_ASSERT(!place_matters(&(struct place_use){.processes = 3}));
    CU_ASSERT(!place_matters(&(struct place_use){.written = 1}));
    CU_ASSERT(
        !place_matters(&(struct place_use){.processes = 4, .written = 1}));
    CU_ASSERT(place_matters(&(struct place_use){.processes = 5, .written = 1}));
    CU_ASSERT(!place_matters(
        &(struct place_use){.processes = 3, .written = 1, .plain = 1}));
    CU_ASSERT(place_matters(&(struct place_use){.plain = 1, .racy = 1}));
}

static void entries(void)
{
    struct places p = {0};
    int moved = 0;

    for (uint64_t i = 1; i <= PLACES_MAX; i++) {
        struct place_use *use = places_use(&p, i);

        CU_ASSERT_FATAL(use != NULL);
        use->racy = (int)i;
    }
    for (uint64_t i = 1; i <= PLACES_MAX; i++)
        moved += places_use(&p, i)->racy != (int)i;
    CU_ASSERT_EQUAL(moved, 0);
    CU_ASSERT(places_use(&p, PLACES_MAX + 1) == NULL);
    CU_ASSERT_EQUAL(p.n, PLACES_MAX);
    places_free(&p);
    CU_ASSERT(p.use == NULL && p.n == 0);
}

static void first_in(void)
{
    struct queue q = {0};
    int wrong = 0;

    for (unsigned i = 0; i < 1000; i++)
        CU_ASSERT_FATAL(queue_add(&q, (struct work){.cost = i}) == 0);
    for (unsigned i = 0; i < 1000; i++)
        wrong += q.work[q.head++].cost != i;
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT(q.head == q.n);
    queue_free(&q);
}

const struct test places_tests[] = {
    {"what nobody else can see is no place", nothing},
    {"eight bytes are one place, and plain accesses another than atomic ones",
     granules},
    {"a place is known by the name of its object, not by its number", by_name},
    {"an event lies at the same place as the decision before it", of_events},
    {"a place matters when two use it and one changes it, or when it races",
     matters},
    {"entries stay when the table grows, and end at its limit", entries},
    {"a queue gives back what came first", first_in},
    {NULL, NULL},
};
