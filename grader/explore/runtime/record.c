/* record.c - what happened in this execution: events, findings, faults */
#include "engine.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

uint32_t string_add(const char *text)
{
    uint32_t at = control->string_bytes;
    size_t size;

    if (!text)
        return 0;
    size = strnlen(text, TEXT - 1);
    if (at + size + 1 >= STRINGS)
        return 0;
    memcpy(control->strings + at, text, size);
    control->strings[at + size] = '\0';
    control->string_bytes += (uint32_t)size + 1;
    return at;
}

/* Memory accesses enter the histories in clocks.c, where their order counts;
 * what others cannot notice does not enter at all. */
static int part_of_history(enum op op)
{
    switch (op) {
    case OP_READ:
    case OP_WRITE:
    case OP_ATOMIC_LOAD:
    case OP_ATOMIC_STORE:
    case OP_ATOMIC_RMW:
    case OP_BLOCKED:
    case OP_CALL:
    case OP_PRINT:
    case OP_EXPECT:
        return 0;
    default:
        return 1;
    }
}

struct event *event_add(enum op op, int object, uint32_t offset, uint32_t size,
                        uint64_t pc)
{
    static struct event lost;
    struct event *e =
        control->events < EVENTS ? &control->event[control->events++] : &lost;

    memset(e, 0, sizeof *e);
    e->step = control->steps;
    e->process = (uint8_t)me;
    e->image = self->image;
    e->op = (uint8_t)op;
    e->object = (int16_t)object;
    e->offset = offset;
    e->size = size;
    e->pc = pc;
    e->call = CALLS;
    e->held_count =
        self->held_count < sizeof e->held ? self->held_count : sizeof e->held;
    memcpy(e->held, self->held, e->held_count);
    if (part_of_history(op))
        self->history =
            mix(self->history, (unsigned)op * 7u + (unsigned)object);
    return e;
}

struct event *event_call(enum op op, unsigned call, int object, uint64_t pc,
                         int64_t result, int error, const char *text, int64_t a,
                         int64_t b)
{
    struct event *e = event_add(op, object, 0, 0, pc);

    e->call = (uint16_t)call;
    e->value = (uint64_t)result;
    e->error = (int16_t)error;
    e->text = string_add(text);
    e->argument[0] = a;
    e->argument[1] = b;
    if (error)
        e->flags |= EVENT_FAILED;
    return e;
}

struct finding *finding_add(enum finding_kind kind, int object, uint64_t pc)
{
    struct finding *f;

    for (uint32_t i = 0; i < control->findings; i++) {
        f = &control->finding[i];
        if (f->kind == (int)kind && f->object == object)
            return NULL;
    }
    if (control->findings >= FINDINGS)
        return NULL;
    f = &control->finding[control->findings++];
    memset(f, 0, sizeof *f);
    f->kind = kind;
    f->process = me;
    f->object = object;
    f->pc = pc;
    f->event = control->events;
    return f;
}

int call_fails(unsigned call, uint64_t pc)
{
    unsigned mine;

    if (me < 0 || call >= CALLS)
        return 0;
    must_hold_token();
    mine = ++self->calls[call];
    for (uint32_t i = 0; i < control->faults; i++) {
        struct fault *f = &control->fault[i];

        if (f->call != call || (f->process >= 0 && f->process != me))
            continue;
        f->seen++;
        if (f->nth != (f->process >= 0 ? mine : f->seen))
            continue;
        memory_settle();
        event_call(OP_CALL, call, 0, pc, -1, f->error, NULL, 0, 0)->flags |=
            EVENT_PLANNED;
        errno = f->error;
        return 1;
    }
    return 0;
}
