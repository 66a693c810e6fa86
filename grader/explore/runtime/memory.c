/* memory.c - the compiler's hooks: every load and store of the student's code
 *
 * The student's file is compiled with -fsanitize=thread, but ThreadSanitizer's
 * library is not linked: these functions are. A hook comes before its access.
 * In private memory nothing happens; in shared memory the hook is a scheduling
 * point, and the access itself runs after it, while this process holds the
 * token. What a store wrote is therefore known only at the next hook or call.
 */
#include "engine.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

/* The last store of this process, not yet settled. */
static struct {
    int live;
    uint32_t event, size, offset;
    int object;
    uintptr_t address;
    uint64_t before, pc;
} pending;

static uint64_t bytes_at(uintptr_t address, uint32_t size)
{
    uint64_t value = 0;

    memcpy(&value, (const void *)address, size < 8 ? size : 8);
    return value;
}

/* ---- pointers that mean nothing to others -------------------------------- */

static uintptr_t heap_start;

__attribute__((constructor)) static void find_heap(void)
{
    heap_start = (uintptr_t)sbrk(0);
}

/* Does this value point into memory that only this process has? */
static const char *private_target(uint64_t value)
{
    enum { STACK_BELOW = 64 << 10, STACK_ABOVE = 8 << 20 };
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    int object;
    uint32_t offset;

    if (value <= 4096 || value % 8 != 0)
        return NULL;
    if (value >= heap_start && value < (uintptr_t)sbrk(0))
        return "heap";
    if (value > here - STACK_BELOW && value < here + STACK_ABOVE)
        return "stack";
    if (maps_find((const void *)(uintptr_t)value, &object, &offset) == 0)
        return "MAP_PRIVATE";
    return NULL;
}

static void notice_pointer(uint64_t value)
{
    const char *target = private_target(value);
    struct finding *f = target ? finding_add(FINDING_PRIVATE_POINTER,
                                             pending.object, pending.pc)
                               : NULL;

    if (!f)
        return;
    strcpy(f->detail, target);
    f->number[0] = pending.offset;
}

void memory_settle(void)
{
    uint64_t value;

    if (me < 0 || !pending.live)
        return;
    pending.live = 0;
    value = bytes_at(pending.address, pending.size);
    control->event[pending.event].value = value;
    if (value != pending.before) {
        spin_progress(place_of(pending.object, pending.offset));
        if (pending.size == 8)
            notice_pointer(value);
    }
    spin_note(OP_WRITE, pending.pc, place_of(pending.object, pending.offset),
              value);
}

void memory_settle_nothing(void)
{
    pending.live = 0;
}

/* ---- ordinary accesses ---------------------------------------------------- */

/* Memory that the student seems to take for shared: two processes use the same
 * MAP_PRIVATE mapping, and one that did not make it stores there. */
static void private_access(int object, int write, uint64_t pc)
{
    struct object *o = &control->object[object];

    o->users |= 1u << me;
    if (write)
        o->writers |= 1u << me;
    if (__builtin_popcount(o->users) >= 2 && (o->writers & ~(1u << o->owner)))
        finding_add(FINDING_MAP_PRIVATE, object, pc);
}

/* The control block is nobody's but ours: a student who has found it sees what
 * there would be without it. */
static int in_control(const volatile void *address, uint32_t size)
{
    uintptr_t start = (uintptr_t)CONTROL_ADDRESS;

    return (uintptr_t)address + size > start &&
           (uintptr_t)address < start + sizeof *control;
}

static void access_hook(const volatile void *address, uint32_t size, int write,
                        int flags, uint64_t pc)
{
    struct event *e;
    uint32_t offset, at;
    int object, shared;

    if (me < 0)
        return;
    if (in_control(address, size))
        process_faults(SIGSEGV, (uintptr_t)address, pc);
    shared = maps_find((const void *)address, &object, &offset);
    if (shared == -1)
        return;
    if (!shared) {
        private_access(object, write, pc);
        return;
    }
    point(write ? OP_WRITE : OP_READ, object, offset, size, pc);
    at = control->events;
    e = event_add(write ? OP_WRITE : OP_READ, object, offset, size, pc);
    e->flags |= (uint8_t)flags;
    e->address = (uintptr_t)address;
    access_ordered(object, offset, size, write, 0, at);
    e->value = bytes_at((uintptr_t)address, size);
    if (!write) {
        spin_note(OP_READ, pc, place_of(object, offset), e->value);
        return;
    }
    e->before = e->value;
    pending.live = 1;
    pending.event = at;
    pending.size = size;
    pending.offset = offset;
    pending.object = object;
    pending.address = (uintptr_t)address;
    pending.before = e->before;
    pending.pc = pc;
}

void memory_range(const void *address, size_t size, int write, uint64_t pc)
{
    if (size > 0)
        access_hook(address, (uint32_t)size, write, EVENT_RANGE, pc);
}

void memory_file_point(int object, uint32_t offset, uint32_t size, int write,
                       uint64_t pc)
{
    point(write ? OP_WRITE : OP_READ, object, offset, size, pc);
}

void memory_file_done(int object, uint32_t offset, uint32_t size, int write,
                      uint64_t pc, const void *bytes)
{
    uint32_t at = control->events;
    struct event *e =
        event_add(write ? OP_WRITE : OP_READ, object, offset, size, pc);

    e->flags |= EVENT_RANGE | EVENT_FILE_IO;
    e->value = bytes_at((uintptr_t)bytes, size);
    access_ordered(object, offset, size, write, 0, at);
    if (write)
        spin_progress(place_of(object, offset));
    spin_note((enum op)e->op, pc, place_of(object, offset), e->value);
}

/* ---- the names the compiler calls ----------------------------------------- */

/* Declared here because no header does. */
#define HOOKS(size)                                                            \
    void __tsan_read##size(void *p);                                           \
    void __tsan_write##size(void *p);                                          \
    void __tsan_unaligned_read##size(void *p);                                 \
    void __tsan_unaligned_write##size(void *p);                                \
    void __tsan_volatile_read##size(void *p);                                  \
    void __tsan_volatile_write##size(void *p);                                 \
    void __tsan_unaligned_volatile_read##size(void *p);                        \
    void __tsan_unaligned_volatile_write##size(void *p);                       \
    void __tsan_read_write##size(void *p);                                     \
    void __tsan_read##size(void *p)                                            \
    {                                                                          \
        access_hook(p, size, 0, 0, PC);                                        \
    }                                                                          \
    void __tsan_write##size(void *p)                                           \
    {                                                                          \
        access_hook(p, size, 1, 0, PC);                                        \
    }                                                                          \
    void __tsan_unaligned_read##size(void *p)                                  \
    {                                                                          \
        access_hook(p, size, 0, 0, PC);                                        \
    }                                                                          \
    void __tsan_unaligned_write##size(void *p)                                 \
    {                                                                          \
        access_hook(p, size, 1, 0, PC);                                        \
    }                                                                          \
    void __tsan_volatile_read##size(void *p)                                   \
    {                                                                          \
        access_hook(p, size, 0, EVENT_VOLATILE, PC);                           \
    }                                                                          \
    void __tsan_volatile_write##size(void *p)                                  \
    {                                                                          \
        access_hook(p, size, 1, EVENT_VOLATILE, PC);                           \
    }                                                                          \
    void __tsan_unaligned_volatile_read##size(void *p)                         \
    {                                                                          \
        access_hook(p, size, 0, EVENT_VOLATILE, PC);                           \
    }                                                                          \
    void __tsan_unaligned_volatile_write##size(void *p)                        \
    {                                                                          \
        access_hook(p, size, 1, EVENT_VOLATILE, PC);                           \
    }                                                                          \
    void __tsan_read_write##size(void *p)                                      \
    {                                                                          \
        access_hook(p, size, 0, 0, PC);                                        \
        access_hook(p, size, 1, 0, PC);                                        \
    }

HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)

void __tsan_init(void);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);
void __tsan_read_range(void *p, size_t size);
void __tsan_write_range(void *p, size_t size);

void __tsan_init(void)
{
}

void __tsan_func_entry(void *caller)
{
    (void)caller;
}

void __tsan_func_exit(void)
{
}

void __tsan_read_range(void *p, size_t size)
{
    access_hook(p, (uint32_t)size, 0, size > 8 ? EVENT_RANGE : 0, PC);
}

void __tsan_write_range(void *p, size_t size)
{
    access_hook(p, (uint32_t)size, 1, size > 8 ? EVENT_RANGE : 0, PC);
}
