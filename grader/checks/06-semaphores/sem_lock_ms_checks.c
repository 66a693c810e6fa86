/* sem_lock_ms_checks.c - what must hold of sem_lock_ms
 *
 * A child of the student's process waits, and the kernel tells how: by its
 * system call it sleeps in a futex of the semaphore, until which moment, and by
 * which clock. No check depends on how long anything takes: the clock that the
 * student reads is planned, and it stands still or jumps. Facts used: C134
 * (which futex), C136 and M014 (EINTR, SA_RESTART, sem_clockwait), C137
 * (EAGAIN).
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "explore.h"
#include "sem_lock_ms.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <linux/futex.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#define SECOND INT64_C(1000000000)

/* WAIT in nanoseconds still fits an int: that overflow is a check of its own. */
enum { REST_MS = 8000, MS = 1000000, WAIT = 2000, SIGNALS = 12 };

/* One semaphore, the process that owns it, and its child that waits. */
struct bench {
    struct student *s;
    uint64_t sem;
    pid_t child;
};

/* What a process that waits sleeps in. */
struct sleep {
    int timed; /* there is an end */
    int realtime;
    struct timespec end;
};

/* Far in the future for the kernel, so that nothing runs out while we look. */
static int64_t planned_monotonic, planned_realtime;

/* ---- asking -------------------------------------------------------------- */

/* The clocks the student sees from now on; 0: the true ones. */
static void set_clocks(struct bench *b, int64_t monotonic, int64_t realtime)
{
    planned_monotonic = monotonic;
    planned_realtime = realtime;
    calls_clock(b->s, CLOCK_MONOTONIC, monotonic);
    calls_clock(b->s, CLOCK_REALTIME, realtime);
}

static struct bench begin(unsigned value)
{
    struct bench b = {.s = student_start()};
    struct claim c;

    student_call(b.s, &c, "new %u", value);
    b.sem = c.value[0];
    set_clocks(&b, 1000000000 * SECOND + 2345, 4000000000 * SECOND + 6789);
    return b;
}

/* What the child called goes on to be told: it began with "begin". */
static struct claim ask(struct bench *b, const char *op)
{
    size_t from = b->s->asked_from;
    struct claim c;

    student_call(b->s, &c, "%s", op);
    b->s->asked_from = from;
    return c;
}

static struct claim lock(struct bench *b, int ms)
{
    struct claim c;

    student_call(b->s, &c, "lock %d", ms);
    return c;
}

static void expect_taken(const struct claim *c, int ms, unsigned left)
{
    if (c->ret != 0 && ms < 0)
        advise("ms < 0 没有截止的时刻，拿它算不出时间：哪一个函数一直等？",
               "ms below 0 has no end, so there is no time to compute from it: "
               "which function waits for ever?");
    expect(c->ret == 0, "值是 %u，ms 为 %d：返回 %ld（%s），应为 0",
           "the value is %u, ms %d: returned %ld (%s), expected 0", left + 1,
           ms, c->ret, error_word(c->err));
    expect(c->value[0] == left,
           "返回了 0，可是信号量的值是 %" PRIu64 "，应为 %u",
           "returned 0, but the value of the semaphore is %" PRIu64
           ", expected %u",
           c->value[0], left);
}

static void expect_no_time(const struct claim *c, int ms)
{
    expect(c->ret == -1 && c->err == ETIMEDOUT,
           "值是 0，ms 为 %d：返回 %ld（%s），应为 -1（ETIMEDOUT）",
           "the value is 0, ms %d: returned %ld (%s), expected -1 (ETIMEDOUT)",
           ms, c->ret, error_word(c->err));
    expect(c->value[0] == 0, "返回 -1 以后，信号量的值是 %" PRIu64 "，应为 0",
           "after -1 the value of the semaphore is %" PRIu64 ", expected 0",
           c->value[0]);
}

/* ---- a child that waits -------------------------------------------------- */

static void begin_wait(struct bench *b, int ms, int restart)
{
    struct claim c;

    student_call(b->s, &c, "begin %d %d", ms, restart);
    if (c.ret == -1 || view_children(b->s->pid, &b->child, 1) != 1) {
        errno = c.err;
        grader_error("a child that waits");
    }
}

static struct view_call come_to_rest(struct bench *b, int ms)
{
    struct view_call call;

    expect(view_at_rest(&b->child, 1, REST_MS),
           "值是 0，ms 为 %d：等的时候进程一直在运行，没有睡在信号量上",
           "the value is 0, ms %d: while it waits the process goes on running "
           "and does not sleep on the semaphore",
           ms);
    if (view_call(b->child, &call) == -1)
        unsupported("这台机器不让看进程睡在哪个系统调用里",
                    "this machine hides in which system call a process sleeps");
    return call;
}

/* The child has ended: what it returned. */
static struct claim ended(struct bench *b, int ms)
{
    struct claim c = ask(b, "end");
    int status = (int)c.value[2];

    expect(WIFEXITED(status) && WEXITSTATUS(status) == 0,
           "ms 为 %d：等的时候进程被 %s 终止了",
           "ms %d: the process was killed by %s while it waited", ms,
           WIFSIGNALED(status) ? signal_word(WTERMSIG(status)) : "exit");
    return c;
}

/* Who sleeps somewhere else: that call is at fault. */
static void blame_sleep(const struct bench *b)
{
    static const char *const sleepers[] = {"poll", "sleep", "usleep",
                                           "nanosleep", "clock_nanosleep"};

    for (size_t i = 0; i < sizeof sleepers / sizeof *sleepers; i++)
        calls_blame(b->s, sleepers[i]);
}

static struct claim must_end(struct bench *b, int ms, const char *zh,
                             const char *en)
{
    struct view_call call = come_to_rest(b, ms);

    if (call.state != 'Z')
        blame_sleep(b);
    expect(call.state == 'Z',
           "ms 为 %d，%s%.0s：应已经返回，却睡在系统调用 %s 里",
           "ms %d, %.0s%s: it should have returned, but it sleeps in the "
           "system call %s",
           ms, zh, en, call.name);
    return ended(b, ms);
}

/* The child must be asleep on the semaphore, and on nothing else. */
static struct sleep asleep(struct bench *b, int ms)
{
    struct view_call call = come_to_rest(b, ms);
    struct sleep sleep = {0};

    if (call.state == 'Z') {
        struct claim c = ended(b, ms);

        fail(
            FAIL,
            "值是 0，ms 为 %d：没有等，就返回了 %ld（%s）；应睡到有人 post 或者"
            "时间到",
            "the value is 0, ms %d: it returned %ld (%s) instead of waiting "
            "until somebody posts or the time is up",
            ms, c.ret, error_word(c.err));
    }
    if (strcmp(call.name, "futex") != 0)
        blame_sleep(b);
    expect(strcmp(call.name, "futex") == 0 &&
               call.argument[0] - b->sem < sizeof(sem_t),
           "值是 0，ms 为 %d：进程睡在系统调用 %s 里，不是睡在这个信号量上",
           "the value is 0, ms %d: the process sleeps in the system call %s, "
           "and not on this semaphore",
           ms, call.name);
    sleep.timed = call.argument[3] != 0;
    sleep.realtime = (call.argument[1] & FUTEX_CLOCK_REALTIME) != 0;
    if (sleep.timed && view_read(b->child, call.argument[3], &sleep.end,
                                 sizeof sleep.end) != sizeof sleep.end)
        grader_error("read the end of a wait");
    return sleep;
}

/* Let the wait end, and with it the child. */
static struct claim post(struct bench *b, int ms)
{
    ask(b, "post");
    return must_end(b, ms, "已经 post", "after a post");
}

static int64_t nanoseconds(struct timespec t)
{
    return t.tv_sec * SECOND + t.tv_nsec;
}

/* The end must be ms after what this clock shows, exactly. */
static void expect_end(const struct sleep *sleep, int64_t now, int ms)
{
    int64_t want = now + (int64_t)ms * MS;

    expect(sleep->timed, "ms 为 %d：睡下去的时候没有给截止的时刻",
           "ms %d: it went to sleep without an end", ms);
    expect(nanoseconds(sleep->end) == want,
           "钟上是 %" PRId64 ".%09" PRId64
           "，ms 为 %d：睡到 %lld.%09ld，应为 %" PRId64 ".%09" PRId64,
           "the clock shows %" PRId64 ".%09" PRId64
           ", ms %d: it sleeps until %lld.%09ld, expected %" PRId64
           ".%09" PRId64,
           now / SECOND, now % SECOND, ms, (long long)sleep->end.tv_sec,
           sleep->end.tv_nsec, want / SECOND, want % SECOND);
}

/* ---- the checks: results ------------------------------------------------- */

static void takes_free(void)
{
    const int times[] = {-1, 0, 500, WAIT};
    struct bench b = begin(4);

    for (unsigned i = 0; i < 4; i++) {
        struct claim c = lock(&b, times[i]);

        expect_taken(&c, times[i], 3 - i);
    }
    student_end(b.s);
}

static void zero_tries(void)
{
    struct bench b = begin(0);
    struct claim c;

    set_clocks(&b, 0, 0);
    begin_wait(&b, 0, 0);
    advise("ms 是 0：试一次，拿不到就返回，会睡的函数一个也不要调用。",
           "With ms 0 it tries once and returns, whether it got it or not: "
           "call nothing that sleeps.");
    c = must_end(&b, 0, "值是 0", "the value is 0");
    advise(NULL, NULL);
    expect_no_time(&c, 0);
    student_end(b.s);
}

/* A call that may let time pass, and did. */
static int lets_time_pass(const struct call *c)
{
    static const char *const sleepers[] = {
        "nanosleep", "clock_nanosleep", "usleep",     "sleep",
        "poll",      "sem_wait",        "sched_yield"};

    for (size_t i = 0; i < sizeof sleepers / sizeof *sleepers; i++)
        if (strcmp(c->name, sleepers[i]) == 0)
            return 1;
    return (strcmp(c->name, "sem_clockwait") == 0 &&
            nanoseconds(c->time) > planned_monotonic) ||
           (strcmp(c->name, "sem_timedwait") == 0 &&
            nanoseconds(c->time) > planned_realtime);
}

/* Clocks that the kernel's own have passed long ago: no wait can be real. */
static void zero_is_no_wait(void)
{
    struct bench b = begin(0);
    struct call call;
    struct claim c;

    set_clocks(&b, 1 * SECOND / 4, 1000000 * SECOND);
    c = lock(&b, 0);
    expect_no_time(&c, 0);
    for (size_t i = 0; calls_get(b.s, i, &call); i++)
        expect(!lets_time_pass(&call),
               "ms 为 0：调用了 %s，它会让时间过去；只该试一下",
               "ms 0: it called %s, which lets time pass; it should only try",
               call.name);
    student_end(b.s);
}

/* The only wait that really runs out. Whatever the machine does meanwhile, it
 * cannot end before its time. It begins where the sum of the nanoseconds has no
 * carry: that is another check's. */
static void times_out(void)
{
    enum { SHORT = 30 };
    struct bench b = begin(0);
    struct timespec now;
    struct claim c;
    int64_t from;

    set_clocks(&b, 0, 0);
    do {
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_nsec > SECOND - 300 * MS && usleep(20000) == 0);
    from = now_ms();
    c = lock(&b, SHORT);
    expect_no_time(&c, SHORT);
    expect(now_ms() - from >= SHORT, "ms 为 %1$d：不到 %1$d 毫秒就说时间到了",
           "ms %1$d: it says the time is up before %1$d ms are over", SHORT);
    student_end(b.s);
}

/* ---- the checks: how it waits -------------------------------------------- */

static void sleeps_on_it(void)
{
    struct bench b = begin(0);

    begin_wait(&b, WAIT, 0);
    asleep(&b, WAIT);
    post(&b, WAIT);
    begin_wait(&b, -1, 0);
    asleep(&b, -1);
    post(&b, -1);
    student_end(b.s);
}

static void negative_is_for_ever(void)
{
    const int times[] = {-1, INT_MIN, -60000};

    for (int i = 0; i < 3; i++) {
        struct bench b = begin(0);
        struct sleep sleep;

        begin_wait(&b, times[i], 0);
        sleep = asleep(&b, times[i]);
        expect(!sleep.timed,
               "ms 为 %d：应一直等，却在 %lld.%09ld 秒这个时刻截止",
               "ms %d: it should wait for ever, but it has an end, the moment "
               "%lld.%09ld s",
               times[i], (long long)sleep.end.tv_sec, sleep.end.tv_nsec);
        post(&b, times[i]);
        student_end(b.s);
    }
}

/* Stopped meanwhile, it finds both posts when it wakes up. */
static void post_wakes(void)
{
    const int times[] = {WAIT, -1};
    struct bench b = begin(0);

    for (int i = 0; i < 2; i++) {
        struct claim c;

        begin_wait(&b, times[i], 0);
        asleep(&b, times[i]);
        kill(b.child, SIGSTOP);
        ask(&b, "post");
        ask(&b, "post");
        kill(b.child, SIGCONT);
        c = must_end(&b, times[i], "已经 post", "after a post");
        expect(c.ret == 0,
               "ms 为 %d，睡着的时候有人 post：返回 %ld（%s），应为 0",
               "ms %d, somebody posts while it sleeps: returned %ld (%s), "
               "expected 0",
               times[i], c.ret, error_word(c.err));
        expect(c.value[0] == 1,
               "post 了两次，拿走一次：值是 %" PRIu64 "，应为 1",
               "posted twice, taken once: the value is %" PRIu64 ", expected 1",
               c.value[0]);
        ask(&b, "take");
    }
    student_end(b.s);
}

/* By whichever clock: that is the next check's. An earlier call, at another
 * time, must not have left anything behind. */
static void end_is_a_moment(void)
{
    const int times[] = {1, 999, 1000, 1700, (int)chance_between(2, WAIT)};

    for (int i = 0; i < 5; i++) {
        struct bench b = begin(1);
        struct claim before = lock(&b, 700);
        struct sleep sleep;

        expect_taken(&before, 700, 0);
        set_clocks(&b, planned_monotonic + 5 * SECOND + 1,
                   planned_realtime + 5 * SECOND + 1);
        begin_wait(&b, times[i], 0);
        sleep = asleep(&b, times[i]);
        expect_end(&sleep,
                   sleep.realtime ? planned_realtime : planned_monotonic,
                   times[i]);
        post(&b, times[i]);
        student_end(b.s);
    }
}

static void clock_is_monotonic(void)
{
    struct bench b = begin(0);
    struct sleep sleep;

    begin_wait(&b, WAIT, 0);
    sleep = asleep(&b, WAIT);
    expect(
        !sleep.realtime,
        "截止的时刻按 CLOCK_REALTIME 算：有人把系统时间往回调一小时，就要多等"
        "一小时",
        "the end is a moment of CLOCK_REALTIME: let somebody set the time "
        "back an hour, and it waits an hour longer");
    expect_end(&sleep, planned_monotonic, WAIT);
    post(&b, WAIT);
    student_end(b.s);
}

/* From this moment on, so many milliseconds. */
static void expect_end_after(int64_t monotonic, int ms)
{
    struct bench b = begin(0);
    struct sleep sleep;

    set_clocks(&b, monotonic, planned_realtime);
    begin_wait(&b, ms, 0);
    sleep = asleep(&b, ms);
    expect_end(&sleep, monotonic, ms);
    post(&b, ms);
    student_end(b.s);
}

static void nanoseconds_carry(void)
{
    const int64_t second = 1000000000 * SECOND;

    expect_end_after(second + SECOND - 1, 1);
    expect_end_after(second + SECOND - MS, 1);
    expect_end_after(second + SECOND / 2, 500);
    expect_end_after(second + 999 * (int64_t)MS + 77, 1999);
    expect_end_after(second + SECOND - MS - 1, 1);
}

static void long_times(void)
{
    expect_end_after(1000000000 * SECOND + 5, INT_MAX);
    expect_end_after(1000000000 * SECOND + 5, 3000000);
}

/* ---- the checks: signals ------------------------------------------------- */

/* A signal while it sleeps: its handler runs, and then it sleeps again. */
static struct sleep signal_it(struct bench *b, int ms, unsigned nth)
{
    struct sleep sleep;
    struct view_call call;

    ask(b, "signal");
    call = come_to_rest(b, ms);
    if (call.state == 'Z') {
        struct claim c = ended(b, ms);

        fail(FAIL,
             "ms 为 %d，等的时候来了第 %u 个信号：返回了 %ld（%s），应继续等",
             "ms %d, signal number %u came while it waited: it returned %ld "
             "(%s) and should have gone on waiting",
             ms, nth, c.ret, error_word(c.err));
    }
    sleep = asleep(b, ms);
    expect(ask(b, "look").value[1] == nth,
           "ms 为 %d：等的时候信号的处理函数没有运行",
           "ms %d: the handler of the signal did not run while it waited", ms);
    return sleep;
}

static void signals_go_by(void)
{
    const int times[] = {WAIT, -1};

    for (int i = 0; i < 4; i++) {
        int ms = times[i / 2], restart = i % 2;
        struct bench b = begin(0);
        struct claim c;

        begin_wait(&b, ms, restart);
        asleep(&b, ms);
        signal_it(&b, ms, 1);
        c = post(&b, ms);
        expect(c.ret == 0,
               "ms 为 %d，信号过后有人 post：返回 %ld（%s），应为 0",
               "ms %d, a post after the signal: returned %ld (%s), expected 0",
               ms, c.ret, error_word(c.err));
        student_end(b.s);
    }
}

/* The clocks go on while it sleeps, by no whole number of milliseconds: who
 * begins a new time, or counts what is left in milliseconds, is seen. */
static void end_stays(void)
{
    enum { MOMENTS = 3 };
    struct bench b = begin(0);
    int64_t from = planned_monotonic, end;
    struct sleep first;

    begin_wait(&b, WAIT, 0);
    first = asleep(&b, WAIT);
    expect(first.timed, "ms 为 %d：睡下去的时候没有给截止的时刻",
           "ms %d: it went to sleep without an end", WAIT);
    end = nanoseconds(first.end);
    for (int i = 1; i <= MOMENTS; i++) {
        int64_t passed = i * 70 * (int64_t)MS + 300001;
        struct sleep sleep;

        set_clocks(&b, from + passed, planned_realtime + passed);
        sleep = signal_it(&b, WAIT, (unsigned)i);
        expect(sleep.timed && nanoseconds(sleep.end) == end,
               "第 %d 个信号过后，截止的时刻是 %lld.%09ld，应仍是 %" PRId64
               ".%09" PRId64,
               "after signal %d it sleeps until %lld.%09ld; the end should "
               "still be %" PRId64 ".%09" PRId64,
               i, (long long)sleep.end.tv_sec, sleep.end.tv_nsec, end / SECOND,
               end % SECOND);
    }
    post(&b, WAIT);
    student_end(b.s);
}

/* No number of them is enough. */
static void many_signals(void)
{
    const int times[] = {WAIT, -1};

    for (int i = 0; i < 2; i++) {
        struct bench b = begin(0);
        struct claim c;

        begin_wait(&b, times[i], 0);
        asleep(&b, times[i]);
        for (unsigned nth = 1; nth <= SIGNALS; nth++)
            signal_it(&b, times[i], nth);
        c = post(&b, times[i]);
        expect(c.ret == 0,
               "ms 为 %d，%d 个信号过后有人 post：返回 %ld（%s），应为 0",
               "ms %d, a post after %d signals: returned %ld (%s), expected 0",
               times[i], SIGNALS, c.ret, error_word(c.err));
        student_end(b.s);
    }
}

/* ---- the checks: the others ---------------------------------------------- */

static const char *const waits[] = {"sem_wait", "sem_clockwait",
                                    "sem_timedwait"};
enum { WAITS = 3 };

/* Stopped just before it takes: somebody else is faster. */
static void stop_before_taking(struct bench *b, int ms)
{
    struct claim c;

    calls_no_plan(b->s);
    calls_stop(b->s, "sem_trywait", 1);
    for (int i = 0; i < WAITS; i++)
        calls_stop(b->s, waits[i], 1);
    begin_wait(b, ms, 0);
    expect(come_to_rest(b, ms).state == 'T',
           "值是 1，ms 为 %d：没有调用任何等待的函数",
           "the value is 1, ms %d: it called no function that waits", ms);
    c = ask(b, "take");
    if (c.ret == -1) {
        errno = c.err;
        grader_error("take the semaphore away");
    }
    do {
        kill(b->child, SIGCONT);
    } while (come_to_rest(b, ms).state == 'T');
}

static void decides_by_taking(void)
{
    struct bench b = begin(1), another = begin(1);
    struct claim c;

    set_clocks(&b, 0, 0);
    stop_before_taking(&b, 0);
    c = must_end(&b, 0, "刚才值是 1，被别人抢先拿走了",
                 "the value was 1, and somebody else took it first");
    expect_no_time(&c, 0);
    student_end(b.s);
    stop_before_taking(&another, WAIT);
    expect(asleep(&another, WAIT).timed,
           "刚才值是 1，被别人抢先拿走了：ms 为 %d 的等待没有截止的时刻",
           "the value was 1, and somebody else took it first: a wait of %d ms "
           "has no end",
           WAIT);
    post(&another, WAIT);
    student_end(another.s);
}

/* Who got it keeps it. */
static void one_of_several(void)
{
    const unsigned kinds =
        EXPLORE_WRONG | EXPLORE_DEADLOCK | EXPLORE_LIVELOCK | EXPLORE_CRASH;

    explore(kinds, "tries", "2");
    explore(kinds, "tries", "3");
}

/* The first call that tries or waits fails. */
static void expect_error(int ms, int err)
{
    struct bench b = begin(0);
    struct claim c;

    if (ms == 0)
        set_clocks(&b, 0, 0);
    calls_fail(b.s, "sem_trywait", 1, err);
    for (int i = 0; i < WAITS; i++)
        calls_fail(b.s, waits[i], 1, err);
    begin_wait(&b, ms, 0);
    c = must_end(&b, ms, "所用的调用失败了", "the call it used failed");
    calls_blame(b.s, "sem_trywait");
    expect(c.ret == -1,
           "ms 为 %d，所用的调用失败，errno 是 %s：返回 %ld，应为 -1",
           "ms %d, the call it used failed with %s: returned %ld, expected -1",
           ms, error_word(err), c.ret);
    expect(c.err == err,
           "ms 为 %1$d，所用的调用失败，errno 是 %2$s：返回 -1（%3$s），应为 "
           "-1（%2$s）",
           "ms %1$d, the call it used failed with %2$s: returned -1 (%3$s), "
           "expected -1 (%2$s)",
           ms, error_word(err), error_word(c.err));
    student_end(b.s);
}

static void errors_come_through(void)
{
    const int times[] = {-1, 0, WAIT};

    for (int i = 0; i < 3; i++) {
        struct bench b = begin(1);
        struct claim c;

        student_call(b.s, &c, "lock-null %d", times[i]);
        expect(c.ret == -1 && c.err == EINVAL,
               "s 是 NULL，ms 为 %d：返回 %ld（%s），应为 -1（EINVAL）",
               "s is NULL, ms %d: returned %ld (%s), expected -1 (EINVAL)",
               times[i], c.ret, error_word(c.err));
        student_end(b.s);
        expect_error(times[i], EINVAL);
    }
}

/* ---- the list ------------------------------------------------------------ */

static const char *const functions[] = {"sem_lock_ms", NULL};

static const struct check checks[] = {
    {.id = "takes_free",
     .points = 1,
     .at = "sem_lock_ms",
     .section = "counting",
     .title = {"值大于 0 就立刻拿到，值正好减 1，不管 ms 是多少",
               "while the value is above 0 it is taken at once, by one, "
               "whatever ms is"},
     .hint = {"sem_wait、sem_trywait、sem_clockwait 成功时都把值减 1。",
              "sem_wait, sem_trywait and sem_clockwait all take one when they "
              "succeed."},
     .think =
         {"三种 ms，三条路。每条路上，哪一个调用把值减了 1？有没有哪条路减"
          "了两次，或者一次也没减？",
          "Three kinds of ms, three ways through your function. Which call "
          "takes the one on each of them? Does any way take two, or none?"},
     .run = takes_free},
    {.id = "zero_tries",
     .points = 1,
     .needs = "takes_free",
     .at = "sem_lock_ms",
     .section = "counting",
     .title = {"ms 是 0，值是 0：返回 -1，errno 是 ETIMEDOUT",
               "ms 0 at value 0 returns -1, and errno is ETIMEDOUT"},
     .hint = {"sem_trywait 的 errno 是 EAGAIN；约定要的是另一个。",
              "sem_trywait says EAGAIN; the contract wants another one."},
     .think = {"调用者对所有的 ms 只写一个 if (errno == ETIMEDOUT)。你返回的是"
               "谁的 errno？",
               "Your caller writes if (errno == ETIMEDOUT) once, for every ms. "
               "Whose errno is it that you hand on?"},
     .run = zero_tries},
    {.id = "zero_is_no_wait",
     .points = 1,
     .needs = "zero_tries",
     .at = "sem_lock_ms",
     .section = "counting",
     .title = {"ms 是 0 的时候不等，一毫秒也不等",
               "ms 0 does not wait, not even a millisecond"},
     .hint = {"只试一次：没有 sleep，没有比现在更晚的截止时刻。",
              "Try once: no sleep, and no end later than now."},
     .think = {"列出 ms 是 0 时你调用的函数。哪一个可能让别的进程先运行？",
               "List the functions you call for ms 0. Which of them may let "
               "another process run first?"},
     .run = zero_is_no_wait},
    {.id = "times_out",
     .points = 1,
     .needs = "takes_free",
     .at = "sem_lock_ms",
     .section = "eintr",
     .title = {"没有人 post：到了时间返回 ETIMEDOUT，绝不提前",
               "when nobody posts it returns ETIMEDOUT, and never before its "
               "time"},
     .hint = {"sem_timedwait 和 sem_clockwait "
              "要的是一个时刻，各按自己的钟；不是时间的长短。",
              "sem_timedwait and sem_clockwait want a moment, each by its own "
              "clock, and not a length of time."},
     .think = {"如果你交给内核的是 {0, "
               "30000000}：这是哪一天、哪一刻？如果是“现在”加 30 "
               "毫秒：“现在”是向哪只钟问的，内核看的又是哪只？",
               "If you hand {0, 30000000} to the kernel: which day and hour is "
               "that? If you hand it 30 ms from now: which clock said “now”, "
               "and at which one does the kernel look?"},
     .run = times_out},
    {.id = "sleeps_on_it",
     .points = 1,
     .needs = "takes_free",
     .at = "sem_lock_ms",
     .section = "counting",
     .title = {"等的时候睡在这个信号量上，不轮询",
               "while it waits it sleeps on the semaphore and does not poll"},
     .hint = {"睡眠一下再试，既费电，又会晚醒；让内核来叫醒。",
              "To sleep a little and try again costs power and wakes late; let "
              "the kernel wake you."},
     .think = {"有人 post 的时候，你的进程睡在哪里？内核知道该叫醒它吗？",
               "Somebody posts. Where does your process sleep just then, and "
               "does the kernel know that it must be woken?"},
     .run = sleeps_on_it},
    {.id = "post_wakes",
     .points = 1,
     .needs = "sleeps_on_it",
     .at = "sem_lock_ms",
     .section = "counting",
     .title = {"等的时候有人 post：返回 0，正好拿走一次",
               "a post while it waits makes it return 0, having taken exactly "
               "one"},
     .hint = {"醒来的时候已经拿到了，不要再拿一次。",
              "When it wakes up it has been taken already; do not take "
              "another."},
     .think = {"post 了两次，应该还剩一次。你的函数返回之前，哪几个调用把值减"
               "了 1？",
               "Two posts, so one should be left. Which calls have taken one "
               "before your function returns?"},
     .run = post_wakes},
    {.id = "negative_is_for_ever",
     .points = 1,
     .needs = "sleeps_on_it",
     .at = "sem_lock_ms",
     .section = "counting",
     .title = {"ms 小于 0：一直等，没有截止的时刻",
               "ms below 0 waits for ever, without an end"},
     .hint = {"先判断 ms < 0，再算时间；sem_wait 没有截止的时刻。",
              "Test ms < 0 before you compute with it; sem_wait has no end."},
     .think = {"-1 变成 unsigned 是多少？那么多毫秒是几天？",
               "What is -1 as an unsigned? How many days are so many "
               "milliseconds?"},
     .run = negative_is_for_ever},
    {.id = "end_is_a_moment",
     .points = 2,
     .needs = "sleeps_on_it",
     .at = "sem_lock_ms",
     .section = "eintr",
     .title = {"截止的时刻正好是现在加 ms 毫秒",
               "the end is exactly now plus ms milliseconds"},
     .hint = {"1 毫秒是 1000000 纳秒。", "1 ms is 1000000 ns."},
     .think = {"ms 是 2500。tv_sec 加多少，tv_nsec 加多少？用手算一遍，和记录里"
               "的调用比较。",
               "ms is 2500. How much is added to tv_sec, how much to tv_nsec? "
               "Work it out by hand and compare it with the call in the "
               "record."},
     .run = end_is_a_moment},
    {.id = "clock_is_monotonic",
     .points = 2,
     .needs = "end_is_a_moment",
     .at = "sem_lock_ms",
     .section = "eintr",
     .title = {"时刻按 CLOCK_MONOTONIC 算，调系统时间不影响等待",
               "the clock is CLOCK_MONOTONIC, so setting the time of the "
               "system changes no wait"},
     .hint = {"sem_timedwait 用的是 CLOCK_REALTIME；sem_clockwait 可以选。",
              "sem_timedwait goes by CLOCK_REALTIME; sem_clockwait lets you "
              "choose."},
     .think =
         {"等 5 秒，等到第 2 秒，管理员把时间往回调了一小时。你的进程什么时"
          "候醒？",
          "A wait of 5 s; in its 2nd second the administrator sets the "
          "time back an hour. When does your process wake up?"},
     .run = clock_is_monotonic},
    {.id = "nanoseconds_carry",
     .points = 1,
     .needs = "clock_is_monotonic",
     .at = "sem_lock_ms",
     .section = "eintr",
     .title = {"纳秒满了 1000000000 就进一秒",
               "1000000000 nanoseconds are carried into a second"},
     .hint = {"tv_nsec 不在 0 到 999999999 之间，内核就说 EINVAL。",
              "A tv_nsec outside 0 to 999999999 is EINVAL."},
     .think =
         {"现在是 7.999999999 秒，ms 是 1。再试 7.999 秒正好，ms 也是 1：你"
          "的比较用的是 > 还是 >=？",
          "It is 7.999999999 s now, and ms is 1. Then try 7.999 s sharp "
          "with ms 1: does your comparison say > or >=?"},
     .run = nanoseconds_carry},
    {.id = "long_times",
     .points = 1,
     .needs = "clock_is_monotonic",
     .at = "sem_lock_ms",
     .section = "eintr",
     .title = {"很长的时间不会溢出：INT_MAX 毫秒将近 25 天",
               "long times do not overflow: INT_MAX ms are almost 25 days"},
     .hint = {"int 乘以 1000000，两秒多就溢出了。",
              "An int times 1000000 overflows at little more than 2 s."},
     .think = {"ms * 1000000 是在哪种类型里算的？先乘再转换，还是先转换再乘？",
               "In which type is ms * 1000000 computed? Multiplied first and "
               "converted then, or the other way round?"},
     .run = long_times},
    {.id = "signals_go_by",
     .points = 1,
     .needs = "sleeps_on_it",
     .at = "sem_lock_ms",
     .section = "eintr",
     .title =
         {"等的时候来了信号：处理函数运行，等待继续，EINTR 不给调用者",
          "a signal while it waits runs its handler, the wait goes on, and "
          "EINTR does not reach the caller"},
     .hint = {"有 SA_RESTART 也一样：限时的等待仍会得到 EINTR，要自己再等。",
              "SA_RESTART does not help: a timed wait gets EINTR all the same, "
              "and has to be begun again by you."},
     .think =
         {"等待返回了 -1。有哪几种原因？哪一种该继续等？",
          "The wait has returned -1. For what reasons may that be, and for "
          "which of them should it go on?"},
     .run = signals_go_by},
    {.id = "many_signals",
     .points = 1,
     .needs = "signals_go_by",
     .at = "sem_lock_ms",
     .section = "eintr",
     .title = {"一连来十二个信号也一样，等待不放弃",
               "so it is with twelve signals in a row: the wait is not given "
               "up"},
     .hint = {"用循环，不要只用一个 if；循环不数次数。",
              "A loop, and not just an if; and it does not count."},
     .think = {"第二次等待也可能被打断。你的代码此时在哪一行？",
               "The second wait can be interrupted as well. At which line is "
               "your code then?"},
     .run = many_signals},
    {.id = "end_stays",
     .points = 2,
     .needs = "signals_go_by",
     .at = "sem_lock_ms",
     .section = "eintr",
     .title = {"每隔一会儿来一个信号，截止的时刻仍是同一个",
               "signals come time and again, and the end is still the same "
               "moment"},
     .hint = {"在循环外面算截止的时刻，只算一次。",
              "Compute the end outside the loop, once."},
     .think = {"每 10 毫秒来一个信号，ms 是 200。你的等待在什么时候结束？会结束"
               "吗？",
               "A signal every 10 ms, and ms is 200. When does your wait end, "
               "if ever?"},
     .run = end_stays},
    {.id = "decides_by_taking",
     .points = 1,
     .needs = "zero_tries",
     .at = "sem_lock_ms",
     .section = "not",
     .title = {"先看到值是 1，却被别人抢先拿走：照样守住 ms",
               "if somebody else takes it between a look and the taking, ms "
               "still holds"},
     .hint = {"sem_getvalue 的结果，拿到手就已经过时。",
              "What sem_getvalue says is out of date when you get it."},
     .think = {"在“看”和“拿”之间把你的进程停住，让别人拿走。然后它会怎样？",
               "Stop your process between looking and taking, and let somebody "
               "else take. What does it do then?"},
     .run = decides_by_taking},
    {.id = "one_of_several",
     .points = 1,
     .needs = "zero_tries",
     .at = "sem_lock_ms",
     .section = "explorer",
     .title = {"几个进程同时来试，值是 1：不论怎样调度，正好一个拿到，没有人等",
               "several processes try at value 1: under every schedule exactly "
               "one gets it, and nobody waits"},
     .hint =
         {"看和拿必须是同一步；sem_trywait 就是这一步。",
          "To look and to take must be one step; sem_trywait is that step."},
     .think =
         {"在时间线上找到两个进程都以为自己拿得到的那一刻。哪一个调用让它们"
          "这样以为？",
          "Find the moment in the timeline at which two processes both "
          "believe they will get it. Which call made them believe so?"},
     .run = one_of_several},
    {.id = "errors_come_through",
     .points = 1,
     .needs = "takes_free",
     .at = "sem_lock_ms",
     .section = "counting",
     .title = {"NULL 得到 EINVAL，其他错误原样交给调用者",
               "NULL gets EINVAL, and other errors are handed to the caller"},
     .hint = {"只有 EINTR 要再等，只有 EAGAIN 要换成 ETIMEDOUT。",
              "Only EINTR begins again, and only EAGAIN becomes ETIMEDOUT."},
     .think = {"调用失败，errno 是 EINVAL。你的循环会停下来吗？",
               "The call fails with EINVAL. Does your loop come to an end?"},
     .run = errors_come_through},
    {0},
};

const struct lab lab = {.name = "sem_lock_ms",
                        .number = "6.3",
                        .chapter = "06-semaphores",
                        .title = {"限时的等待", "a wait that ends in time"},
                        .functions = functions,
                        .checks = checks};
