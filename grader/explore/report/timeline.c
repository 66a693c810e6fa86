/* timeline.c - an execution as JSON: for reports, and for the book's player */
#include "timeline.h"
#include "../../supervisor/text.h"
#include "pair.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PERIOD_MOST = 16, TURNS_LEAST = 4 };

static const char *const op_names[OPS] = {
    [OP_NONE] = "none",
    [OP_START] = "start",
    [OP_READ] = "read",
    [OP_WRITE] = "write",
    [OP_ATOMIC_LOAD] = "atomic-load",
    [OP_ATOMIC_STORE] = "atomic-store",
    [OP_ATOMIC_RMW] = "atomic-rmw",
    [OP_FENCE] = "fence",
    [OP_FORK] = "fork",
    [OP_EXIT] = "exit",
    [OP_WAIT_CHILD] = "wait-child",
    [OP_SEM_WAIT] = "sem-wait",
    [OP_SEM_TIMEDWAIT] = "sem-timedwait",
    [OP_SEM_TRYWAIT] = "sem-trywait",
    [OP_SEM_POST] = "sem-post",
    [OP_SEM_INIT] = "sem-init",
    [OP_NAME] = "name",
    [OP_CALL] = "call",
    [OP_YIELD] = "yield",
    [OP_SLEEP] = "sleep",
    [OP_BLOCKED] = "blocked",
    [OP_CRASH] = "crash",
    [OP_PRINT] = "print",
    [OP_EXPECT] = "expect",
    [OP_STEP] = "step",
    [OP_MUTEX_LOCK] = "mutex-lock",
    [OP_MUTEX_TRYLOCK] = "mutex-trylock",
    [OP_MUTEX_UNLOCK] = "mutex-unlock",
    [OP_COND_WAIT] = "cond-wait",
    [OP_COND_WAKE] = "cond-wake",
    [OP_COND_SIGNAL] = "cond-signal",
    [OP_SEMOP] = "semop",
    [OP_MQ_SEND] = "mq-send",
    [OP_MQ_RECEIVE] = "mq-receive",
    [OP_READ_WAIT] = "read-wait",
    [OP_PIPE_WRITE] = "pipe-write",
};

/* Calls that succeed and concern nobody else would only be in the way. */
static int worth_showing(const struct event *e)
{
    if (e->op == OP_CALL)
        return e->error != 0 || (e->flags & EVENT_PLANNED);
    return !(e->op == OP_START && e->process == 0);
}

/* The decisions that took the token from somebody who could have gone on, as
 * marks at the events that followed. */
static void mark_preemptions(const struct control *c, unsigned char *mark)
{
    for (uint32_t i = 0; i < c->steps; i++) {
        const struct decision *d = &c->decision[i];

        if (d->current != NOBODY && d->choice % TIMES_OUT != d->current &&
            d->current_enabled && !d->current_low && d->event < c->events)
            mark[d->event] = 1;
    }
}

/* Names may come from a student, and may have been cut. */
static json_t *text_json(char *text)
{
    char *valid = valid_utf8(text, strlen(text));
    json_t *j = json_string(valid ? valid : "?");

    free(valid);
    free(text);
    return j;
}

static json_t *texts(char *zh, char *en)
{
    json_t *both = json_object();

    json_object_set_new(both, "zh", text_json(zh));
    json_object_set_new(both, "en", text_json(en));
    return both;
}

static json_t *entry(const struct control *c, uint32_t i,
                     const struct place *place)
{
    const struct event *e = &c->event[i];
    json_t *j = json_object();
    char *zh, *en, where[96] = "";

    json_object_set_new(j, "step", json_integer(e->step));
    json_object_set_new(j, "process", json_integer(e->process));
    words_process(c, e->process, &zh, &en);
    json_object_set_new(j, "who", texts(zh, en));
    json_object_set_new(j, "op", json_string(op_names[e->op]));
    json_object_set_new(
        j, "object",
        text_json(strdup(e->object ? object_name(c, e->object) : "")));
    json_object_set_new(j, "value", json_integer((json_int_t)e->value));
    if (place->line > 0)
        snprintf(where, sizeof where, "%s:%d", place->file, place->line);
    json_object_set_new(j, "where", json_string(where));
    words_event(c, i, &zh, &en);
    json_object_set_new(j, "text", texts(zh, en));
    if (e->flags & EVENT_RACE)
        json_object_set_new(j, "race", json_true());
    return j;
}

/* The places of all events, in one question. */
static struct place *find_all(const struct control *c, find_places *find,
                              void *argument)
{
    struct place *place = calloc(c->events + 1, sizeof *place);
    uint64_t *pc = calloc(c->events + 1, sizeof *pc);
    uint8_t *image = calloc(c->events + 1, 1);

    for (uint32_t i = 0; place && pc && image && i < c->events; i++) {
        pc[i] = c->event[i].pc;
        image[i] = c->event[i].image;
    }
    if (place && pc && image)
        find(c, pc, image, c->events, place, argument);
    free(pc);
    free(image);
    return place;
}

/* ---- circles --------------------------------------------------------------- */

static int same_words(const json_t *a, const json_t *b)
{
    static const char *const fields[] = {"process", "text", "where",
                                         "preempts"};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const json_t *one = json_object_get(a, fields[i]);
        const json_t *other = json_object_get(b, fields[i]);

        if (one != other && !json_equal(one, other))
            return 0;
    }
    return 1;
}

/* The first entry of the circle in which an execution ends, else the size. */
static size_t circle_start(const json_t *list, size_t period)
{
    size_t size = json_array_size(list), start = size;

    while (start > period &&
           same_words(json_array_get(list, start - 1),
                      json_array_get(list, start - 1 - period)))
        start--;
    start -= start < size ? period : 0;
    return size - start < TURNS_LEAST * period ? size : start;
}

/* Who goes round for ever does the same again and again: once is enough. */
static void leave_one_turn(json_t *list)
{
    size_t size = json_array_size(list);
    json_int_t until = json_integer_value(
        json_object_get(json_array_get(list, size - 1), "step"));

    for (size_t period = 1; period <= PERIOD_MOST; period++) {
        size_t start = circle_start(list, period);
        json_t *last;

        if (start == size)
            continue;
        while (json_array_size(list) > start + period)
            json_array_remove(list, start + period);
        last = json_array_get(list, start + period - 1);
        json_object_set_new(last, "circle", json_integer((json_int_t)period));
        json_object_set_new(last, "until", json_integer(until));
        return;
    }
}

json_t *timeline_json(const struct control *c, find_places *find,
                      void *argument)
{
    struct place *place = find_all(c, find, argument);
    unsigned char *mark = calloc(c->events + 1, 1);
    json_t *list = json_array();

    if (place && mark)
        mark_preemptions(c, mark);
    for (uint32_t i = 0; place && mark && i < c->events; i++) {
        json_t *j;

        /* What is not shown passes its mark on to what follows. */
        if (!worth_showing(&c->event[i])) {
            mark[i + 1] |= mark[i];
            continue;
        }
        j = entry(c, i, &place[i]);
        if (mark[i])
            json_object_set_new(j, "preempts", json_true());
        json_array_append_new(list, j);
        if (c->event[i].op == OP_EXPECT && c->outcome == OUTCOME_WRONG)
            break; /* what follows explains nothing */
    }
    leave_one_turn(list);
    while (json_array_size(list) > TIMELINE_MAX)
        json_array_remove(list, 0);
    free(place);
    free(mark);
    return list;
}
