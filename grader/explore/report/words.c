/* words.c - events, races and misuse as sentences in both languages */
#include "words.h"
#include "pair.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Names of the calls in calls.tsv, generated: line number to name. */
static const char *const call_names[] = {
#include "calls_names.h"
};

static const char *call_name(const struct event *e)
{
    enum { KNOWN = sizeof call_names / sizeof *call_names };

    return e->call < KNOWN ? call_names[e->call] : "?";
}

static const char *text_at(const struct control *c, uint64_t at)
{
    return at > 0 && at < c->string_bytes ? c->strings + at : "";
}

static const char *error_name(int error)
{
    const char *name = strerrorname_np(error);

    return name ? name : "?";
}

void words_process(const struct control *c, unsigned process, char **zh,
                   char **en)
{
    struct pair p;

    pair_begin(&p);
    say_process(&p, c, process);
    pair_end(&p, zh, en);
}

/* ---- memory ----------------------------------------------------------------- */

/* The bytes of a value as the signed number they most likely are. */
static long long number(uint64_t value, uint32_t size)
{
    switch (size) {
    case 1:
        return (int8_t)value;
    case 2:
        return (int16_t)value;
    case 4:
        return (int32_t)value;
    default:
        return (long long)value;
    }
}

static const char *order_name(const struct event *e)
{
    static const char *const names[] = {"relaxed", "consume", "acquire",
                                        "release", "acq_rel", "seq_cst"};

    return e->order < 6 ? names[e->order] : "?";
}

static void say_access(struct pair *p, const struct control *c,
                       const struct event *e)
{
    int writes = e->op == OP_WRITE;

    if (e->flags & EVENT_FILE_IO)
        say(p, writes ? "write(2) 写 " : "read(2) 读 ",
            writes ? "write(2) to " : "read(2) from ");
    else
        say(p, writes ? "写 " : "读 ", writes ? "writes " : "reads ");
    if (e->size > 8)
        say(p, "%u 字节，", "%u bytes at ", e->size);
    say_place(p, c, e->object, e->offset);
    if (e->size > 8)
        return;
    if (writes)
        say(p, "：%lld → %lld", ": %lld -> %lld", number(e->before, e->size),
            number(e->value, e->size));
    else
        say(p, "：%lld", ": %lld", number(e->value, e->size));
    if (e->flags & EVENT_VOLATILE)
        say(p, "（volatile）", " (volatile)");
}

static void say_atomic(struct pair *p, const struct control *c,
                       const struct event *e)
{
    if (e->op == OP_ATOMIC_LOAD)
        say(p, "原子读 ", "atomic load ");
    else if (e->op == OP_ATOMIC_STORE)
        say(p, "原子写 ", "atomic store ");
    else
        say(p, "原子读改写 ", "atomic rmw ");
    say_place(p, c, e->object, e->offset);
    if (e->op == OP_ATOMIC_LOAD)
        say(p, "：%lld", ": %lld", number(e->value, e->size));
    else if (e->flags & EVENT_FAILED)
        say(p, "：是 %lld，没有换", ": is %lld, not exchanged",
            number(e->before, e->size));
    else
        say(p, "：%lld → %lld", ": %lld -> %lld", number(e->before, e->size),
            number(e->value, e->size));
    say(p, "（%s）", " (%s)", order_name(e));
}

/* ---- calls ------------------------------------------------------------------- */

static void say_blocked(struct pair *p, const struct control *c,
                        const struct event *e)
{
    static const struct {
        uint8_t op;
        const char *call;
    } waits[] = {{OP_SEM_WAIT, "sem_wait"},
                 {OP_SEM_TIMEDWAIT, "sem_timedwait"},
                 {OP_MUTEX_LOCK, "pthread_mutex_lock"},
                 {OP_COND_WAKE, "pthread_cond_wait"},
                 {OP_WAIT_CHILD, "waitpid"},
                 {OP_SEMOP, "semop"},
                 {OP_MQ_SEND, "mq_send"},
                 {OP_MQ_RECEIVE, "mq_receive"},
                 {OP_READ_WAIT, "read"}};
    const char *call = "?";

    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
        if (waits[i].op == e->waits_in)
            call = waits[i].call;
    if (e->waits_in == OP_WAIT_CHILD) {
        say(p, "等孩子结束", "waits for a child to end");
        return;
    }
    if (e->waits_in == OP_SEMOP && c->object[e->object].type == OBJECT_LOCK)
        call = "fcntl/flock";
    say(p, "在 %s(", "waits in %s(", call);
    if (e->object)
        say_object(p, c, e->object);
    say(p, ") 里等待", ")");
    if (e->flags & EVENT_PRIVATE_FUTEX)
        say(p, "（进程私有：别的进程叫不醒它）",
            " (private to the process: no other can wake it)");
}

/* sem_post(/count): 0 -> 1 */
static void say_counted(struct pair *p, const struct control *c,
                        const struct event *e)
{
    say(p, "%s(", "%s(", call_name(e));
    say_object(p, c, e->object);
    if (e->flags & EVENT_FAILED)
        say(p, ") 失败：%s", ") fails: %s", error_name(e->error));
    else
        say(p, ")：%lld → %lld", "): %lld -> %lld", (long long)e->argument[0],
            (long long)e->argument[1]);
}

static void say_call(struct pair *p, const struct control *c,
                     const struct event *e)
{
    const char *text = text_at(c, e->text);

    say(p, "%s(", "%s(", call_name(e));
    if (*text)
        say(p, "%s", "%s", text);
    else if (e->object)
        say_object(p, c, e->object);
    say(p, ")", ")");
    if (e->error)
        say(p, " 失败：%s", " fails: %s", error_name(e->error));
    if (e->flags & EVENT_PLANNED)
        say(p, "（评分器安排的）", " (planned by the grader)");
}

static void say_exit(struct pair *p, const struct control *c,
                     const struct event *e)
{
    (void)c;
    if (e->argument[1])
        say(p, "被 SIG%s 终止", "is killed by SIG%s",
            sigabbrev_np((int)e->argument[1]) ?: "?");
    else
        say(p, "结束，状态 %lld", "exits with %lld", (long long)e->argument[0]);
}

static void say_crash(struct pair *p, const struct control *c,
                      const struct event *e)
{
    (void)c;
    say(p, "崩溃：SIG%s，地址 %#llx", "crashes: SIG%s, address %#llx",
        sigabbrev_np((int)e->argument[0]) ?: "?",
        (unsigned long long)e->address);
}

static void say_step(struct pair *p, const struct control *c,
                     const struct event *e)
{
    const char *zh = text_at(c, (uint64_t)e->argument[0]);
    const char *en = text_at(c, e->text);

    fputs(*zh ? zh : "一步", p->zh);
    fputs(*en ? en : "a step", p->en);
}

static void say_waited(struct pair *p, const struct control *c,
                       const struct event *e)
{
    int64_t child = e->argument[1];

    if (e->error) {
        say_call(p, c, e);
    } else if (child > 0 && child < PROCESSES) {
        say(p, "%s：", "%s: ", call_name(e));
        say_process(p, c, (unsigned)child);
        say(p, "已结束", " has ended");
    } else {
        say(p, "%s：还没有孩子结束", "%s: no child has ended yet",
            call_name(e));
    }
}

/* The first process that began to exist in this fork. */
static void say_fork(struct pair *p, const struct control *c,
                     const struct event *e)
{
    if (e->error) {
        say_call(p, c, e);
        return;
    }
    say(p, "fork：产生", "fork: makes ");
    say_process(p, c, (unsigned)e->argument[0] % PROCESSES);
}

/* The letter behind the backslash in C, or 0. */
static char escape_of(char c)
{
    switch (c) {
    case '\n':
        return 'n';
    case '\t':
        return 't';
    case '"':
    case '\\':
        return c;
    default:
        return 0;
    }
}

/* What was printed, on one line, cut between two characters. */
static void say_print(struct pair *p, const struct control *c,
                      const struct event *e)
{
    enum { SHOWN = 40 };
    const char *text = text_at(c, e->text);
    char shown[2 * SHOWN + 8] = "";
    size_t n = 0, at = 0;

    while (text[at] && (at < SHOWN || (text[at] & 0xc0) == 0x80) &&
           n + 3 < sizeof shown) {
        char letter = escape_of(text[at]);

        if (letter)
            shown[n++] = '\\';
        shown[n++] = letter ? letter : text[at];
        at++;
    }
    say(p, "打印 \"%s%s\"", "prints \"%s%s\"", shown, text[at] ? "…" : "");
}

static void say_start(struct pair *p, const struct control *c,
                      const struct event *e)
{
    (void)c, (void)e;
    say(p, "开始", "starts");
}

static void say_fence(struct pair *p, const struct control *c,
                      const struct event *e)
{
    (void)c;
    say(p, "内存屏障（%s）", "fence (%s)", order_name(e));
}

static void say_expect(struct pair *p, const struct control *c,
                       const struct event *e)
{
    (void)c, (void)e;
    say(p, "检查不成立", "the expectation does not hold");
}

typedef void sayer(struct pair *p, const struct control *c,
                   const struct event *e);

/* How each op is told; all others as a call. */
static sayer *const sayers[OPS] = {
    [OP_START] = say_start,         [OP_READ] = say_access,
    [OP_WRITE] = say_access,        [OP_ATOMIC_LOAD] = say_atomic,
    [OP_ATOMIC_STORE] = say_atomic, [OP_ATOMIC_RMW] = say_atomic,
    [OP_FENCE] = say_fence,         [OP_FORK] = say_fork,
    [OP_EXIT] = say_exit,           [OP_WAIT_CHILD] = say_waited,
    [OP_SEM_WAIT] = say_counted,    [OP_SEM_TIMEDWAIT] = say_counted,
    [OP_SEM_TRYWAIT] = say_counted, [OP_SEM_POST] = say_counted,
    [OP_BLOCKED] = say_blocked,     [OP_CRASH] = say_crash,
    [OP_PRINT] = say_print,         [OP_EXPECT] = say_expect,
    [OP_STEP] = say_step,
};

void words_event(const struct control *c, uint32_t event, char **zh, char **en)
{
    const struct event *e = &c->event[event];
    sayer *told = sayers[e->op] ? sayers[e->op] : say_call;
    struct pair p;

    pair_begin(&p);
    told(&p, c, e);
    pair_end(&p, zh, en);
}

/* ---- races -------------------------------------------------------------------- */

static void say_held(struct pair *p, const struct control *c,
                     const struct event *e)
{
    if (e->held_count == 0) {
        say(p, "没有拿锁", "holding no lock");
        return;
    }
    say(p, "拿着", "holding ");
    for (int i = 0; i < e->held_count; i++) {
        say(p, i ? "、" : "", i ? ", " : "");
        say_object(p, c, e->held[i]);
    }
}

static void say_racer(struct pair *p, const struct control *c,
                      const struct event *e, int write, int with_locks)
{
    say_process(p, c, e->process);
    say(p, write ? "写" : "读", write ? " writes" : " reads");
    if (!with_locks)
        return;
    say(p, "（", " (");
    say_held(p, c, e);
    say(p, "）", ")");
}

void words_race(const struct control *c, const struct race *r, char **zh,
                char **en)
{
    const struct event *first = &c->event[r->first];
    const struct event *second = &c->event[r->second];
    int locks = first->held_count + second->held_count > 0;
    int mixed = (first->flags ^ second->flags) & EVENT_ATOMIC;
    struct pair p;

    pair_begin(&p);
    say(&p, "数据竞争，", "data race on ");
    say_place(&p, c, r->object, r->offset);
    say(&p, "：", ": ");
    say_racer(&p, c, first, r->first_write, locks);
    say(&p, "，", ", ");
    say_racer(&p, c, second, r->second_write, locks);
    if (!locks && !mixed && !r->weak_order)
        say(&p, "，都没有拿锁", ", neither holding a lock");
    if (mixed)
        say(&p, "，一个是原子操作，另一个不是",
            "; one of the two is an atomic operation, the other is not");
    else if (r->weak_order)
        say(&p, "，两者之间只有顺序太弱的原子操作：需要 release 和 acquire",
            "; only an atomic of too weak an order lies between them: it takes "
            "release and acquire");
    else
        say(&p, "，没有什么规定谁先谁后",
            "; nothing says which of them comes first");
    pair_end(&p, zh, en);
}
