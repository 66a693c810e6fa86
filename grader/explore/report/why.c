/* why.c - why an execution went wrong, in one sentence */
#include "pair.h"
#include "words.h"

#include <signal.h>
#include <string.h>

enum { SHOWN = 8 };

/* ---- lost updates --------------------------------------------------------------- */

struct lost_update {
    uint32_t read, write; /* of the loser */
    int found;
};

static int same_place(const struct event *a, const struct event *b)
{
    return a->object == b->object && a->offset == b->offset &&
           a->size == b->size;
}

static int reads(const struct event *e)
{
    return e->op == OP_READ || e->op == OP_ATOMIC_LOAD;
}

static int writes(const struct event *e)
{
    return e->op == OP_WRITE || e->op == OP_ATOMIC_STORE;
}

/* The last read of the same process at the same place before `write`. */
static int read_before(const struct control *c, uint32_t write, uint32_t *read)
{
    const struct event *w = &c->event[write];

    for (uint32_t i = write; i-- > 0;) {
        const struct event *e = &c->event[i];

        if (e->process != w->process || !same_place(e, w))
            continue;
        if (!reads(e))
            return 0;
        *read = i;
        return 1;
    }
    return 0;
}

static int changed_between(const struct control *c, uint32_t read,
                           uint32_t write)
{
    const struct event *w = &c->event[write];

    for (uint32_t i = read + 1; i < write; i++) {
        const struct event *e = &c->event[i];

        if (e->process != w->process && e->op != OP_READ && same_place(e, w) &&
            e->value != e->before && !reads(e))
            return 1;
    }
    return 0;
}

/* Did anything allow the three to come in this order? Under a lock a value may
 * well be read, changed by others, and stored later, on purpose. */
static int is_unordered(const struct control *c, const struct lost_update *l)
{
    int flags = 0;

    for (uint32_t i = l->read; i <= l->write; i++)
        if (same_place(&c->event[i], &c->event[l->write]))
            flags |= c->event[i].flags;
    return flags & (EVENT_RACE | EVENT_ATOMIC);
}

/* A value computed from what was read, stored after somebody else's store: of
 * ordinary accesses, or of atomic ones. */
static struct lost_update find_among(const struct control *c, int atomic)
{
    struct lost_update l = {0};

    for (uint32_t i = 0; i < c->events; i++) {
        const struct event *e = &c->event[i];

        if (!writes(e) || (e->op == OP_ATOMIC_STORE) != atomic || e->size > 8 ||
            !read_before(c, i, &l.read) || !changed_between(c, l.read, i))
            continue;
        l.write = i;
        if (!is_unordered(c, &l))
            continue;
        l.found = 1;
        return l;
    }
    return l;
}

/* What happened to the data says more than what happened to a lock. */
static struct lost_update find_lost_update(const struct control *c)
{
    struct lost_update l = find_among(c, 0);

    return l.found ? l : find_among(c, 1);
}

static long long small(const struct event *e)
{
    return e->size == 8 ? (long long)e->value : (int32_t)e->value;
}

static void say_lost_update(struct pair *p, const struct control *c,
                            const struct lost_update *l)
{
    const struct event *loser = &c->event[l->write];
    int shown = 0;

    say(p, "丢失更新：", "lost update: ");
    for (uint32_t i = l->read; i <= l->write; i++) {
        const struct event *e = &c->event[i];

        /* The loser's own store may put back what was there. */
        if (!same_place(e, loser) ||
            (i != l->write && !reads(e) && e->value == e->before))
            continue;
        if (shown >= SHOWN && i < l->write) {
            if (shown++ == SHOWN)
                say(p, " · …", " · ...");
            continue;
        }
        say(p, shown ? " · " : "", shown ? " · " : "");
        say_process(p, c, e->process);
        say(p, reads(e) ? "读到 %lld" : "写 %lld",
            reads(e) ? " reads %lld" : " writes %lld", small(e));
        shown++;
    }
}

/* ---- waiting -------------------------------------------------------------------- */

static int holder_of(const struct control *c, int object)
{
    for (uint32_t i = 0; i < c->processes; i++)
        for (int k = 0; k < c->process[i].held_count; k++)
            if (c->process[i].held[k] == object)
                return (int)i;
    return -1;
}

static void say_holder(struct pair *p, const struct control *c, int object)
{
    const struct object *o = &c->object[object];
    int holder = holder_of(c, object);

    if (holder >= 0) {
        say(p, "（在", " (held by ");
        say_process(p, c, (unsigned)holder);
        say(p,
            c->process[holder].state == PROCESS_READY ? "手里）"
                                                      : "手里，它已经结束）",
            c->process[holder].state == PROCESS_READY ? ")"
                                                      : ", which has ended)");
    } else if (o->type == OBJECT_SEM || o->type == OBJECT_SEM_PRIVATE) {
        say(p, "（初值 %d，等到 %d 次%.0s，放了 %d 次%.0s）",
            " (started at %d, %d wait%s, %d post%s)", o->first_value, o->waits,
            o->waits == 1 ? "" : "s", o->posts, o->posts == 1 ? "" : "s");
    }
}

static void say_waiting(struct pair *p, const struct control *c, unsigned i)
{
    const struct process *w = &c->process[i];

    say_process(p, c, i);
    if (w->held_count > 0) {
        say(p, "拿着", " holds ");
        for (int k = 0; k < w->held_count; k++) {
            say(p, k ? "、" : "", k ? ", " : "");
            say_object(p, c, w->held[k]);
        }
        say(p, "，等", " and waits for ");
    } else {
        say(p, "等", " waits for ");
    }
    if (w->op == OP_WAIT_CHILD)
        say(p, "孩子结束", "a child to end");
    else if (w->op == OP_READ_WAIT)
        say(p, "管道里的数据", "data in a pipe");
    else if (w->object)
        say_object(p, c, w->object);
    if (w->op == OP_COND_WAKE)
        say(p, "上的通知", " to be signalled");
    if (w->asleep_private)
        say(p, "（进程私有，别的进程叫不醒它）",
            " (private to the process: no other can wake it)");
    else if (w->object && w->op != OP_WAIT_CHILD && w->op != OP_READ_WAIT)
        say_holder(p, c, w->object);
}

static void say_deadlock(struct pair *p, const struct control *c)
{
    int n = 0;

    say(p, "死锁：", "deadlock: ");
    for (uint32_t i = 0; i < c->processes; i++) {
        if (c->process[i].state != PROCESS_READY)
            continue;
        say(p, n ? "；" : "", n ? "; " : "");
        say_waiting(p, c, i);
        n++;
    }
}

/* Did it do anything lately? */
static int is_running(const struct control *c, unsigned process)
{
    enum { LATELY = 256 };
    uint32_t from = c->events > LATELY ? c->events - LATELY : 0;

    for (uint32_t i = from; i < c->events; i++)
        if (c->event[i].process == process)
            return c->process[process].state == PROCESS_READY;
    return 0;
}

static void say_livelock(struct pair *p, const struct control *c)
{
    int n = 0;

    say(p, "活锁：", "livelock: ");
    for (uint32_t i = 0; i < c->processes; i++) {
        if (c->process[i].state != PROCESS_READY ||
            !(c->process[i].spinning || is_running(c, i)))
            continue;
        say(p, n ? "、" : "", n ? ", " : "");
        say_process(p, c, i);
        n++;
    }
    say(p, "一直在循环，重复同样的步骤，永远没有进展",
        n == 1
            ? " goes round for ever, and nobody is left who could change that"
            : " go round for ever, making the same steps");
}

static void say_stuck(struct pair *p, const struct control *c)
{
    say_process(p, c, c->owner);
    if (c->process[c->owner].argument == 'R')
        say(p,
            "跑了一秒 CPU "
            "时间，没有碰过共享内存，也没有任何调用：私有数据上的死"
            "循环，或者编译器把读提到了循环外面",
            " ran for a second of CPU time without touching shared memory or "
            "making a call: an endless loop on private data, or one whose "
            "load the compiler moved out");
    else
        say(p, "睡在一个探索器不认识的系统调用里",
            " sleeps in a system call that the explorer does not know");
}

/* ---- the outcome ------------------------------------------------------------------ */

static uint32_t last_event(const struct control *c, enum op op)
{
    for (uint32_t i = c->events; i-- > 0;)
        if (c->event[i].op == op)
            return i;
    return c->events;
}

uint32_t words_outcome_event(const struct control *c)
{
    struct lost_update l;

    if (c->outcome == OUTCOME_CRASH)
        return last_event(c, OP_CRASH);
    if (c->outcome == OUTCOME_DEADLOCK)
        return last_event(c, OP_BLOCKED);
    if (c->outcome == OUTCOME_LIVELOCK || c->outcome == OUTCOME_STUCK)
        return c->events ? c->events - 1 : 0;
    l = find_lost_update(c);
    return l.found ? l.write : c->events;
}

static void say_crash_of(struct pair *p, const struct control *c)
{
    uint32_t at = last_event(c, OP_CRASH);
    const struct event *e = &c->event[at < c->events ? at : 0];

    say_process(p, c, e->process);
    say(p, "死于 SIG%s，地址 %#llx", " died of SIG%s at address %#llx",
        sigabbrev_np((int)e->argument[0]) ?: "?",
        (unsigned long long)e->address);
}

static void say_wrong(struct pair *p, const struct control *c)
{
    struct lost_update l = find_lost_update(c);

    say(p, "%s%.0s", "%.0s%s", c->zh[0] ? c->zh : "结果不对",
        c->en[0] ? c->en : "the result is wrong");
    if (!l.found)
        return;
    say(p, "——", " -- ");
    say_lost_update(p, c, &l);
}

void words_outcome(const struct control *c, char **zh, char **en)
{
    struct pair p;

    pair_begin(&p);
    switch (c->outcome) {
    case OUTCOME_DEADLOCK:
        say_deadlock(&p, c);
        break;
    case OUTCOME_LIVELOCK:
        say_livelock(&p, c);
        break;
    case OUTCOME_STUCK:
        say_stuck(&p, c);
        break;
    case OUTCOME_CRASH:
        say_crash_of(&p, c);
        break;
    case OUTCOME_WRONG:
        say_wrong(&p, c);
        break;
    default:
        break;
    }
    pair_end(&p, zh, en);
}
