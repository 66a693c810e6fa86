/* explored.c - a control block as if something had been explored */
#include "explored.h"
#include "../../supervisor/text.h"

#include <stdlib.h>
#include <string.h>

struct control *explored_new(void)
{
    struct control *c = calloc(1, sizeof *c);

    if (!c)
        abort();
    c->processes = 2;
    c->process[0].parent = -1;
    c->process[0].state = c->process[1].state = PROCESS_READY;
    c->objects = 2;
    c->object[1].type = OBJECT_ANONYMOUS;
    strcpy(c->object[1].name, "anon#1");
    c->string_bytes = 1;
    return c;
}

struct event *explored_event(struct control *c, unsigned process, enum op op,
                             int object)
{
    struct event *e = &c->event[c->events++];

    memset(e, 0, sizeof *e);
    e->step = c->steps;
    e->process = (uint8_t)process;
    e->op = (uint8_t)op;
    e->object = (int16_t)object;
    e->size = 4;
    e->call = CALLS;
    return e;
}

uint32_t explored_text(struct control *c, const char *text)
{
    uint32_t at = c->string_bytes;

    strcpy(c->strings + at, text);
    c->string_bytes += (uint32_t)strlen(text) + 1;
    return at;
}

/* ---- noise --------------------------------------------------------------- */

uint64_t noise(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* A count for a table of `room` entries: often one that does not fit. */
static uint32_t count(uint64_t *state, uint32_t room)
{
    const uint32_t edges[] = {0, 1, 2, room - 1, room, room + 1, UINT32_MAX};
    uint64_t random = noise(state);

    if (random % 4 == 0)
        return (uint32_t)(random >> 8) % (room + 1);
    return edges[(random >> 8) % (sizeof edges / sizeof *edges)];
}

/* Random bytes; runs of small numbers among them, which look plausible. */
static void bytes(void *to, size_t size, uint64_t *state)
{
    unsigned char *at = to;

    for (size_t i = 0; i + 8 <= size; i += 8) {
        uint64_t random = noise(state);

        if (random % 8 < 3)
            random &= UINT64_C(0x0303030303030303);
        memcpy(at + i, &random, 8);
    }
}

void explored_noise(struct control *c, uint64_t *state)
{
    uint32_t wanted = c->wanted, finished = c->finished;

    bytes(c, sizeof *c, state);
    c->wanted = wanted;
    c->finished = finished;
    c->outcome = count(state, OUTCOMES);
    c->owner = count(state, PROCESSES);
    c->processes = count(state, PROCESSES);
    c->objects = count(state, OBJECTS);
    c->steps = count(state, 400);
    c->events = count(state, noise(state) % 4 ? 400 : EVENTS);
    c->string_bytes = count(state, STRINGS);
    c->races = count(state, RACES);
    c->findings = count(state, FINDINGS);
    c->images = count(state, IMAGES);
}

/* ---- sentences ----------------------------------------------------------- */

static int is_text(const char *text)
{
    char *valid = text ? valid_utf8(text, strlen(text)) : NULL;
    int good = valid && *text && strcmp(valid, text) == 0;

    free(valid);
    return good;
}

int is_said(char *zh, char *en)
{
    int good = is_text(zh) && is_text(en);

    free(zh);
    free(en);
    return good;
}
