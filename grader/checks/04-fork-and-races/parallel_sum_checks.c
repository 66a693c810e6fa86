/* parallel_sum_checks.c - what must hold of parallel_sum
 *
 * Children are counted and looked at through the kernel. To see them at work
 * they are stopped at LAB_POINT(1): then nothing moves until the checker lets
 * it, and what holds now holds for as long as one likes to look. From there they
 * go on one at a time, so that who loses a race does not lose it here by luck:
 * what holds under every schedule is for the explorer. Facts used: C005, C005b
 * (shared if mapped before fork), B023, B024 (waiting is not sleeping; a child
 * nobody waits for is a zombie), B035 (buffers and fork).
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "explore.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

enum { SMALL, LARGEST, SMALLEST };
/* Races are for own_slot to find. */
enum { BUT_RACES = EXPLORE_ALL & ~EXPLORE_RACE };
enum { WORKERS_MAX = 64, FAMILY_MAX = 100, SHARED_MAX = 16384 };

static const long long untouched = 0x5a5a5a5a5a5a5a5a;

/* One sum to ask for. */
struct task {
    size_t n;
    int workers, kind;
    uint64_t seed;
};

/* ---- asking -------------------------------------------------------------- */

static struct task some_task(size_t n, int workers)
{
    return (struct task){n, workers, SMALL, chance_u64()};
}

/* The driver makes the same numbers. */
static long long right_sum(const struct task *t)
{
    uint64_t seed = t->seed;
    long long sum = 0;

    for (size_t i = 0; i < t->n; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        sum += t->kind == LARGEST    ? INT_MAX
               : t->kind == SMALLEST ? INT_MIN
                                     : (int)((seed >> 40) % 2001) - 1000;
    }
    return sum;
}

static void begin(struct student *s, const struct task *t)
{
    student_begin(s, "sum %zu %d %d %" PRIu64, t->n, t->workers, t->kind,
                  t->seed);
}

static struct claim ask(struct student *s, const struct task *t)
{
    struct claim c;

    begin(s, t);
    student_finish(s, &c);
    return c;
}

/* There may be none, and what cannot be seen must not be held against anybody.
 */
static int sees(int answer)
{
    if (answer == -1 && errno == EACCES)
        unsupported("这台机器不让评分器看进程睡在哪里（/proc/PID/syscall）",
                    "this machine does not show where a process sleeps "
                    "(/proc/PID/syscall)");
    return answer == 1;
}

/* ---- children ------------------------------------------------------------ */

/* The children of the student's process at one moment. */
struct family {
    int all, stopped, zombies;
    pid_t pid[FAMILY_MAX];
};

static struct family look_at_children(const struct student *s)
{
    struct family f = {0};

    f.all = view_children(s->pid, f.pid, FAMILY_MAX);
    for (int i = 0; i < f.all; i++) {
        char state = view_state(f.pid[i]);

        f.stopped += state == 'T';
        f.zombies += state == 'Z';
    }
    return f;
}

static int waits(const struct student *s)
{
    struct view_sleep how;

    return sees(view_asleep(s->pid, &how)) &&
           (how.call == SYS_wait4 || how.call == SYS_waitid);
}

/* Has the parent itself come to the point? There it raises a signal. */
static int stands_at_the_point(const struct student *s)
{
    struct view_call call;

    return view_call(s->pid, &call) == 0 && strchr("Tt", call.state) &&
           strcmp(call.name, "tgkill") == 0;
}

/* Let it run until it can go no further: it has answered (0), or every child
 * but `others` of the caller's own has stopped at the point and it waits, or
 * there are `expected` of them (1), or the parent has stopped there (-1). Who
 * waits does not fork: so first look at the parent, then at its children. */
static int run_until_held_beside(struct student *s, int expected, int others,
                                 struct family *f)
{
    for (;;) {
        int waiting = waits(s);

        *f = look_at_children(s);
        if (!student_working(s))
            return 0;
        if (stands_at_the_point(s))
            return -1;
        if (f->stopped > 0 && f->stopped == f->all - others &&
            (waiting || f->all == expected))
            return 1;
    }
}

static int run_until_held(struct student *s, int expected, struct family *f)
{
    return run_until_held_beside(s, expected, 0, f);
}

static void let_go(struct student *s)
{
    struct family f;

    calls_stop_all_at(s, 0); /* whoever comes now does not stop any more */
    kill(s->pid, SIGCONT);
    f = look_at_children(s);
    for (int i = 0; i < f.all; i++)
        kill(f.pid[i], SIGCONT);
}

/* Let one of those that are stopped go on, and wait until it has ended. */
static void let_end(struct student *s, pid_t child)
{
    kill(child, SIGCONT);
    for (char state = 'T'; state != '\0' && state != 'Z';
         state = view_state(child))
        if (!student_working(s))
            break;
}

/* It has answered. */
static void expect_none_held(const struct family *f)
{
    expect(
        f->stopped == 0,
        "%d 个子进程还停在 LAB_POINT(1)，parallel_sum 就返回了：它没有等它们",
        "%d children still stand at LAB_POINT(1) and parallel_sum has "
        "returned: it has not waited for them",
        f->stopped);
}

/* The same as ask, and the children store one after another. */
static struct claim ask_in_turn(struct student *s, const struct task *t)
{
    struct family f;
    struct claim c;

    calls_stop_all_at(s, 1);
    begin(s, t);
    switch (run_until_held(s, t->workers, &f)) {
    case 1:
        calls_stop_all_at(s, 0);
        for (int i = 0; i < f.all; i++)
            let_end(s, f.pid[i]);
        break;
    case 0:
        expect_none_held(&f);
        break;
    default: /* for another check to say */
        let_go(s);
    }
    student_finish(s, &c);
    calls_stop_all_at(s, 0);
    return c;
}

static void expect_no_child(const struct student *s, const char *zh,
                            const char *en)
{
    struct family f = look_at_children(s);

    expect(f.all == 0,
           "%1$s%2$.0s：返回以后还有 %3$d 个子进程，其中僵尸 %4$d 个",
           "%1$.0s%2$s: after it has returned there are still %3$d children, "
           "%4$d of them zombies",
           zh, en, f.all, f.zombies);
}

/* ---- results ------------------------------------------------------------- */

static void expect_right(const struct task *t, const struct claim *c)
{
    long long right = right_sum(t);

    expect(c->ret == 0, "n 是 %zu，workers 是 %d：返回 %ld（%s），应为 0",
           "n is %zu, workers is %d: returned %ld (%s), expected 0", t->n,
           t->workers, c->ret, error_word(c->err));
    expect((long long)c->value[0] == right,
           "n 是 %zu，workers 是 %d：*sum 是 %lld，应为 %lld",
           "n is %zu, workers is %d: *sum is %lld, expected %lld", t->n,
           t->workers, (long long)c->value[0], right);
}

static void sums(struct student *s, size_t n, int workers, int kind)
{
    struct task t = some_task(n, workers);
    struct claim c;

    t.kind = kind;
    c = ask_in_turn(s, &t);
    expect_right(&t, &c);
}

static void expect_failed(const struct claim *c, int err, const char *zh,
                          const char *en)
{
    expect(c->ret == -1 && c->err == err,
           "%s%.0s：返回 %ld（%s），应为 -1（%s）",
           "%.0s%s: returned %ld (%s), expected -1 (%s)", zh, en, c->ret,
           error_word(c->err), error_word(err));
    expect((long long)c->value[0] == untouched,
           "%s%.0s：失败了，*sum 却被改成 %lld，应保持原样",
           "%.0s%s: it failed and yet changed *sum, to %lld; it must stay as "
           "it was",
           zh, en, (long long)c->value[0]);
}

/* ---- the checks: sums ---------------------------------------------------- */

static void exact_sum(void)
{
    struct student *s = student_start();

    sums(s, 1000, 1, SMALL);
    sums(s, 1000, 4, SMALL);
    sums(s, 7 * chance_between(100, 900), 7, SMALL);
    sums(s, 64 * 300, 64, SMALL);
    student_end(s);
}

static void remainder_counts(void)
{
    struct student *s = student_start();

    sums(s, 10, 4, SMALL);
    sums(s, 7, 4, SMALL);
    sums(s, 1003, 8, SMALL);
    sums(s, 127, 64, SMALL);
    sums(s, 5 * chance_between(10, 500) + chance_between(1, 4), 5, SMALL);
    student_end(s);
}

static void few_numbers(void)
{
    struct student *s = student_start();

    sums(s, 3, 8, SMALL);
    sums(s, 1, 64, SMALL);
    sums(s, 0, 1, SMALL);
    sums(s, 0, 5, SMALL);
    student_end(s);
}

static void large_values(void)
{
    struct student *s = student_start();

    sums(s, 2, 1, LARGEST);
    sums(s, 4000, 4, LARGEST);
    sums(s, 2, 2, LARGEST);
    sums(s, 4000, 4, SMALLEST);
    sums(s, 2, 2, SMALLEST);
    student_end(s);
}

static void arguments(void)
{
    static const int wrong[] = {0, 65, -1, INT_MAX, INT_MIN};
    struct student *s = student_start();
    struct claim c;

    student_call(s, &c, "sum-null-v 4");
    expect_failed(&c, EINVAL, "v 是 NULL", "v is NULL");
    student_call(s, &c, "sum-null-sum 5 4");
    expect_failed(&c, EINVAL, "sum 是 NULL", "sum is NULL");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct task t = some_task(100, wrong[i]);

        c = ask(s, &t);
        expect(c.ret == -1 && c.err == EINVAL &&
                   (long long)c.value[0] == untouched,
               "workers 是 %d：返回 %ld（%s），应为 -1（EINVAL），*sum 不变",
               "workers is %d: returned %ld (%s), expected -1 (EINVAL), and "
               "*sum as it was",
               wrong[i], c.ret, error_word(c.err));
    }
    expect(calls_count(s, 0, "fork") == 0, "参数不对，却已经 fork 过了",
           "the arguments are wrong, and yet it has forked");
    student_end(s);
}

/* ---- the checks: children ------------------------------------------------ */

enum { LOOKS_MOST = 40 };

/* Its children stand still. Who sleeps in waitpid makes no more calls then. */
static void expect_rest(struct student *s, const struct family *f)
{
    size_t from = calls_made(s);

    while (!waits(s)) {
        if (!student_working(s)) {
            expect_none_held(f);
            return;
        }
        if (calls_made(s) - from < LOOKS_MOST)
            continue;
        advise("waitpid 不带 WNOHANG，就会一直睡到那个子进程结束。",
               "Without WNOHANG waitpid sleeps until that child ends.");
        fail(FAIL,
             "子进程都停着，父进程没有睡在 waitpid 里，而是一次又一次地看",
             "the children stand still, and the parent does not sleep in "
             "waitpid but looks again and again");
    }
}

/* All of them stand at the point, the parent waits: count. */
static void works_at_once(struct student *s, size_t n, int workers)
{
    struct task t = some_task(n, workers);
    struct family f;
    struct claim c;
    int held;

    calls_stop_all_at(s, 1);
    begin(s, &t);
    held = run_until_held(s, workers, &f);
    expect(
        held != -1,
        "父进程自己经过了 LAB_POINT(1)：把它挪到子进程里，加好之后、写格子之前",
        "the parent itself has come to LAB_POINT(1): move it into the child, "
        "after it has summed and before it stores");
    if (!held)
        expect_none_held(&f);
    expect(
        held,
        "parallel_sum 返回了，没有一个子进程在 LAB_POINT(1) 停过（经过那里的"
        "进程：%u 个，应为 %d 个）",
        "parallel_sum has returned, and no child has stopped at LAB_POINT(1) "
        "(%u processes have come there, expected %d)",
        calls_passed(s), workers);
    expect(f.all == workers,
           "workers 是 %d：父进程已经在等，同时在工作的子进程却有 %d 个",
           "workers is %d: the parent waits already, and the children at work "
           "at the same time are %d",
           workers, f.all);
    if (workers < LOOKS_MOST)
        expect_rest(s, &f);
    let_go(s);
    student_finish(s, &c);
    expect_no_child(s, "子进程都做完了", "the children have all ended");
}

static void all_at_once(void)
{
    struct student *s = student_start();

    works_at_once(s, 1000, 4);
    works_at_once(s, 80 * WORKERS_MAX, WORKERS_MAX);
    student_end(s);
}

static void runs_once(void)
{
    struct student *s = student_start();
    struct task t = some_task(500, 5);
    struct claim c = ask_in_turn(s, &t);

    expect(c.value[1] == 1,
           "parallel_sum 后面的代码执行了 %" PRIu64
           " 遍，应为 1 遍：子进程也回到了调用者的代码里",
           "the code after parallel_sum ran %" PRIu64
           " times, expected once: children came back into the caller's code",
           c.value[1]);
    student_end(s);
}

static void leaves_by_exit(void)
{
    struct student *s = student_start();
    static const char text[] = "once";
    struct claim c;

    student_call(s, &c, "sum-buffered 500 5 0 %" PRIu64 " %s", chance_u64(),
                 text);
    expect(s->printed_total == strlen(text) &&
               memcmp(s->printed, text, strlen(text)) == 0,
           "调用之前 stdout 的缓冲区里有 %1$zu 个字节，调用之后输出的是 %2$zu "
           "个字节，应为 %1$zu 个",
           "%1$zu bytes were in the buffer of stdout before the call, and "
           "%2$zu bytes came out after it, expected %1$zu",
           strlen(text), s->printed_total);
    expect(c.value[2] == 0, "调用者交给 atexit 的函数，子进程也执行了",
           "children have run the function the caller gave to atexit");
    student_end(s);
}

/* One child in turn meets its end at the point. */
static void one_child_ends(struct student *s, unsigned visits, int status)
{
    struct task t = some_task(800, 4);
    struct claim c;

    if (status)
        calls_exit_at(s, 1, visits, status);
    else
        calls_kill_at(s, 1, visits);
    c = ask(s, &t);
    expect(calls_passed(s) == 4,
           "4 个子进程，经过 LAB_POINT(1) 的次数是 %u，应为 4",
           "4 children, and LAB_POINT(1) was passed %u times, expected 4",
           calls_passed(s));
    if (status)
        expect_failed(&c, EIO, "一个子进程的退出状态是 3",
                      "one child left with status 3");
    else
        expect_failed(&c, EIO, "一个子进程在 LAB_POINT(1) 被杀",
                      "one child was killed at LAB_POINT(1)");
    expect_no_child(s, "少了一个子进程", "a child was lost");
}

static void child_lost(void)
{
    struct student *s = student_start();

    for (unsigned visits = 0; visits < 4; visits++) {
        one_child_ends(s, visits, 0);
        one_child_ends(s, visits, 3);
    }
    calls_kill_at(s, 0, 0);
    sums(s, 800, 4, SMALL);
    student_end(s);
    if (isolated) { /* or this much must do */
        explore_kill(1, -1, 1);
        explore(BUT_RACES, "sum", "3 2 %d", EIO);
    }
}

/* It has made all its children, they are gone, and it still waits: nobody is
 * left but children of the caller. */
static int waits_for_a_stranger(struct student *s, size_t forks_from, int n)
{
    return calls_count(s, forks_from, "fork") >= (size_t)n &&
           look_at_children(s).all <= 2 && waits(s);
}

/* While the call is under way the caller's other child ends, too. */
static void child_ends_meanwhile(struct student *s)
{
    struct task t = some_task(900, 3);
    struct family own = look_at_children(s), f;
    struct claim c;

    calls_stop_all_at(s, 1);
    begin(s, &t);
    run_until_held_beside(s, own.all + t.workers, own.all, &f);
    for (int i = 0; i < own.all; i++) {
        kill(own.pid[i], SIGKILL);
        while (view_state(own.pid[i]) != 'Z' && view_state(own.pid[i]) != '\0')
            student_working(s);
    }
    let_go(s);
    student_finish(s, &c);
    f = look_at_children(s);
    if (f.zombies != own.all)
        advise(
            "SIGCHLD 怎样处理是调用者的事：忽略它，他的子进程结束时就不留状态"
            "了。",
            "What is done about SIGCHLD is the caller's business: while it "
            "is ignored his children leave no status when they end.");
    expect(f.zombies == own.all,
           "计算的时候，调用者自己的另一个子进程也结束了：返回以后还等着领走的"
           "有 %d 个，应为 %d 个",
           "during the call another child of the caller's has ended: "
           "afterwards it has %d to be waited for, expected %d",
           f.zombies, own.all);
    expect_right(&t, &c);
}

/* Those of the caller's, not as many others: a child that is left over is a
 * zombie, too. */
static void expect_kept(const struct student *s, const struct family *own)
{
    struct family f = look_at_children(s);
    int kept = 0, zombies = 0;

    for (int i = 0; i < own->all; i++)
        for (int k = 0; k < f.all; k++)
            if (f.pid[k] == own->pid[i]) {
                kept++;
                zombies += view_state(f.pid[k]) == 'Z';
            }
    expect(zombies == own->zombies,
           "调用者自己的一个子进程早已结束，还没有等它；返回以后它不见了：被 "
           "parallel_sum 领走了",
           "a child of the caller's had ended and was still to be waited for; "
           "after the call it is gone: parallel_sum has taken it");
    expect(kept == own->all && f.all == own->all,
           "调用者自己有 %d 个子进程，返回以后有 %d 个",
           "the caller had %d children of its own, and %d after the call",
           own->all, f.all);
}

static void other_children(void)
{
    struct student *s = student_start();
    struct task t = some_task(900, 3);
    struct family own;
    struct claim c;
    size_t from;

    student_call(s, &c, "adopt");
    own = look_at_children(s);
    from = calls_made(s);
    begin(s, &t);
    while (student_working(s))
        expect(!waits_for_a_stranger(s, from, 3),
               "自己的子进程都结束了，它还在等：等的是调用者的子进程",
               "its own children are gone and it still waits: for a child of "
               "the caller's");
    student_finish(s, &c);
    expect_kept(s, &own);
    expect_right(&t, &c);
    child_ends_meanwhile(s);
    student_call(s, &c, "abandon");
    student_end(s);
}

/* ---- the checks: failures ------------------------------------------------ */

/* The children made by then stand at the point when the fork fails. Afterwards
 * unmapping may fail as well: the errno of the fork is still the first. */
static void fork_fails_at(struct student *s, unsigned nth, int and_munmap)
{
    struct task t = some_task(600, 6);
    struct family f;
    struct claim c;

    calls_no_plan(s);
    calls_fail(s, "fork", nth, EAGAIN);
    if (and_munmap)
        calls_fail(s, "munmap", 1, EINVAL);
    calls_stop_all_at(s, 1);
    begin(s, &t);
    if (run_until_held(s, (int)nth - 1, &f))
        let_go(s);
    student_finish(s, &c);
    calls_stop_all_at(s, 0);
    calls_no_plan(s);
    f = look_at_children(s);
    expect(f.all == 0,
           "第 %u 次 fork 失败：返回以后还有 %d 个子进程，其中僵尸 %d 个",
           "fork number %u fails: after it has returned there are still %d "
           "children, %d of them zombies",
           nth, f.all, f.zombies);
    if (and_munmap)
        expect_failed(&c, EAGAIN, "fork 失败（EAGAIN），后来 munmap 也失败",
                      "fork fails (EAGAIN), and then munmap does as well");
    else
        expect_failed(&c, EAGAIN, "fork 失败（EAGAIN）", "fork fails (EAGAIN)");
}

static void fork_fails(void)
{
    struct student *s = student_start();

    fork_fails_at(s, 3, 0);
    fork_fails_at(s, 1, 0);
    fork_fails_at(s, 6, 0);
    sums(s, 600, 6, SMALL);
    fork_fails_at(s, 3, 1);
    student_end(s);
    if (isolated) {
        explore_fail("fork", 0, 2, EAGAIN);
        explore(BUT_RACES, "sum", "3 2 %d", EAGAIN);
    }
}

static void no_memory(void)
{
    struct student *s = student_start();
    struct task t = some_task(800, 4);
    struct claim c;

    calls_no_plan(s);
    calls_fail(s, "mmap", 1, ENOMEM);
    c = ask(s, &t);
    expect(calls_planned(s), "共享的格子不是用 mmap 建的",
           "the shared slots were not made by mmap");
    calls_no_plan(s);
    expect_failed(&c, ENOMEM, "mmap 失败（ENOMEM）", "mmap fails (ENOMEM)");
    expect_no_child(s, "mmap 失败", "mmap fails");
    sums(s, 800, 4, SMALL);
    student_end(s);
}

/* Whichever of these it waits with is interrupted once. */
static void interrupted(void)
{
    struct student *s = student_start();
    struct task t = some_task(800, 4);
    struct claim c;

    for (unsigned nth = 1; nth <= 4; nth++) {
        calls_no_plan(s);
        calls_fail(s, "waitpid", nth, EINTR);
        calls_fail(s, "waitid", nth, EINTR);
        calls_fail(s, "wait", nth, EINTR);
        c = ask_in_turn(s, &t);
        expect(calls_planned(s) || nth > 1, "没有见到它等子进程（waitpid）",
               "it was not seen waiting for its children (waitpid)");
        calls_no_plan(s);
        expect(c.ret == 0,
               "第 %u 次等子进程时被信号打断（EINTR）：返回 %ld（%s），应为 0",
               "wait number %u is interrupted by a signal (EINTR): returned "
               "%ld (%s), expected 0",
               nth, c.ret, error_word(c.err));
        expect((long long)c.value[0] == right_sum(&t),
               "第 %u 次等子进程时被信号打断（EINTR）：*sum 是 %lld，应为 %lld",
               "wait number %u is interrupted by a signal (EINTR): *sum is "
               "%lld, expected %lld",
               nth, (long long)c.value[0], right_sum(&t));
        expect_no_child(s, "等的时候被信号打断过",
                        "it was interrupted while it waited");
    }
    student_end(s);
}

static void expect_same_size(const struct student *s, long mapped,
                             const char *zh, const char *en)
{
    long grown = view_address_space(s->pid) - mapped;

    expect(grown == 0, "%s%.0s，进程的地址空间多了 %ld 字节",
           "%.0s%s the address space has grown by %ld bytes", zh, en, grown);
}

/* The shared memory that was mapped by the calls from number `from` on: where it
 * begins, and its size; 0 if there is none. */
static uint64_t shared_memory(const struct student *s, size_t from,
                              size_t *size)
{
    struct call call;

    while (calls_find(s, &from, "mmap", &call))
        if (call.argument[3] & MAP_SHARED && call.error == 0) {
            *size = (size_t)call.argument[1];
            return (uint64_t)call.result;
        }
    return 0;
}

/* The first call may keep something for all later ones. */
static void expect_unmapped(const struct student *s, size_t from)
{
    struct view_mapping m = {0};
    size_t size;
    uint64_t at = shared_memory(s, from, &size);

    expect(at == 0 || view_mapping_at(s->pid, at, &m) == 0 || m.perms[3] != 's',
           "返回以后，共享的格子还映射着",
           "after it has returned the shared slots are still mapped");
}

/* What it returns here is for other checks to say. */
static void nothing_left(void)
{
    struct student *s = student_start();
    struct task t = some_task(800, 4);
    size_t from = calls_made(s);
    int descriptors;
    long mapped;

    /* the first call may make the heap grow, once */
    ask(s, &t);
    expect_unmapped(s, from);
    descriptors = view_descriptors(s->pid, 0, 0);
    mapped = view_address_space(s->pid);
    for (int i = 0; i < 3; i++)
        ask(s, &t);
    expect_same_size(s, mapped, "又调用了 3 次以后", "after 3 more calls");
    calls_fail(s, "fork", 3, EAGAIN);
    ask(s, &t);
    calls_no_plan(s);
    expect_same_size(s, mapped, "fork 失败以后", "after a fork has failed");
    calls_kill_at(s, 1, 2);
    ask(s, &t);
    expect_same_size(s, mapped, "少了一个子进程以后", "after a child was lost");
    expect(view_descriptors(s->pid, 0, 0) == descriptors,
           "又调用了 5 次以后，多了 %d 个描述符",
           "after 5 more calls there are %d more descriptors",
           view_descriptors(s->pid, 0, 0) - descriptors);
    student_end(s);
}

/* What the shared memory tells of the children that have ended. */
struct stores {
    unsigned char by_one[SHARED_MAX]; /* has a child stored into this byte? */
    long by_two;                      /* the first byte two have, or -1 */
    int none;                         /* how many have stored into no byte */
};

/* One child goes on from the point and ends. The bytes of the shared memory that
 * are other ones then are those it has stored. */
static void see_stores(struct student *s, pid_t child, uint64_t at, size_t size,
                       struct stores *stores)
{
    static unsigned char before[SHARED_MAX], after[SHARED_MAX];
    int bytes = 0;

    if (view_read(s->pid, at, before, size) != (ssize_t)size)
        grader_error("read the slots");
    let_end(s, child);
    if (view_read(s->pid, at, after, size) != (ssize_t)size)
        grader_error("read the slots");
    for (size_t i = 0; i < size; i++) {
        if (before[i] == after[i])
            continue;
        if (stores->by_one[i] && stores->by_two == -1)
            stores->by_two = (long)i;
        stores->by_one[i] = 1;
        bytes++;
    }
    stores->none += bytes == 0;
}

static void expect_apart(const struct stores *stores)
{
    expect(stores->by_two == -1,
           "两个子进程都写了共享内存的第 %ld 个字节：应各写各的格子",
           "two children have stored into byte %ld of the shared memory: each "
           "should have a slot of its own",
           stores->by_two);
    if (stores->none)
        advise("LAB_POINT(1) 放在加好之后、写格子之前。",
               "LAB_POINT(1) comes after the summing and before the store.");
    expect(
        stores->none == 0,
        "一个子进程从 LAB_POINT(1) 走到结束，共享内存一个字节也没有变：格子应"
        "在 LAB_POINT(1) 之后写",
        "from LAB_POINT(1) to its end a child has not changed one byte of "
        "the shared memory: the slot is to be stored after LAB_POINT(1)");
}

/* All but the last: when that one has ended the memory is unmapped. */
static void slots_apart(void)
{
    static struct stores stores;
    struct student *s = student_start();
    struct task t = some_task(21, 3);
    size_t from = calls_made(s), size = 0;
    struct family f;
    struct claim c;
    uint64_t at;

    stores = (struct stores){.by_two = -1};
    t.kind = LARGEST;
    calls_stop_all_at(s, 1);
    begin(s, &t);
    if (run_until_held(s, t.workers, &f) == 1) {
        calls_stop_all_at(s, 0);
        at = shared_memory(s, from, &size);
        expect(at != 0, "没有见到它用 mmap 建共享的格子",
               "it was not seen making the shared slots by mmap");
        if (size > SHARED_MAX)
            size = SHARED_MAX;
        for (int i = 0; i + 1 < f.all; i++)
            see_stores(s, f.pid[i], at, size, &stores);
    }
    let_go(s);
    student_finish(s, &c);
    expect_apart(&stores); /* not before: by now it has made all its calls */
    student_end(s);
}

static void own_slot(void)
{
    static const char *const locks[] = {
        "sem_wait", "sem_timedwait", "sem_trywait", "pthread_mutex_lock",
        "flock",    "semop",         "semtimedop",  "sem_post"};
    struct student *s = student_start();

    sums(s, 800, 4, SMALL);
    for (size_t i = 0; i < sizeof locks / sizeof *locks; i++)
        expect(calls_count(s, 0, locks[i]) == 0,
               "调用了 %s：各写各的格子，用不着锁",
               "it calls %s: no lock is needed when each has its own slot",
               locks[i]);
    student_end(s);
    if (isolated)
        explore(EXPLORE_ALL, "sum", "4 2 0");
    slots_apart();
}

/* ---- the list ------------------------------------------------------------ */

static const char *const functions[] = {"parallel_sum", NULL};

static const struct check checks[] = {
    {.id = "exact_sum",
     .points = 2,
     .at = "parallel_sum",
     .section = "shared-anonymous",
     .title = {"几个子进程一起加，和一个不差",
               "several children sum together, and the sum is exact"},
     .hint = {"子进程写的，父进程要看得见：格子放在 MAP_SHARED 的映射里，在 "
              "fork 之前建好，等它们都结束了再读。",
              "What a child stores the parent must see: put the slots into a "
              "MAP_SHARED mapping made before the fork, and read them once all "
              "have ended."},
     .think = {"画两个地址空间，fork 前后各一张。子进程写的那个字节，在父进程的"
               "图上是哪一个？",
               "Draw the two address spaces, before the fork and after it. The "
               "byte the child stores into: which one is it in the parent's "
               "picture?"},
     .run = exact_sum},
    {.id = "remainder",
     .points = 2,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "lab-parallel-sum",
     .title = {"n 除不尽的时候，多出来的数一个也不漏",
               "when n cannot be divided, not one number of the rest is left "
               "out"},
     .hint = {"每段的开头和结尾各是多少？第一段从 0 开始，最后一段到 n 为止，中"
              "间一段接一段。",
              "Where does each part begin and end? The first begins at 0, the "
              "last ends at n, and each begins where the one before ends."},
     .think =
         {"10 个数分给 4 个子进程，把每段的下标写出来。10 / 4 等于几，剩下的"
          "归谁？",
          "Share 10 numbers among 4 children and write down the indices of "
          "each part. What is 10 / 4, and who takes the rest?"},
     .run = remainder_counts},
    {.id = "few_numbers",
     .points = 1,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "lab-parallel-sum",
     .title = {"数比子进程少，或者一个数也没有，和照样对",
               "with fewer numbers than children, or none at all, the sum is "
               "right as well"},
     .hint = {"没有数可加的子进程，它那一格是 0。",
              "A child with nothing to add has a 0 in its slot."},
     .think =
         {"n 是 3，workers 是 8。n / workers 是多少？你的每一段还在数组"
          "里面吗？",
          "n is 3 and workers is 8. What is n / workers? Does each of your "
          "parts still lie inside the array?"},
     .run = few_numbers},
    {.id = "large_values",
     .points = 2,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "lab-parallel-sum",
     .title = {"许多 INT_MAX 加起来也不溢出",
               "many times INT_MAX is summed without overflow"},
     .hint = {"每一步都用 long long 加，格子也是。",
              "Use long long in every step, and for the slots, too."},
     .think = {"两个 INT_MAX 相加，中间结果放在什么类型里？把它赋给 long long "
               "的时候，是不是已经晚了？",
               "Of which type is the intermediate result when INT_MAX is added "
               "to INT_MAX? When it is assigned to a long long, is it too "
               "late?"},
     .run = large_values},
    {.id = "arguments",
     .points = 1,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "lab-parallel-sum",
     .title = {"不合法的参数是 EINVAL，*sum 不变，一次也不 fork",
               "arguments that make no sense are EINVAL, *sum stays as it was, "
               "and nothing is forked"},
     .hint = {"先检查，再动手：v、sum、workers 的两头。",
              "Test first, then act: v, sum, and both ends of workers."},
     .think = {"workers 是 INT_MAX 的时候，你的数组有多大？",
               "How large is your array when workers is INT_MAX?"},
     .run = arguments},
    {.id = "all_at_once",
     .points = 2,
     .at = "parallel_sum",
     .section = "lab-parallel-sum",
     .title = {"正好 workers 个子进程同时工作，父进程等着它们",
               "exactly `workers` children work at the same time, and the "
               "parent waits for them"},
     .hint = {"先全部 fork，再开始等；pid 记在数组里。",
              "Fork them all, and only then begin to wait; keep the pids in an "
              "array."},
     .think = {"fork 一个，等一个，再 fork 下一个：一共有几个进程在同时干活？比"
               "自己加快在哪里？",
               "Fork one, wait for it, fork the next: how many are at work at "
               "one time? In what is that faster than adding alone?"},
     .run = all_at_once},
    {.id = "runs_once",
     .points = 2,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "exit-wait",
     .title = {"parallel_sum 后面的代码只有调用者自己执行",
               "the code after parallel_sum is run by the caller alone"},
     .hint = {"子进程做完自己的一份，就地 _exit(0)，不要 return。",
              "A child that has done its share leaves there and then by "
              "_exit(0), it does not return."},
     .think =
         {"fork 以后，两个进程都从 fork 返回的地方往下走。子进程要是走到了 "
          "return，它回到谁的代码里？",
          "After fork both processes go on from where fork returns. If a "
          "child comes to a return, whose code does it go back to?"},
     .run = runs_once},
    {.id = "leaves_by_exit",
     .points = 1,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "exit-wait",
     .title =
         {"调用者留在 stdio 缓冲区里的字只输出一遍，没有别的输出，他的 "
          "atexit 函数子进程不执行",
          "the caller's buffered text comes out once and nothing else; his "
          "atexit functions run in no child"},
     .hint = {"exit 会刷新 stdio 的缓冲区，而子进程也有一份；_exit 不会。",
              "exit flushes the stdio buffers, of which a child has a copy; "
              "_exit does not."},
     .think =
         {"printf 的字先放在进程自己的内存里。fork 以后，这块内存有几份？每"
          "个进程退出时各做什么？",
          "What printf writes lies in the process's own memory first. How "
          "many copies of it are there after fork, and what does each "
          "process do on its way out?"},
     .run = leaves_by_exit},
    {.id = "child_lost",
     .points = 3,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "exit-wait",
     .title =
         {"有一个子进程被杀，或者退出状态不是 0，就是 EIO，*sum 不变",
          "a child that is killed, or leaves with a status other than 0: EIO, "
          "and *sum stays as it was"},
     .hint = {"每个子进程都看状态：WIFEXITED 而且 WEXITSTATUS 是 0，才算做完。",
              "Look at the status of each child: done means WIFEXITED, and a "
              "WEXITSTATUS of 0."},
     .think = {"子进程还没写格子就死了，格子里是什么？父进程凭什么知道这个 0 不"
               "是算出来的？",
               "A child dies before it stores. What is in its slot? How is the "
               "parent to know that this 0 was not a result?"},
     .run = child_lost},
    {.id = "other_children",
     .points = 2,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "exit-wait",
     .title = {"调用者别的子进程不归它等",
               "other children of the caller are not waited for"},
     .hint = {"waitpid 的第一个参数给那个子进程的 pid，不要用 wait 或者 -1。",
              "Give waitpid the pid of the child as its first argument; not "
              "wait, and not -1."},
     .think =
         {"调用者自己有一个子进程已经结束，正等着报告状态。谁领走这份报告，"
          "另一个人还领得到吗？",
          "The caller has a child that has ended, with a status to report. "
          "When somebody has taken that report, can anybody else still "
          "get it?"},
     .run = other_children},
    {.id = "fork_fails",
     .points = 2,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "exit-wait",
     .title = {"fork 到一半失败：返回它的 errno，已经生出来的子进程一个也不留",
               "a fork fails half-way: its errno is returned, and of the "
               "children made by then none is left"},
     .hint = {"记住 fork 的 errno，等完已有的子进程，再返回。",
              "Keep the errno of fork, wait for the children there are, then "
              "return."},
     .think =
         {"第三次 fork 失败，前两个子进程正在干活。你返回以后，谁来等它们？"
          "它们写的是哪块内存，那块内存还在吗？",
          "The third fork fails while two children are at work. Who waits "
          "for them once you have returned? Which memory do they store "
          "into, and is it still yours?"},
     .run = fork_fails},
    {.id = "no_memory",
     .points = 1,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "shared-anonymous",
     .title = {"mmap 失败就返回它的 errno，什么也不留下",
               "if mmap fails its errno is returned, and nothing is left"},
     .hint = {"mmap 失败时返回 MAP_FAILED，不是 NULL。",
              "When mmap fails it returns MAP_FAILED, not NULL."},
     .think = {"MAP_FAILED 的值是什么？往那个地址写，会发生什么？",
               "What is the value of MAP_FAILED? What happens to a store at "
               "that address?"},
     .run = no_memory},
    {.id = "interrupted",
     .points = 1,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "exit-wait",
     .title = {"等的时候被信号打断，就接着等",
               "interrupted by a signal while it waits, it goes on waiting"},
     .hint = {"waitpid 返回 -1、errno 是 EINTR 的时候，再等同一个。",
              "When waitpid returns -1 with EINTR, wait for the same child "
              "again."},
     .think = {"EINTR 的意思是子进程出事了吗？放过这一次，那个子进程谁来等？",
               "Does EINTR mean that something has happened to the child? If "
               "you skip it, who will wait for that one?"},
     .run = interrupted},
    {.id = "nothing_left",
     .points = 1,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "lab-parallel-sum",
     .title = {"返回以后，映射和描述符都不多一个",
               "after it has returned there is not one mapping and not one "
               "descriptor more"},
     .hint = {"每条返回的路都要 munmap，失败的路也是。",
              "Every way out has to munmap, those of failure as well."},
     .think =
         {"数一数函数里有几个 return。从每一个往回走，映射在哪里解除？",
          "Count the returns in your function. Going back from each, where "
          "was the mapping removed?"},
     .run = nothing_left},
    {.id = "own_slot",
     .points = 2,
     .needs = "exact_sum",
     .at = "parallel_sum",
     .section = "lost-update",
     .title = {"各写各的格子：没有锁，没有竞态",
               "each child has a slot of its own: no lock, and no race"},
     .hint =
         {"每个子进程只写 slot[i]，没有第二个进程写它。",
          "Each child stores into slot[i] only, and no other process does."},
     .think = {"两个子进程都执行 *total += part。读、加、写是三步，中间能插进什"
               "么？",
               "Two children both run *total += part. Load, add and store are "
               "three steps: what can come in between?"},
     .run = own_slot},
    {0},
};

const struct lab lab = {.name = "parallel_sum",
                        .number = "4.2",
                        .chapter = "04-fork-and-races",
                        .title = {"每个孩子一格", "a slot for each child"},
                        .functions = functions,
                        .processes = WORKERS_MAX + 16,
                        .checks = checks};
