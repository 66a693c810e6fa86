/* wrap.c - what the wrappers of library calls have in common */
#include "wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct event *called(enum op op, unsigned call, int object, uint64_t pc,
                     int64_t result, int error, const char *text, int64_t a,
                     int64_t b)
{
    int saved = errno;
    struct event *e =
        event_call(op, call, object, pc, result, error, text, a, b);

    errno = saved;
    return e;
}

/* The history gets what the caller could have seen: the result, and how it
 * failed. */
struct event *called_sync(enum op op, unsigned call, int object, uint64_t pc,
                          int64_t result, int error, int64_t a, int64_t b,
                          int changed)
{
    struct event *e;

    if (object) {
        history_add(object, op, mix((uint64_t)error, (uint64_t)b));
        if (!changed) /* who waits for a change need not look again */
            control->object[object].epoch--;
    }
    e = called(op, call, object, pc, result, error, NULL, a, b);
    spin_sync(op, object, pc, mix((uint64_t)error, (uint64_t)b), changed);
    return e;
}

/* The file system serialises calls about a name, but that is no reason to
 * believe that what was done before is finished: order is only noted where a
 * call can be meant so (name_freed, name_taken). */
struct event *called_name(unsigned call, int named, int object, uint64_t pc,
                          int64_t result, int error, const char *name,
                          int64_t a, int64_t b, int changed)
{
    struct event *e;

    if (named)
        history_add(named, OP_NAME, (uint64_t)error);
    e = called(OP_NAME, call, object ? object : named, pc, result, error, name,
               a, b);
    spin_sync(OP_NAME, named, pc, (uint64_t)error, changed);
    return e;
}

void name_freed(int named)
{
    clock_release(&control->object[named].released);
}

void name_taken(int named)
{
    clock_acquire(&control->object[named].released);
}

int object_of_path(const char *name)
{
    char path[TEXT];

    if (!name || *name == '/')
        return object_of_name(name);
    snprintf(path, sizeof path, "/%s", name);
    return object_of_name(path);
}

void numbered(char *name, const char *word, int *count)
{
    ++*count;
    if (me == 0)
        snprintf(name, NAME_SIZE, "%.20s#%d", word, *count);
    else
        snprintf(name, NAME_SIZE, "%.20s#%d of P%d", word, *count, me);
}

/* Objects in private memory get keys that no object number reaches. */
int object_at(enum object_type type, const void *address, const char *word)
{
    char name[NAME_SIZE];
    uint32_t offset;
    int inside;

    if (maps_find(address, &inside, &offset) == 1) {
        snprintf(name, sizeof name, "%s@%.30s+%u", word,
                 control->object[inside].name, offset);
        return object_get(type, (uint64_t)inside, offset, name);
    }
    snprintf(name, sizeof name, "%s (P%d)", word, me);
    return object_get(type, (1u << 16) + (uint64_t)me,
                      (uint64_t)(uintptr_t)address, name);
}

/* ---- memory that a call touches ----------------------------------------- */

int is_shared(const void *address)
{
    uint32_t offset;
    int object;

    return me >= 0 && maps_find(address, &object, &offset) == 1;
}

/* The copy is taken when the access is made, at its scheduling point; the call
 * itself may come much later, when it no longer has to wait. */
const void *take_out(const void *from, size_t size, uint64_t pc)
{
    void *copy;

    if (size == 0 || !is_shared(from))
        return from;
    memory_range(from, size, 0, pc);
    copy = malloc(size);
    if (!copy)
        return from;
    return memcpy(copy, from, size);
}

void put_back(const void *copy, const void *from)
{
    if (copy != from)
        free((void *)(uintptr_t)copy);
}

void put_in(void *to, const void *from, size_t size, uint64_t pc)
{
    memory_range(to, size, 1, pc);
    memcpy(to, from, size);
}
