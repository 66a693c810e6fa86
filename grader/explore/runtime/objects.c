/* objects.c - which object an address, a descriptor or a name belongs to
 *
 * Objects live in the control block and are the same for every process;
 * mappings and descriptors belong to a process, so they lie in its own memory,
 * and fork copies them as it copies the real ones.
 */
#include "engine.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int object_find(enum object_type type, uint64_t key1, uint64_t key2)
{
    for (uint32_t i = 1; i < control->objects; i++) {
        const struct object *o = &control->object[i];

        if (o->type == (int)type && o->key1 == key1 && o->key2 == key2 &&
            !o->destroyed)
            return (int)i;
    }
    return 0;
}

int object_get(enum object_type type, uint64_t key1, uint64_t key2,
               const char *name)
{
    int i = object_find(type, key1, key2);
    struct object *o;

    if (i)
        return i;
    if (control->objects >= OBJECTS) {
        finding_add(FINDING_FULL, 0, 0);
        return 0;
    }
    i = (int)control->objects++;
    o = &control->object[i];
    memset(o, 0, sizeof *o);
    memset(control->taken_after[i], 0, OBJECTS);
    for (int k = 0; k < OBJECTS; k++)
        control->taken_after[k][i] = 0;
    o->type = type;
    o->key1 = key1;
    o->key2 = key2;
    o->owner = me;
    snprintf(o->name, sizeof o->name, "%s", name ? name : "");
    return i;
}

static uint64_t hash_of(const char *text)
{
    uint64_t h = 0xcbf29ce484222325; /* FNV-1a */

    while (*text)
        h = (h ^ (unsigned char)*text++) * 0x100000001b3;
    return h;
}

int object_of_name(const char *name)
{
    name = name ? name : "";
    return object_get(OBJECT_NAME, hash_of(name), 0, name);
}

/* ---- descriptors --------------------------------------------------------- */

enum { DESCRIPTORS = 64, NAME_ROOM = 48 };

static char opened_as[DESCRIPTORS][NAME_ROOM];

void fd_named(int fd, const char *name)
{
    if (fd >= 0 && fd < DESCRIPTORS)
        snprintf(opened_as[fd], NAME_ROOM, "%s", name ? name : "");
}

const char *fd_name(int fd)
{
    return fd >= 0 && fd < DESCRIPTORS ? opened_as[fd] : "";
}

int object_of_fd(int fd)
{
    struct stat sb;
    const char *name = fd_name(fd);
    int file;

    if (fstat(fd, &sb) == -1)
        return 0;
    file = S_ISREG(sb.st_mode);
    if (!*name)
        name = file ? "file" : "pipe";
    return object_get(file ? OBJECT_FILE : OBJECT_PIPE, sb.st_dev, sb.st_ino,
                      name);
}

/* ---- mappings ------------------------------------------------------------ */

enum { MAPPINGS = 64, PAGE = 4096 };

static struct mapping {
    uintptr_t start, end;
    int object, shared;
    uint64_t offset;
} mapping[MAPPINGS];
static int mappings;
static uintptr_t lowest_start = UINTPTR_MAX, highest_end;

/* Most accesses are to the stack: two comparisons must be enough for them. */
static void find_bounds(void)
{
    lowest_start = UINTPTR_MAX;
    highest_end = 0;
    for (int i = 0; i < mappings; i++) {
        if (mapping[i].start < lowest_start)
            lowest_start = mapping[i].start;
        if (mapping[i].end > highest_end)
            highest_end = mapping[i].end;
    }
}

static void map_one(uintptr_t start, uintptr_t end, const struct mapping *like)
{
    if (start >= end)
        return;
    if (mappings >= MAPPINGS) {
        finding_add(FINDING_FULL, 0, 0);
        return;
    }
    mapping[mappings++] =
        (struct mapping){start, end, like->object, like->shared,
                         like->offset + (start - like->start)};
}

static uintptr_t end_of(uintptr_t start, size_t length)
{
    return start + (length + PAGE - 1) / PAGE * PAGE;
}

void maps_remove(void *address, size_t length)
{
    uintptr_t start = (uintptr_t)address, end = end_of(start, length);

    for (int i = mappings - 1; i >= 0; i--) {
        struct mapping old = mapping[i];

        if (old.end <= start || old.start >= end)
            continue;
        mapping[i] = mapping[--mappings];
        map_one(old.start, old.start > start ? old.start : start, &old);
        map_one(end > old.start ? end : old.start, old.end, &old);
    }
    find_bounds();
}

void maps_add(void *address, size_t length, int object, uint64_t offset,
              int shared)
{
    struct mapping new = {.start = (uintptr_t)address,
                          .object = object,
                          .shared = shared,
                          .offset = offset};

    maps_remove(address, length);
    map_one(new.start, end_of(new.start, length), &new);
    find_bounds();
}

int maps_find(const void *address, int *object, uint32_t *offset)
{
    uintptr_t at = (uintptr_t)address;

    if (__builtin_expect(at < lowest_start || at >= highest_end, 1))
        return -1;
    for (int i = 0; i < mappings; i++)
        if (at >= mapping[i].start && at < mapping[i].end) {
            *object = mapping[i].object;
            *offset = (uint32_t)(mapping[i].offset + (at - mapping[i].start));
            return mapping[i].shared;
        }
    return -1;
}

/* ---- locks --------------------------------------------------------------- */

void held_add(int object)
{
    if (me >= 0 && self->held_count < HELD)
        self->held[self->held_count++] = (uint8_t)object;
}

void held_remove(int object)
{
    if (me < 0)
        return;
    for (int i = self->held_count - 1; i >= 0; i--)
        if (self->held[i] == object) {
            memmove(self->held + i, self->held + i + 1,
                    (size_t)(self->held_count - i - 1));
            self->held_count--;
            return;
        }
}

/* Is there a way from lock a to lock b, each taken while holding the one
 * before? */
static int leads_to(int a, int b, unsigned char *seen)
{
    if (a == b)
        return 1;
    seen[a] = 1;
    for (uint32_t i = 1; i < control->objects; i++)
        if (control->taken_after[a][i] && !seen[i] && leads_to((int)i, b, seen))
            return 1;
    return 0;
}

/* Only what excludes can deadlock so: not a semaphore that counts to two. */
static int excludes(int object)
{
    const struct object *o = &control->object[object];

    return o->type == OBJECT_MUTEX || (o->first_value == 1 && !o->writers);
}

/* A cycle in the order of locks is a deadlock that this execution escaped.
 * Source: Havelund, "Using Runtime Analysis to Guide Model Checking of Java
 * Programs" (SPIN 2000), there called Goodlock. */
void lock_order(int object, uint64_t pc)
{
    if (me < 0 || !excludes(object))
        return;
    for (int i = 0; i < self->held_count; i++) {
        int held = self->held[i];
        unsigned char seen[OBJECTS] = {0};
        struct finding *f;

        if (held == object || !excludes(held) ||
            control->taken_after[held][object])
            continue;
        control->taken_after[held][object] = 1;
        if (!leads_to(object, held, seen))
            continue;
        f = finding_add(FINDING_LOCK_ORDER, object, pc);
        if (f)
            f->other = held;
    }
}
