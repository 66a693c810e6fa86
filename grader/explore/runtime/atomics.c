/* atomics.c - C11 atomics: done for real, ordered as their argument says
 *
 * An acquire load that sees a release store learns what the storing process
 * knew; a relaxed one learns it only when an acquire fence follows. `would` is
 * the clock the process would have if every atomic were acquire and release:
 * when that explains away a race, the order given is too weak, and the report
 * says so. The clocks belong to the exact address of an atomic: two of them in
 * the same eight bytes must not order each other.
 *
 * The hardware still runs them sequentially consistent: what is missing shows
 * as a race, not as a stale value.
 */
#include "engine.h"

/* As GCC and Clang pass them. */
enum { RELAXED, CONSUME, ACQUIRE, RELEASE, ACQ_REL, SEQ_CST };

/* Cells of atomics' clocks live beside those of the bytes. */
enum { ATOMIC_SHADOWS = 0x10000 };

struct place {
    int object;
    uint32_t offset;
};

static int acquires(int order)
{
    order &= 0xff;
    return order == CONSUME || order == ACQUIRE || order == ACQ_REL ||
           order == SEQ_CST;
}

static int releases(int order)
{
    order &= 0xff;
    return order == RELEASE || order == ACQ_REL || order == SEQ_CST;
}

/* Returns 0 for memory that nobody shares. */
static int begin(const volatile void *address, uint32_t size, enum op op,
                 uint64_t pc, struct place *at)
{
    if (me < 0 ||
        maps_find((const void *)address, &at->object, &at->offset) != 1)
        return 0;
    point(op, at->object, at->offset, size, pc);
    return 1;
}

static void learn(const struct shadow *c, int order)
{
    if (!c->has_release)
        return;
    clock_join(acquires(order) ? &self->now : &self->acquired, &c->release);
    clock_join(&self->would, &c->would_release);
    clock_join(&self->would, &self->now);
}

/* A read-modify-write continues the release sequence, a store begins one. */
static void teach(struct shadow *c, int order, int rmw)
{
    const struct clock *known = releases(order) ? &self->now : &self->released;

    if (rmw && c->has_release) {
        clock_join(&c->release, known);
        clock_join(&c->would_release, &self->now);
    } else {
        c->release = *known;
        c->would_release = self->now;
    }
    c->has_release = 1;
    self->now.at[me]++;
}

struct result {
    uint64_t before, after;
    int wrote;
};

static void end(enum op op, int order, uint32_t size, uint64_t pc,
                const struct place *at, struct result r)
{
    uint32_t number = control->events;
    struct event *e = event_add(op, at->object, at->offset, size, pc);
    struct shadow *c =
        shadow_find((uint32_t)at->object + ATOMIC_SHADOWS, at->offset);
    uint64_t place = place_of(at->object, at->offset);
    int changed = r.wrote && r.before != r.after;

    e->flags |=
        EVENT_ATOMIC | (op == OP_ATOMIC_RMW && !r.wrote ? EVENT_FAILED : 0);
    e->order = order & 0xff;
    e->value = r.after;
    e->before = r.before;
    access_ordered(at->object, at->offset, size, r.wrote, 1, number);
    if (c && op != OP_ATOMIC_STORE)
        learn(c, order);
    if (c && r.wrote)
        teach(c, order, op == OP_ATOMIC_RMW);
    if (changed)
        spin_progress(place);
    spin_note(changed ? op : OP_ATOMIC_LOAD, pc, place, r.after);
}

#define LOAD(bits, type)                                                       \
    type __tsan_atomic##bits##_load(const volatile type *p, int order);        \
    type __tsan_atomic##bits##_load(const volatile type *p, int order)         \
    {                                                                          \
        struct place at;                                                       \
        int ours = begin(p, sizeof *p, OP_ATOMIC_LOAD, PC, &at);               \
        type v = __atomic_load_n(p, __ATOMIC_SEQ_CST);                         \
                                                                               \
        if (ours)                                                              \
            end(OP_ATOMIC_LOAD, order, sizeof v, PC, &at,                      \
                (struct result){v, v, 0});                                     \
        return v;                                                              \
    }

#define STORE(bits, type)                                                      \
    void __tsan_atomic##bits##_store(volatile type *p, type v, int order);     \
    void __tsan_atomic##bits##_store(volatile type *p, type v, int order)      \
    {                                                                          \
        struct place at;                                                       \
        int ours = begin(p, sizeof *p, OP_ATOMIC_STORE, PC, &at);              \
        type old = __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST);                \
                                                                               \
        if (ours)                                                              \
            end(OP_ATOMIC_STORE, order, sizeof v, PC, &at,                     \
                (struct result){old, v, 1});                                   \
    }

/* `after` is what lies there afterwards, from old and v. */
#define RMW(bits, type, name, builtin, after)                                  \
    type __tsan_atomic##bits##_##name(volatile type *p, type v, int order);    \
    type __tsan_atomic##bits##_##name(volatile type *p, type v, int order)     \
    {                                                                          \
        struct place at;                                                       \
        int ours = begin(p, sizeof *p, OP_ATOMIC_RMW, PC, &at);                \
        type old = builtin(p, v, __ATOMIC_SEQ_CST);                            \
                                                                               \
        if (ours)                                                              \
            end(OP_ATOMIC_RMW, order, sizeof v, PC, &at,                       \
                (struct result){old, (type)(after), 1});                       \
        return old;                                                            \
    }

/* A failed exchange has only loaded: with the weaker of its two orders. */
#define CAS(bits, type)                                                        \
    static int cas##bits(volatile type *p, type *expected, type v, int order,  \
                         int failed_order, uint64_t pc)                        \
    {                                                                          \
        struct place at;                                                       \
        int ours = begin(p, sizeof *p, OP_ATOMIC_RMW, pc, &at);                \
        int done = __atomic_compare_exchange_n(                                \
            p, expected, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);            \
        type before = *expected;                                               \
                                                                               \
        if (ours)                                                              \
            end(OP_ATOMIC_RMW, done ? order : failed_order, sizeof v, pc, &at, \
                (struct result){before, done ? v : before, done});             \
        return done;                                                           \
    }                                                                          \
    int __tsan_atomic##bits##_compare_exchange_strong(                         \
        volatile type *p, type *expected, type v, int order, int failed);      \
    int __tsan_atomic##bits##_compare_exchange_strong(                         \
        volatile type *p, type *expected, type v, int order, int failed)       \
    {                                                                          \
        return cas##bits(p, expected, v, order, failed, PC);                   \
    }                                                                          \
    int __tsan_atomic##bits##_compare_exchange_weak(                           \
        volatile type *p, type *expected, type v, int order, int failed);      \
    int __tsan_atomic##bits##_compare_exchange_weak(                           \
        volatile type *p, type *expected, type v, int order, int failed)       \
    {                                                                          \
        return cas##bits(p, expected, v, order, failed, PC);                   \
    }                                                                          \
    type __tsan_atomic##bits##_compare_exchange_val(                           \
        volatile type *p, type expected, type v, int order, int failed);       \
    type __tsan_atomic##bits##_compare_exchange_val(                           \
        volatile type *p, type expected, type v, int order, int failed)        \
    {                                                                          \
        cas##bits(p, &expected, v, order, failed, PC);                         \
        return expected;                                                       \
    }

#define ATOMICS(bits, type)                                                    \
    LOAD(bits, type)                                                           \
    STORE(bits, type)                                                          \
    RMW(bits, type, exchange, __atomic_exchange_n, v)                          \
    RMW(bits, type, fetch_add, __atomic_fetch_add, old + v)                    \
    RMW(bits, type, fetch_sub, __atomic_fetch_sub, old - v)                    \
    RMW(bits, type, fetch_and, __atomic_fetch_and, old &v)                     \
    RMW(bits, type, fetch_or, __atomic_fetch_or, old | v)                      \
    RMW(bits, type, fetch_xor, __atomic_fetch_xor, old ^ v)                    \
    RMW(bits, type, fetch_nand, __atomic_fetch_nand, ~(old & v))               \
    CAS(bits, type)

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

void __tsan_atomic_thread_fence(int order)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (me < 0)
        return;
    memory_settle();
    if (acquires(order))
        clock_join(&self->now, &self->acquired);
    if (releases(order)) {
        self->released = self->now;
        self->now.at[me]++;
    }
    event_add(OP_FENCE, 0, 0, 0, PC)->order = order & 0xff;
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}
