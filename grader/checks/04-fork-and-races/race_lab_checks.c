/* race_lab_checks.c - what must hold of a race and its cures
 *
 * The variables lie in a file: pread sees what the student's processes see. No
 * check hopes for a bad moment, each makes it: a second process is let in from
 * the hook of add_plain, or comes in between two machine instructions, at each
 * of them in turn. Facts used: C003, M026 (lost updates, and why waiting for
 * one proves nothing), M041 (volatile orders nothing), M042 (lock-free atomics
 * in shared memory), C002b, C143 (no system call).
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "explore.h"
#include "fixture.h"
#include "student.h"
#include "where.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { PLAIN = 0, NUMBER = 64, LOCK = 128, BOARD = 192 };

static struct fixture board;

/* ---- the variables ------------------------------------------------------- */

/* A process with the variables mapped; several may share them. */
static struct student *player(void)
{
    struct student *s = student_start();
    struct claim c;

    student_call(s, &c, "map %s", board.path);
    return s;
}

static struct student *begin(void)
{
    board = fixture_hole(BOARD);
    return player();
}

static void set(size_t at, long value)
{
    if (pwrite(board.fd, &value, sizeof value, (off_t)at) != sizeof value)
        grader_error("set a variable of the student's");
}

static long get(size_t at)
{
    long value;

    fixture_read(&board, at, &value, sizeof value);
    return value;
}

/* Both locks at once: they lie side by side. */
static void free_locks(void)
{
    set(LOCK, 0);
}

static long some_number(void)
{
    return (long)chance_between(1000, 1000000);
}

/* ---- step by step -------------------------------------------------------- */

/* What the values of a step operation mean; see race_lab_driver.c. */
enum { STEPS, RETURNED, CAME_IN, PC, SEEN, STILL_HOLDS };

enum { STEPS_MOST = 2000 };

/* The line of the student's at which the other came in. */
static void blame_step(const struct claim *c)
{
    int line = 0;

    where_lines(&c->value[PC], 1, &line);
    blame_line(line);
}

/* As expect, of something that came out of a step operation. */
#define expect_of_step(held, c, zh, en, ...)                                   \
    do {                                                                       \
        if (!(held))                                                           \
            blame_step(c);                                                     \
        expect(held, zh, en, ##__VA_ARGS__);                                   \
    } while (0)

/* Can this machine stop after each instruction? Where it cannot (it is no
 * x86-64) the explorer answers the same question. */
static int makes_steps(struct student *s)
{
    struct claim c;

    student_call(s, &c, "step-atomic 1 1 1");
    return c.value[STEPS] > 0;
}

/* One call, with another in front of its instruction `at`. Returns 0 when it
 * was over before that. */
static int step(struct student *s, struct claim *c, const char *what,
                unsigned at, long k, long other)
{
    student_call(s, c, "step-%s %u %ld %ld", what, at, k, other);
    expect_of_step(c->value[RETURNED] && at < STEPS_MOST, c,
                   "第 %u 条指令之前别人插进来一次，从此再也不返回（死循环）",
                   "another came in once, before instruction %u, and it never "
                   "returns (an endless loop)",
                   at);
    return c->value[CAME_IN] != 0;
}

/* ---- the checks: add_plain ----------------------------------------------- */

static void plain_adds(void)
{
    const long k[] = {1, 0, -5, some_number(), -some_number(), 1L << 40};
    struct student *s = begin();
    long want = some_number();
    struct claim c;

    set(PLAIN, want);
    for (size_t i = 0; i < sizeof k / sizeof *k; i++) {
        student_call(s, &c, "plain %ld", k[i]);
        expect(get(PLAIN) == want + k[i],
               "*p 是 %ld，add_plain 加 %ld 以后是 %ld，应为 %ld",
               "*p was %ld, and after add_plain of %ld it is %ld, expected %ld",
               want, k[i], get(PLAIN), want + k[i]);
        want += k[i];
    }
    student_end(s);
}

static void expect_hook(const struct claim *c, long start)
{
    expect(c->value[0] == 1, "between 被调用了 %" PRIu64 " 次，应为 1 次",
           "between was called %" PRIu64 " times, expected once", c->value[0]);
    expect((long)c->value[1] == start,
           "between 看见 *p 是 %ld，应为还没有加过的 %ld：写得太早了",
           "between saw *p as %ld, expected %ld, not yet added to: the store "
           "came too early",
           (long)c->value[1], start);
}

/* Another stores in front of each instruction. What between sees then is the last
 * that was stored: by the other, or nothing yet. */
static void plain_with(struct student *s, long start, long k, long other)
{
    struct claim c;

    for (unsigned at = 1; set(PLAIN, start), step(s, &c, "plain", at, k, other);
         at++)
        expect_of_step(
            c.ret == -1 || (long)c.value[SEEN] == (c.ret ? other : start), &c,
            "add_plain 的途中（第 %u 条指令之前）别人把 *p 从 %ld 写成"
            " %ld，between 看见的却是 %ld：between 之前不该写 *p",
            "within add_plain (before instruction %u) another "
            "changes *p from %ld to %ld, and between saw %ld: nothing "
            "is to be stored before between",
            at, start, other, (long)c.value[SEEN]);
}

static void between_load_and_store(void)
{
    struct student *s = begin();

    for (int i = 0; i < 3; i++) {
        long start = some_number(), k = some_number(), other = -some_number();
        struct claim c;

        set(PLAIN, start);
        student_call(s, &c, "plain-hook %ld %ld", k, other);
        expect_hook(&c, start);
        expect(get(PLAIN) == start + k,
               "读到 %ld，between 里别人把 *p 写成 %ld，再写：*p 是 %ld，应为先"
               "前读到的加 %ld，即 %ld",
               "%ld was loaded, within between somebody stored %ld, then the "
               "store: *p is %ld, expected what was loaded plus %ld, %ld",
               start, other, get(PLAIN), k, start + k);
    }
    if (makes_steps(s))
        plain_with(s, 1000, 5, 77);
    student_end(s);
}

static void plain_loses(void)
{
    struct student *s = begin();

    for (int i = 0; i < 2; i++) {
        long start = some_number(), k = some_number(), other = some_number();
        struct claim c;

        set(PLAIN, start);
        student_call(s, &c, "plain-lose %ld %ld", k, other);
        expect(c.value[0] == 1, "between 被调用了 %" PRIu64 " 次，应为 1 次",
               "between was called %" PRIu64 " times, expected once",
               c.value[0]);
        expect(
            get(PLAIN) != start + k + other,
            "两个进程各加 %ld 和 %ld，后一个整个发生在前一个的读和写之间：一次"
            "也没有丢。add_plain 应该丢",
            "two processes add %ld and %ld, the second wholly between load "
            "and store of the first, and nothing was lost. add_plain is to "
            "lose it",
            k, other);
        expect(get(PLAIN) == start + k,
               "*p 是 %ld，一个进程加 %ld，读和写之间另一个加了 %ld：结果是 "
               "%ld，应为 %ld（后一个丢了）",
               "*p is %ld, one process adds %ld, and between its load and its "
               "store another adds %ld: the result is %ld, expected %ld (the "
               "second is lost)",
               start, k, other, get(PLAIN), start + k);
    }
    student_end(s);
}

/* ---- the checks: atomic operations --------------------------------------- */

static void atomic_adds(void)
{
    const long k[] = {1, 0, -7, some_number(), -some_number(), 1L << 40};
    struct student *s = begin();
    long want = some_number();
    struct claim c;

    set(NUMBER, want);
    for (size_t i = 0; i < sizeof k / sizeof *k; i++) {
        student_call(s, &c, "atomic %ld", k[i]);
        expect(get(NUMBER) == want + k[i],
               "*p 是 %ld，add_atomic 加 %ld 以后是 %ld，应为 %ld",
               "*p was %ld, and after add_atomic of %ld it is %ld, expected "
               "%ld",
               want, k[i], get(NUMBER), want + k[i]);
        want += k[i];
    }
    student_end(s);
}

static void add_with(struct student *s, long start, long k, long other)
{
    const long want = start + k + other;
    struct claim c;

    for (unsigned at = 1;
         set(NUMBER, start), step(s, &c, "atomic", at, k, other); at++)
        expect_of_step(
            get(NUMBER) == want, &c,
            "*p 是 %ld，加 %ld 的途中（第 %u 条指令之前）另一个进程加"
            "了 %ld：结果是 %ld，应为 %ld",
            "*p is %ld; while %ld is being added (before instruction "
            "%u) another process adds %ld: the result is %ld, "
            "expected %ld",
            start, k, at, other, get(NUMBER), want);
}

static void atomic_in_steps(void)
{
    const long start = some_number(), k = some_number(), other = some_number();
    struct student *s = begin();

    if (!makes_steps(s))
        explore(EXPLORE_ALL, "add", "2 2");
    else
        add_with(s, start, k, other);
    student_end(s);
}

static void raises(struct student *s, long from, long v)
{
    long want = v > from ? v : from;
    struct claim c;

    set(NUMBER, from);
    student_call(s, &c, "max %ld", v);
    expect(c.ret == (v > from) && get(NUMBER) == want,
           "*p 是 %ld，max_update(p, %ld)：返回 %ld，*p 变成 %ld，应为返回 "
           "%d，*p 是 %ld",
           "*p is %ld, max_update(p, %ld): returned %ld and made *p %ld, "
           "expected %d, and %ld in *p",
           from, v, c.ret, get(NUMBER), v > from, want);
}

static void max_raises(void)
{
    const long n = some_number();
    struct student *s = begin();

    raises(s, n, n + 1);
    raises(s, n, n - 1);
    raises(s, n, n);
    raises(s, 0, 0);
    raises(s, -n, -n - 1);
    raises(s, -n, -1);
    raises(s, -5, 3);
    raises(s, 3, -5);
    raises(s, LONG_MIN, LONG_MAX);
    raises(s, LONG_MAX, LONG_MIN);
    raises(s, INT_MAX, 1L << 40);
    raises(s, 1L << 40, 5);
    student_end(s);
}

/* Another raises *p within the call. What it found there tells who came first. */
static void max_with(struct student *s, long start, long v, long other)
{
    const long higher = v > other ? v : other;
    const long top = higher > start ? higher : start;
    struct claim c;

    for (unsigned at = 1; set(NUMBER, start), step(s, &c, "max", at, v, other);
         at++) {
        int first = (long)c.value[SEEN] == v && v > start;
        int want = v > start && (first || v > other);

        expect_of_step((long)c.value[SEEN] >= start, &c,
                       "*p 是 %ld，max_update(p, %ld) 的途中（第 %u "
                       "条指令之前）别人看见的是 "
                       "%ld：*p 变小了",
                       "*p is %ld; within max_update(p, %ld) (before "
                       "instruction %u) "
                       "another sees %ld: *p has become smaller",
                       start, v, at, (long)c.value[SEEN]);
        expect_of_step(
            get(NUMBER) == top, &c,
            "*p 是 %ld，max_update(p, %ld) 的途中（第 %u 条指令之前）"
            "别人把它抬到 %ld：结果是 %ld，应为 %ld",
            "*p is %ld; within max_update(p, %ld) (before "
            "instruction %u) another raises it to %ld: the result is "
            "%ld, expected %ld",
            start, v, at, other, get(NUMBER), top);
        expect_of_step(
            c.ret == want, &c,
            "*p 是 %ld，max_update(p, %ld) 的途中（第 %u 条指令之前）"
            "别人看见 %ld，要把它抬到 %ld：返回 %ld，应为 %d",
            "*p is %ld; within max_update(p, %ld) (before "
            "instruction %u) another sees %ld and wants to raise it "
            "to %ld: returned %ld, expected %d",
            start, v, at, (long)c.value[SEEN], other, c.ret, want);
    }
}

static void max_in_steps(void)
{
    struct student *s = begin();

    if (!makes_steps(s)) {
        explore(EXPLORE_ALL, "raise", "1 5 7");
    } else {
        max_with(s, 100, 300, 200);
        max_with(s, 100, 200, 300);
        max_with(s, 100, 200, 200);
        max_with(s, -300, -100, -200);
        max_with(s, 300, 100, 200);
    }
    student_end(s);
}

/* ---- the checks: the lock ------------------------------------------------ */

static long tries(struct student *s, int lock)
{
    struct claim c;

    student_call(s, &c, "try %d", lock);
    return c.ret;
}

static void expect_try(struct student *s, int lock, long want, const char *zh,
                       const char *en)
{
    long ret = tries(s, lock);

    expect(ret == want, "%s%.0s，spin_try 返回 %ld，应为 %ld",
           "%.0s%s spin_try returned %ld, expected %ld", zh, en, ret, want);
}

static void ask(struct student *s, const char *what, int lock)
{
    struct claim c;

    student_call(s, &c, "%s %d", what, lock);
}

/* Whatever it is but 0: somebody holds it. */
static void held_by_any_word(struct student *s)
{
    static const int words[] = {-1, 2, INT_MIN};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int again = 0; again < 2; again++) {
            long ret;

            if (!again)
                set(LOCK, (long)(unsigned)words[i]);
            ret = tries(s, 0);
            expect(
                ret == 0,
                "*l 是 %d，不是 0，就是有人拿着：第 %d 次 spin_try 返回 %ld，"
                "应为 0",
                "*l is %d, and not being 0 it is held: spin_try number %d "
                "returned %ld, expected 0",
                words[i], again + 1, ret);
        }
    free_locks();
}

static void lock_states(void)
{
    struct student *a = begin(), *b = player();

    free_locks();
    expect_try(a, 0, 1, "锁是空的", "the lock is free:");
    expect_try(a, 0, 0, "自己已经拿着", "this process holds it:");
    expect_try(b, 0, 0, "另一个进程拿着", "another process holds it:");
    expect_try(b, 1, 1, "拿着的是旁边的锁", "the lock beside it is held:");
    ask(a, "unlock", 0);
    expect_try(a, 1, 0, "放开的是旁边的锁",
               "it was the lock beside it that was let go:");
    ask(b, "unlock", 1);
    expect(get(LOCK) == 0, "两把锁都放开了，它们应都是 0",
           "both locks have been let go, both should be 0");
    ask(b, "lock", 0);
    expect_try(a, 0, 0, "另一个进程用 spin_lock 拿着",
               "another process holds it, by spin_lock:");
    ask(b, "unlock", 0);
    expect_try(a, 0, 1, "锁放开了", "it was let go:");
    held_by_any_word(a);
    student_end(b);
    student_end(a);
}

static void yields(void)
{
    struct student *s = begin();
    struct claim c;

    free_locks();
    student_call(s, &c, "step-held");
    expect(c.value[RETURNED] || c.ret > 0,
           "锁一直有人拿着：spin_lock 执行了 %" PRIu64
           " 条指令，一次也没有调用 sched_yield",
           "somebody holds the lock: spin_lock has executed %" PRIu64
           " instructions and not called sched_yield once",
           c.value[STEPS]);
    expect(c.value[RETURNED], "别人放开了锁，spin_lock 还是不返回",
           "the lock was let go and spin_lock still does not return");
    if (c.value[STILL_HOLDS])
        advise("只有把 0 换成了 1，才是拿到。比较并交换失败时，往 expected 里写"
               "了什么？下一次拿什么去比？",
               "You have it only if you made the 0 a 1. What does a "
               "compare-exchange that fails store in `expected`, and what will "
               "the next try compare with?");
    expect(!c.value[STILL_HOLDS],
           "锁还有人拿着，spin_lock 就返回了（调用过 %ld 次 sched_yield）",
           "spin_lock returned while somebody held the lock (calls of "
           "sched_yield before that: %ld)",
           c.ret);
    student_end(s);
}

enum { YIELDS_SEEN = 200 };

static void lock_waits(void)
{
    struct student *a = begin(), *b = player();
    struct claim c;

    free_locks();
    ask(a, "lock", 0);
    student_begin(b, "lock 0");
    while (calls_count(b, 0, "sched_yield") < YIELDS_SEEN)
        expect(student_working(b), "另一个进程还拿着锁，spin_lock 就返回了",
               "another process still holds the lock, and spin_lock returned");
    ask(a, "unlock", 0);
    student_finish(b, &c);
    expect_try(a, 0, 0, "等的进程拿到了锁", "who waited has the lock now:");
    ask(b, "unlock", 0);
    expect_try(a, 0, 1, "锁放开了", "it was let go:");
    student_end(b);
    student_end(a);
}

static void try_with(struct student *s)
{
    struct claim c;

    for (unsigned at = 1; free_locks(), step(s, &c, "try", at, 0, 0); at++)
        expect_of_step(c.ret + (long)c.value[SEEN] == 1, &c,
                       "锁是空的，spin_try 的途中（第 %u 条指令之前）别人也试了"
                       "一次：一个返回 %ld，另一个返回 %ld，应正好有一个 1",
                       "the lock is free; within spin_try (before "
                       "instruction %u) another tries as well: one returned "
                       "%ld, the other %ld, expected a 1 from exactly one",
                       at, c.ret, (long)c.value[SEEN]);
}

static void retry_with(struct student *s)
{
    struct claim c;

    for (unsigned at = 1; free_locks(), step(s, &c, "retry", at, 0, 0); at++)
        expect_of_step(
            c.ret + (long)c.value[SEEN] == 1, &c,
            "spin_try 的途中（第 %u "
            "条指令之前）拿着锁的放开了它，马上又试一次：一"
            "个返回 %ld，另一个返回 %ld，应正好有一个 1",
            "within spin_try (before instruction %u) the holder lets go "
            "and tries again at once: one returned %ld, the other %ld, "
            "expected "
            "a 1 from exactly one",
            at, c.ret, (long)c.value[SEEN]);
}

static void lock_with(struct student *s)
{
    struct claim c;

    for (unsigned at = 1; free_locks(), step(s, &c, "lock", at, 0, 0); at++)
        expect_of_step(
            !c.value[STILL_HOLDS], &c,
            "spin_lock 的途中（第 %u 条指令之前）别人用 spin_try 拿到"
            "了锁，没有放开，spin_lock 也返回了：两个都拿着",
            "within spin_lock (before instruction %u) another "
            "got the lock by spin_try and has not let go, and "
            "spin_lock returned as well: both hold it",
            at);
}

static void one_holder(void)
{
    struct student *s = begin();

    if (!makes_steps(s)) {
        explore(EXPLORE_WRONG, "inside", "2 1 1");
    } else {
        try_with(s);
        retry_with(s);
        lock_with(s);
    }
    student_end(s);
}

static void no_system_call(void)
{
    enum { ROUNDS = 1000 };
    struct student *s = begin();
    struct claim c;

    free_locks();
    student_nosys(s);
    student_call(s, &c, "calm %d", ROUNDS);
    expect(get(PLAIN) == 2 * ROUNDS,
           "没有人争的 %d 轮以后，add_plain 加到 %ld，应为 %d",
           "after %d rounds with nobody else add_plain has come to %ld, "
           "expected %d",
           ROUNDS, get(PLAIN), 2 * ROUNDS);
    expect(
        get(NUMBER) == 3 * ROUNDS && c.ret == ROUNDS,
        "没有人争的 %d 轮以后，add_atomic 和 max_update 到 %ld，返回过 %ld 次 "
        "1；应为 %d 和 %d 次",
        "after %d rounds with nobody else add_atomic and max_update have "
        "come to %ld, with %ld times a 1; expected %d, and %d times",
        ROUNDS, get(NUMBER), c.ret, 3 * ROUNDS, ROUNDS);
    expect(c.value[0] == ROUNDS,
           "没有人争的 %d 轮里，spin_try 返回过 %" PRIu64 " 次 1",
           "in %d rounds with nobody else spin_try returned 1 %" PRIu64
           " times",
           ROUNDS, c.value[0]);
    student_end(s);
}

/* ---- the checks: every schedule ------------------------------------------ */

static void add_every_schedule(void)
{
    explore(EXPLORE_ALL, "add", "2 2");
    explore(EXPLORE_ALL, "add", "3 1");
}

static void max_every_schedule(void)
{
    explore(EXPLORE_ALL, "raise", "1 5 7");
    explore(EXPLORE_ALL, "raise", "1 5 5");
    explore(EXPLORE_ALL, "raise", "3 2 5");
    explore(EXPLORE_ALL, "raise", "3 2 3");
    explore(EXPLORE_ALL, "raise", "1 5 7 6");
}

/* What the lock's own word and its memory orders do is for hands_over to say. */
static void alone_inside(void)
{
    const unsigned kinds = EXPLORE_ALL & ~(unsigned)EXPLORE_RACE;

    explore(kinds, "inside", "2 2 0");
    explore(kinds, "inside", "2 2 1");
}

static void hands_over(void)
{
    explore(EXPLORE_ALL, "guarded", "2 1 0");
    explore(EXPLORE_ALL, "guarded", "2 1 1");
    explore_optimised();
    explore(EXPLORE_ALL, "guarded", "2 1 0");
}

/* ---- the list ------------------------------------------------------------ */

static const char *const functions[] = {
    "add_plain", "add_atomic",  "max_update", "spin_lock",
    "spin_try",  "spin_unlock", NULL};

static const struct check checks[] = {
    {.id = "plain_adds",
     .points = 1,
     .at = "add_plain",
     .section = "lost-update",
     .title = {"没有人打扰的时候，add_plain 加得对",
               "undisturbed, add_plain adds right"},
     .hint = {"读、加、写；between 是 NULL 就不调用。",
              "Load, add, store; a between that is NULL is not called."},
     .think =
         {"*p += k 是几步？把每一步写成一行 C。",
          "How many steps are *p += k? Write each of them as a line of C."},
     .run = plain_adds},
    {.id = "between_load_and_store",
     .points = 2,
     .needs = "plain_adds",
     .at = "add_plain",
     .section = "lost-update",
     .title =
         {"between 在读和写之间调用一次，写的是先前读到的值加 k",
          "between is called once, between load and store; stored is the value "
          "loaded before, plus k"},
     .hint = {"读进局部变量，调用 between，再写局部变量加 "
              "k：一次读，一次写，不多。",
              "Load into a local variable, call between, store the local "
              "variable plus k: one load, one store, no more."},
     .think =
         {"between 里 *p 变成了 0。你接下来写的那个值，是从哪里来的？",
          "Within between *p has become 0. The value you store next: where "
          "does it come from?"},
     .run = between_load_and_store},
    {.id = "plain_loses",
     .points = 2,
     .needs = "plain_adds",
     .at = "add_plain",
     .section = "lost-update",
     .title = {"两个进程交错着加，add_plain 丢掉一次：竞态看见了",
               "two processes interleave, and add_plain loses one addition: "
               "the race can be seen"},
     .hint = {"这一个函数不许治好：不要用原子操作，也不要用锁。",
              "This one is not to be cured: no atomic operation, and no lock."},
     .think = {"在纸上排：甲读，乙读，乙写，甲写。最后的值少了谁的？",
               "Write it down: A loads, B loads, B stores, A stores. Whose "
               "addition is missing at the end?"},
     .run = plain_loses},
    {.id = "atomic_adds",
     .points = 1,
     .at = "add_atomic",
     .section = "atomics",
     .title = {"没有人打扰的时候，add_atomic 加得对",
               "undisturbed, add_atomic adds right"},
     .hint = {"atomic_fetch_add 的第二个参数就是 k。",
              "The second argument of atomic_fetch_add is k."},
     .think = {"k 是负数、超过 int 的范围，你的代码还对吗？",
               "Is your code right for a k that is negative, or larger than an "
               "int?"},
     .run = atomic_adds},
    {.id = "atomic_in_steps",
     .points = 3,
     .needs = "atomic_adds",
     .at = "add_atomic",
     .section = "atomics",
     .title = {"在 add_atomic 的任何一条指令之前插进另一次加法，两次都算数",
               "another addition in front of any instruction of add_atomic: "
               "both count"},
     .hint = {"原子的读加上原子的写不是原子的加：用一次 atomic_fetch_add。",
              "An atomic load and an atomic store are no atomic addition: use "
              "one atomic_fetch_add."},
     .think = {"_Atomic 变量上，p 的读和写各自是一步。它们之间有缝吗？",
               "A load of an _Atomic variable is one step, and so is a store. "
               "Is there a gap between the two?"},
     .run = atomic_in_steps},
    {.id = "max_raises",
     .points = 1,
     .at = "max_update",
     .section = "cas",
     .title = {"max_update 只在 v 比 *p 大的时候改 *p，返回 1，否则返回 0",
               "max_update changes *p and returns 1 only if v is larger than "
               "*p, else it returns 0"},
     .hint = {"相等不算抬高；比较用有符号的 long。",
              "Equal is not raised; compare as signed long."},
     .think = {"v 和 *p 相等，*p 被“抬高”了吗？",
               "v equals *p: has *p been raised?"},
     .run = max_raises},
    {.id = "max_in_steps",
     .points = 2,
     .needs = "max_raises",
     .at = "max_update",
     .section = "cas",
     .title =
         {"别人在 max_update 的任何一条指令之前抬高 *p：结果和返回值都还对",
          "another raises *p in front of any instruction of max_update: "
          "result and return value are right"},
     .hint =
         {"先比较，够大才写，*p 一会儿也不许变小。比较并交换失败，只说明 *p "
          "变了：用"
          "它给你的新值再比较一次，直到成功，或者 v 不再更大。",
          "Compare first and store only what is larger: *p must not shrink, "
          "not even for a moment. "
          "A compare-exchange that fails says no more than that *p has "
          "changed: compare again with the new value it gave you, until it "
          "succeeds or v is no longer larger."},
     .think =
         {"*p 是 100，你要抬到 300；途中别人抬到 200。比较并交换失败以后 "
          "expected 里是什么？300 还比它大吗？",
          "*p is 100, you raise it to 300, and in between somebody raises "
          "it to 200. What is in `expected` after the compare-exchange has "
          "failed? Is 300 still larger?"},
     .run = max_in_steps},
    {.id = "lock_states",
     .points = 2,
     .at = "spin_try",
     .section = "lab-race-lab",
     .title =
         {"锁有人拿着，spin_try 就返回 0，放开以后返回 1，另一个进程里也一样",
          "while a lock is held spin_try returns 0, once it is let go 1, "
          "in another process as well"},
     .hint =
         {"锁就是 *l 这个字，全部状态都在里面：0 是空的，别的值都是有人拿着。"
          "没拿到就别让它变成 0，旁边的字也不能碰。",
          "The lock is the word *l: all of its state is in there. 0 is "
          "free, and every other value is held; who does not get it must "
          "not make it 0, nor touch the word beside it."},
     .think = {"另一个进程怎样知道锁被你拿着？它和你只共享哪些字节？",
               "How does another process know that you hold the lock? Which "
               "bytes do you share with it?"},
     .run = lock_states},
    {.id = "yields",
     .points = 2,
     .needs = "lock_states",
     .at = "spin_lock",
     .section = "spin-lock",
     .title = {"spin_lock 等的时候一再让出 CPU，放开了就返回",
               "while it waits spin_lock gives up the CPU again and again, and "
               "returns when the lock is let go"},
     .hint = {"每次没拿到，就调用一次 sched_yield。",
              "Call sched_yield each time you did not get it."},
     .think =
         {"只有一个 CPU，拿着锁的进程正等着轮到它。你不停地转，它什么时候才"
          "能放开？",
          "There is one CPU, and the process that holds the lock is "
          "waiting for its turn. While you spin, when can it let go?"},
     .run = yields},
    {.id = "lock_waits",
     .points = 1,
     .needs = "yields",
     .at = "spin_lock",
     .section = "spin-lock",
     .title = {"另一个进程拿着锁，spin_lock 就等到它放开",
               "while another process holds the lock spin_lock waits until it "
               "lets go"},
     .hint = {"只有真的拿到了才返回。", "Return only once you really hold it."},
     .think = {"循环在什么条件下结束？那一刻锁一定是你的吗？",
               "On which condition does your loop end? Is the lock yours at "
               "that moment, for certain?"},
     .run = lock_waits},
    {.id = "one_holder",
     .points = 3,
     .needs = "lock_waits",
     .at = "spin_try",
     .section = "spin-lock",
     .title = {"别人在任何一条指令之前也来拿锁，正好一个拿到",
               "somebody else goes for the lock in front of any instruction: "
               "exactly one gets it"},
     .hint =
         {"看见 0 和写进 1 要是一步：atomic_exchange，或者比较并交换。没拿到的"
          "时候，什么也不用收回。",
          "Seeing the 0 and storing the 1 must be one step: "
          "atomic_exchange, or a compare-exchange. Who does not get the "
          "lock has nothing to take back."},
     .think =
         {"先 atomic_load 看是不是 0，再 atomic_store 写 1。两个进程都走完第"
          "一步，然后呢？",
          "First an atomic_load to see whether it is 0, then an "
          "atomic_store of 1. Both processes have done the first step: "
          "what then?"},
     .run = one_holder},
    {.id = "no_system_call",
     .points = 1,
     .needs = "plain_adds",
     .at = "spin_lock",
     .section = "spin-lock",
     .title = {"没有人争的时候，一次系统调用也没有",
               "while nobody contends there is not one system call"},
     .hint = {"先试着拿，拿不到才让出 CPU。",
              "Try to take it first, and give up the CPU only if you could "
              "not."},
     .think = {"锁是空的。从 spin_lock 的第一行走起，哪一行要进内核？",
               "The lock is free. Going through spin_lock from its first line, "
               "which line enters the kernel?"},
     .run = no_system_call},
    {.id = "add_every_schedule",
     .points = 2,
     .needs = "atomic_adds",
     .at = "add_atomic",
     .section = "explorer",
     .title = {"不管怎样调度，add_atomic 一次也不丢",
               "under every schedule add_atomic loses nothing"},
     .hint = {"照着时间线走一遍：谁读到的值，在它写之前已经旧了？",
              "Go through the timeline: whose value was stale before it was "
              "stored?"},
     .think =
         {"一条加法指令，在有两个 CPU 的机器上也只是一步吗？x86 的 lock 前缀"
          "是做什么用的？",
          "Is one add instruction a single step on a machine with two CPUs "
          "as well? What is the lock prefix of x86 for?"},
     .run = add_every_schedule},
    {.id = "max_every_schedule",
     .points = 2,
     .needs = "max_raises",
     .at = "max_update",
     .section = "explorer",
     .title =
         {"不管怎样调度，留下的是最大的，只有真的抬高了的返回 1",
          "under every schedule the largest stays, and only who has really "
          "raised it returns 1"},
     .hint = {"*p 的每一次读和写都要是原子操作，比较和写要是同一步。",
              "Each load and store of *p must be an atomic operation, and "
              "comparing and storing one step."},
     .think = {"看时间线：谁最后写？它比较的时候，*p 是多少？",
               "Look at the timeline: who stores last, and what was *p when it "
               "compared?"},
     .run = max_every_schedule},
    {.id = "alone_inside",
     .points = 2,
     .needs = "lock_states",
     .at = "spin_lock",
     .section = "explorer",
     .title = {"不管怎样调度，拿着锁的只有一个，人人都轮得到",
               "under every schedule one process at a time holds the lock, and "
               "each gets its turn"},
     .hint = {"照着时间线走一遍：第二个进程是凭什么进去的？",
              "Go through the timeline: on what grounds did the second process "
              "go in?"},
     .think =
         {"把 spin_try 拆成对 *l 的一次次访问。在哪两次之间换到另一个进程，"
          "两个就都以为自己拿到了？",
          "Take spin_try apart into accesses to *l. Between which two of "
          "them must the other process run for both to believe that they "
          "have it?"},
     .run = alone_inside},
    {.id = "hands_over",
     .points = 3,
     .needs = "alone_inside",
     .at = "spin_unlock",
     .section = "ordering",
     .title =
         {"锁里用 add_plain 也不丢：放开的人写的，拿到的人都看得见",
          "under the lock even add_plain loses nothing: what was stored before "
          "letting go is seen by the next"},
     .hint =
         {"拿锁用 memory_order_acquire，放开用 memory_order_release，两边都要"
          "是原子操作。",
          "Take it with memory_order_acquire, let go with "
          "memory_order_release, and both by atomic operations."},
     .think =
         {"另一个进程看见锁是 0 了。凭什么它也一定看见了你在这之前写的 *p？"
          "编译器和 CPU 都可以换顺序，是谁不许它们换？",
          "Another process sees that the lock is 0. Why must it also see "
          "what you stored in *p before? Compiler and CPU may both change "
          "the order: who forbids it?"},
     .run = hands_over},
    {0},
};

const struct lab lab = {
    .name = "race_lab",
    .number = "4.3",
    .chapter = "04-fork-and-races",
    .title = {"看见竞态，治好竞态", "see a race, then cure it"},
    .functions = functions,
    .optimised = 1,
    .checks = checks};
