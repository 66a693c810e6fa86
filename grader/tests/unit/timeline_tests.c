/* timeline_tests.c - an execution as a list of what is worth showing */
#include "../../explore/report/timeline.h"
#include "../../supervisor/fields.h"
#include "explored.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* Line numbers are the addresses; 0 is nowhere. */
static void find(const struct control *c, const uint64_t *pc,
                 const uint8_t *image, size_t n, struct place *place,
                 void *argument)
{
    (void)c, (void)image;
    for (size_t i = 0; i < n; i++) {
        if (pc[i])
            strcpy(place[i].file, argument);
        place[i].line = (int)pc[i];
    }
}

static json_t *timeline(const struct control *c)
{
    return timeline_json(c, find, "x.c");
}

static const json_t *entry(const json_t *list, size_t i)
{
    return json_array_get(list, i);
}

static void fields(void)
{
    struct control *c = explored_new();
    struct event *e = explored_event(c, 1, OP_WRITE, 1);
    json_t *list;

    e->step = 4;
    e->pc = 31;
    e->value = 7;
    e->flags = EVENT_RACE;
    explored_event(c, 0, OP_READ, 1);
    list = timeline(c);
    CU_ASSERT_EQUAL(json_array_size(list), 2);
    CU_ASSERT_EQUAL(field_number(entry(list, 0), "step"), 4);
    CU_ASSERT_EQUAL(field_number(entry(list, 0), "process"), 1);
    CU_ASSERT_EQUAL(field_number(entry(list, 0), "value"), 7);
    CU_ASSERT(field_is(entry(list, 0), "op", "write"));
    CU_ASSERT(field_is(entry(list, 0), "object", "anon#1"));
    CU_ASSERT(field_is(entry(list, 0), "where", "x.c:31"));
    CU_ASSERT(json_is_true(json_object_get(entry(list, 0), "race")));
    CU_ASSERT(field_is(entry(list, 1), "where", ""));
    CU_ASSERT(!json_object_get(entry(list, 1), "race"));
    CU_ASSERT(field_is(json_object_get(entry(list, 0), "who"), "en", "child"));
    CU_ASSERT(field_is(json_object_get(entry(list, 0), "text"), "en",
                       "writes anon#1+0: 0 -> 7"));
    json_decref(list);
    free(c);
}

static void shown(void)
{
    struct control *c = explored_new();
    json_t *list;

    explored_event(c, 0, OP_START, 0);
    explored_event(c, 0, OP_CALL, 0);
    explored_event(c, 0, OP_CALL, 0)->error = 2;
    explored_event(c, 0, OP_CALL, 0)->flags = EVENT_PLANNED;
    explored_event(c, 1, OP_START, 0);
    list = timeline(c);
    CU_ASSERT_EQUAL(json_array_size(list), 3);
    CU_ASSERT(field_is(entry(list, 2), "op", "start"));
    json_decref(list);
    free(c);
}

/* Process 0 could have gone on, and 1 was chosen, before event `at`. */
static void preempt(struct control *c, uint32_t at)
{
    c->decision[c->steps++] = (struct decision){
        .current = 0, .choice = 1, .current_enabled = 1, .event = at};
}

static int is_marked(const json_t *list, size_t i)
{
    return json_is_true(json_object_get(entry(list, i), "preempts"));
}

static void preemptions(void)
{
    struct control *c = explored_new();
    json_t *list;

    for (int i = 0; i < 3; i++)
        explored_event(c, 0, OP_READ, 1);
    explored_event(c, 1, OP_CALL, 0); /* not shown */
    explored_event(c, 1, OP_READ, 1);
    preempt(c, 1);
    preempt(c, 3);
    preempt(c, 5); /* after the last */
    list = timeline(c);
    CU_ASSERT(!is_marked(list, 0) && is_marked(list, 1) && !is_marked(list, 2));
    CU_ASSERT(is_marked(list, 3));
    json_decref(list);
    c->decision[0].current_enabled = 0; /* it had to wait */
    c->decision[1].current_low = 1;     /* it only slept */
    list = timeline(c);
    for (size_t i = 0; i < 4; i++)
        CU_ASSERT(!is_marked(list, i));
    json_decref(list);
    free(c);
}

static void the_last(void)
{
    struct control *c = explored_new();
    json_t *list;

    for (unsigned i = 0; i < EVENTS; i++)
        explored_event(c, 0, i % 2 ? OP_CALL : OP_READ, 1)->value = i;
    list = timeline(c);
    CU_ASSERT_EQUAL(json_array_size(list), TIMELINE_MAX);
    CU_ASSERT_EQUAL(field_number(entry(list, TIMELINE_MAX - 1), "value"),
                    EVENTS - 2);
    CU_ASSERT_EQUAL(field_number(entry(list, 0), "value"),
                    EVENTS - 2 * TIMELINE_MAX);
    json_decref(list);
    free(c);
}

static void any_bytes(void)
{
    struct control *c = explored_new();
    json_t *list;

    explored_event(c, 0, OP_READ, 1);
    strcpy(c->object[1].name, "/a\xff\xe6\x98");
    list = timeline(c);
    CU_ASSERT(field_is(entry(list, 0), "object", "/a\ufffd\ufffd\ufffd"));
    json_decref(list);
    free(c);
}

static void every_op(void)
{
    struct control *c = explored_new();
    json_t *list;
    int nameless = 0;

    for (int op = 0; op < OPS; op++) {
        struct event *e = explored_event(c, 1, (enum op)op, 1);

        e->error = 1;
        e->pc = (uint64_t)op + 1; /* or the last would be a circle */
    }
    list = timeline(c);
    CU_ASSERT_EQUAL(json_array_size(list), OPS);
    for (size_t i = 0; i < OPS; i++)
        nameless += !*field_text(entry(list, i), "op");
    CU_ASSERT_EQUAL(nameless, 0);
    json_decref(list);
    free(c);
}

static void circle(void)
{
    struct control *c = explored_new();
    json_t *list;

    explored_event(c, 0, OP_WRITE, 1);
    for (unsigned i = 0; i < 2000; i++) {
        struct event *e = explored_event(c, i % 2, OP_READ, 1);

        e->step = i + 1;
    }
    list = timeline(c);
    CU_ASSERT_EQUAL(json_array_size(list), 3);
    CU_ASSERT(field_is(entry(list, 0), "op", "write"));
    CU_ASSERT_EQUAL(field_number(entry(list, 2), "circle"), 2);
    CU_ASSERT_EQUAL(field_number(entry(list, 2), "until"), 2000);
    json_decref(list);
    free(c);
}

static void empty(void)
{
    struct control *c = explored_new();
    json_t *list = timeline(c);

    CU_ASSERT(json_is_array(list) && json_array_size(list) == 0);
    json_decref(list);
    free(c);
}

const struct test timeline_tests[] = {
    {"an entry tells step, process, operation, object, value and place",
     fields},
    {"calls that succeed are left out, others and planned ones are not", shown},
    {"who was taken off is marked at the next entry that is shown",
     preemptions},
    {"of a long execution the last entries are kept", the_last},
    {"a name of any bytes becomes text", any_bytes},
    {"every operation has a name", every_op},
    {"who goes round in a circle is shown once, with what came before", circle},
    {"an execution in which nothing happened is an empty list", empty},
    {NULL, NULL},
};
