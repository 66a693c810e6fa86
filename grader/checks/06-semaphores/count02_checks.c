/* count02_checks.c - what must hold of shared_new, count_unnamed, shared_free
 *
 * Facts used: C122 (unnamed semaphores between processes), C132 (the object
 * itself must be shared), C134 (pshared 0), C135 (sem_destroy), C136 (EINTR),
 * M013 (a semaphore is not released by death). That one child inside keeps the
 * others out is shown by the kernel (held.h), and so is pshared: what a waiter
 * sleeps in is a futex(2) that is private or is not.
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "count02.h"
#include "counting.h"
#include "explore.h"
#include "held.h"
#include "leaks.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <linux/futex.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    NPROC = 3,
    LOOPS = 2,
    EXPLORED = 2,
    S_GIVEN = 1,
    FINAL_GIVEN = 2,
    ALL_GIVEN = 3
};

/* The student's process, and where its struct is. */
struct desk {
    struct student *s;
    uint64_t at;
};

/* What one call is asked to do. */
struct job {
    int nproc, loops;
    int given; /* which pointers are not NULL */
    int final; /* what *final holds before */
};

/* ---- asking -------------------------------------------------------------- */

static void new_struct(struct desk *d)
{
    struct claim c;

    student_call(d->s, &c, "new");
    expect(c.ret == 0, "shared_new 返回 NULL（%s）",
           "shared_new returned NULL (%s)", error_word(c.err));
    d->at = c.value[0];
}

static struct desk desk_begin(void)
{
    struct desk d = {.s = student_start()};

    new_struct(&d);
    return d;
}

static void free_struct(struct desk *d)
{
    struct claim c;

    student_call(d->s, &c, "free %d", S_GIVEN);
    expect(c.ret == 0, "shared_free 返回 %ld（%s），应为 0",
           "shared_free returned %ld (%s), expected 0", c.ret,
           error_word(c.err));
}

static void desk_end(struct desk *d)
{
    free_struct(d);
    student_end(d->s);
}

static struct job some_job(int nproc, int loops)
{
    struct job j = {.nproc = nproc, .loops = loops, .given = ALL_GIVEN};

    j.final = (int)chance_between(1000000, 2000000000);
    return j;
}

static void begin(struct desk *d, const struct job *j)
{
    student_begin(d->s, "count %d %d %d %d", j->nproc, j->loops, j->given,
                  j->final);
}

static struct claim count(struct desk *d, const struct job *j)
{
    struct claim c;

    begin(d, j);
    student_finish(d->s, &c);
    return c;
}

/* ---- looking ------------------------------------------------------------- */

/* The struct as it is now, read by the kernel. */
static struct shared struct_now(const struct desk *d)
{
    struct shared now;

    expect(view_read(d->s->pid, d->at, &now, sizeof now) == (ssize_t)sizeof now,
           "shared_new 返回的地址读不出 struct shared",
           "at the address shared_new returned no struct shared can be read");
    return now;
}

static int count_now(const struct desk *d)
{
    return struct_now(d).count;
}

/* glibc: the value is the first 32 bits. */
static int value_now(const struct desk *d)
{
    struct shared now = struct_now(d);
    int value;

    memcpy(&value, &now.mutex, sizeof value);
    return value;
}

static void expect_counted(const struct desk *d, const struct job *j,
                           const struct claim *c)
{
    int wanted = j->nproc * j->loops, now;

    counting_result(c, "count_unnamed", j->nproc, j->loops);
    now = count_now(d);
    expect(now == wanted, "nproc 为 %d，loops 为 %d：s->count 是 %d，应为 %d",
           "nproc %d, loops %d: s->count is %d, expected %d", j->nproc,
           j->loops, now, wanted);
}

/* ---- the checks: the memory ---------------------------------------------- */

static void in_shared(void)
{
    struct desk d = desk_begin(), other;
    struct view_mapping m;

    expect(view_mapping_at(d.s->pid, d.at, &m) == 1 &&
               d.at + sizeof(struct shared) <= m.end,
           "shared_new 返回的地址没有映射",
           "what shared_new returned is not mapped");
    expect(strcmp(m.perms, "rw-s") == 0,
           "shared_new 的内存是 %s，应为 rw-s：fork 以后孩子写的，父进程看不到",
           "the memory of shared_new is %s, expected rw-s: after fork the "
           "parent does not see what a child stores",
           m.perms);
    if (value_now(&d) != 1) {
        calls_blame(d.s, "sem_init");
        advise("初值是 sem_init 的第三个参数：谁也不在里面的时候，能进去几个？",
               "The value is the third argument of sem_init: with nobody "
               "inside, how many may go in?");
    }
    expect(value_now(&d) == 1, "mutex 的值是 %d，应为 1",
           "the value of mutex is %d, expected 1", value_now(&d));
    expect(count_now(&d) == 0, "count 是 %d，应为 0", "count is %d, expected 0",
           count_now(&d));
    other = d;
    new_struct(&other);
    expect(other.at >= d.at + sizeof(struct shared) ||
               d.at >= other.at + sizeof(struct shared),
           "第二次 shared_new 得到的还是第一次的那块",
           "a second shared_new returned the piece of the first once more");
    desk_end(&other);
}

/* ---- the checks: the lock ------------------------------------------------ */

/* The calls from number `from` on are those of count_unnamed. */
static void expect_used_only(const struct desk *d, size_t from)
{
    expect(calls_count(d->s, from, "sem_init") == 0,
           "count_unnamed 里又调用了 sem_init：别人也许正在用它",
           "count_unnamed called sem_init again: others may be using it");
    expect(calls_count(d->s, from, "sem_destroy") == 0,
           "count_unnamed 里就调用了 sem_destroy：shared_free 才该做",
           "count_unnamed called sem_destroy already: that is for "
           "shared_free");
}

/* Nobody can come in between: what is wrong here is not the lock. */
static void one_child(void)
{
    struct desk d = desk_begin();
    size_t from = calls_made(d.s);

    for (int loops = 3; loops >= 0; loops--) {
        struct job j = some_job(1, loops);
        int before = count_now(&d);
        struct claim c = count(&d, &j);

        expect(
            c.ret != 0 || before == 0 || count_now(&d) != before + loops,
            "调用以前 s->count 是 %d，一个孩子加 %d 次以后是 %d：每次都要从 0 "
            "数起",
            "s->count was %1$d before the call, and %2$d additions make it "
            "%3$d: each call has to count from 0",
            before, loops, before + loops);
        expect_counted(&d, &j, &c);
        held_nobody_left(d.s, "一个孩子", "one child");
    }
    expect_used_only(&d, from);
    desk_end(&d);
}

static void expect_on_mutex(const struct desk *d, const struct sleeper *o)
{
    uint64_t from = o->how.argument[0] - d->at;

    expect(from < sizeof(sem_t),
           "一个等待的孩子睡在别的东西上，不是睡在 s->mutex 上",
           "a child that waits sleeps on something else, not on s->mutex");
    if (o->how.argument[1] & FUTEX_PRIVATE_FLAG) {
        calls_blame_since(d->s, 0, "sem_init");
        advise("sem_init 的第二个参数是 0：这个信号量只在一个进程里有用。别的"
               "进程里的 sem_post 改得了它的值，叫不醒睡着的。",
               "The second argument of sem_init is 0: this semaphore works "
               "within one process. A sem_post in another one changes the "
               "value and wakes nobody.");
    }
    expect(!(o->how.argument[1] & FUTEX_PRIVATE_FLAG),
           "等待的孩子睡在私有的 futex 上（FUTEX_PRIVATE_FLAG），别的进程叫不"
           "醒它",
           "a child that waits sleeps in a private futex "
           "(FUTEX_PRIVATE_FLAG): no other process can wake it");
}

static void held_lock(void)
{
    struct desk d = desk_begin();
    struct job j = some_job(NPROC, LOOPS);
    struct sleeper others[FAMILY_MAX];
    struct claim c;
    pid_t inside;
    int now;

    calls_stop_at(d.s, 1, 0);
    begin(&d, &j);
    inside = held_child(d.s, 1);
    held_others(d.s, inside, NPROC, others);
    for (int i = 0; i < NPROC - 1; i++)
        expect_on_mutex(&d, &others[i]);
    now = count_now(&d);
    expect(now == 0, "第一个孩子还停在读和写之间，s->count 已经是 %d，应为 0",
           "the first child still stands between load and store, and s->count "
           "is %d, expected 0",
           now);
    held_go_on(inside);
    student_finish(d.s, &c);
    desk_end(&d);
}

static void signals_around(int restart)
{
    struct desk d = desk_begin();
    struct job j = some_job(NPROC, LOOPS);
    struct claim c;
    pid_t inside;
    int now, early;

    student_storm(d.s, 0, restart); /* a handler, and no timer */
    calls_stop_at(d.s, 1, 0);
    begin(&d, &j);
    inside = held_child(d.s, 1);
    held_signal(d.s, inside, NPROC);
    early = !student_working(d.s);
    now = count_now(&d);
    if (now != 0)
        calls_blame(d.s, "sem_wait");
    expect(now == 0,
           "一个信号打断了等待的孩子，它就进去加了 1：s->count 是 %d，应为 0",
           "a signal interrupted a child that waited, and it went in and "
           "added: s->count is %d, expected 0",
           now);
    held_go_on(inside);
    student_finish(d.s, &c);
    counting_signals_survived(d.s, &c, early);
    desk_end(&d);
}

static void signals(void)
{
    struct desk d;
    struct claim c;
    struct job j = some_job(4, 200);

    signals_around(0);
    signals_around(1);
    d = desk_begin();
    student_storm(d.s, 5, 0);
    c = count(&d, &j);
    counting_signals_survived(d.s, &c, 0);
    desk_end(&d);
}

static void total(void)
{
    const int asked[][2] = {
        {2, 30},
        {(int)chance_between(3, 9), (int)chance_between(20, 200)},
        {32, 5}};
    struct desk d = desk_begin();

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct job j = some_job(asked[i][0], asked[i][1]);
        struct claim c = count(&d, &j);

        expect_counted(&d, &j, &c);
        held_nobody_left(d.s, "几个孩子", "several children");
    }
    desk_end(&d);
}

/* ---- the checks: every schedule ------------------------------------------ */

/* Names are the business of no_name. */
static void every_schedule(void)
{
    explore(EXPLORE_ALL & ~EXPLORE_LEFT, "count", "%d %d", EXPLORED, LOOPS);
}

/* ---- the checks: what there must not be ---------------------------------- */

static void expect_no_name(const char *zh, const char *en)
{
    json_t *names = leaks_found();
    const char *first =
        json_string_value(json_object_get(json_array_get(names, 0), "name"));

    expect(!first, "%s%.0s，/dev/shm 里有 %s", "%.0s%s there is %s in /dev/shm",
           zh, en, first ? first : "");
    json_decref(names);
}

static void no_name(void)
{
    const char *const calls[] = {"sem_open", "shm_open"};
    struct desk d = desk_begin();
    struct job j = some_job(2, 2);
    struct claim c;
    pid_t inside;

    expect_no_name("shared_new 以后", "after shared_new");
    calls_stop_at(d.s, 1, 0);
    begin(&d, &j);
    inside = held_child(d.s, 1);
    expect_no_name("孩子正在运行", "while children run");
    held_go_on(inside);
    student_finish(d.s, &c);
    free_struct(&d);
    expect_no_name("shared_free 以后", "after shared_free");
    for (int i = 0; i < 2; i++)
        expect(calls_count(d.s, 0, calls[i]) == 0,
               "调用了 %s：有那么一会儿，/dev/shm 里有一个名字",
               "%s was called: for a while there was a name in /dev/shm",
               calls[i]);
    student_end(d.s);
}

static void bad_arguments(void)
{
    const struct {
        int nproc, loops, given;
        const char *zh, *en;
    } asked[] = {
        {2, 2, FINAL_GIVEN, "s 是 NULL", "s is NULL"},
        {2, 2, S_GIVEN, "final 是 NULL", "final is NULL"},
        {0, 2, ALL_GIVEN, "nproc 为 0", "nproc 0"},
        {-1, 2, ALL_GIVEN, "nproc 为 -1", "nproc -1"},
        {33, 2, ALL_GIVEN, "nproc 为 33", "nproc 33"},
        {2, -1, ALL_GIVEN, "loops 为 -1", "loops -1"},
    };
    struct desk d = desk_begin();
    struct claim c;

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct job j = some_job(asked[i].nproc, asked[i].loops);

        j.given = asked[i].given;
        c = count(&d, &j);
        counting_failed(&c, j.final, EINVAL, asked[i].zh, asked[i].en);
    }
    student_call(d.s, &c, "free 0");
    calls_blame(d.s, "munmap");
    expect(c.ret == -1, "shared_free(NULL)：返回 %ld，应为 -1（EINVAL）",
           "shared_free(NULL): returned %ld, expected -1 (EINVAL)", c.ret);
    expect(c.err == EINVAL,
           "shared_free(NULL)：返回 -1（%s），应为 -1（EINVAL）",
           "shared_free(NULL): returned -1 (%s), expected -1 (EINVAL)",
           error_word(c.err));
    desk_end(&d);
}

/* ---- the checks: failures ------------------------------------------------ */

static void child_killed(void)
{
    const unsigned visits[] = {0, (unsigned)chance_between(2, 5)};

    for (int i = 0; i < 2; i++) {
        struct desk d = desk_begin();
        struct job j = some_job(4, LOOPS);
        struct claim c;

        calls_kill_at(d.s, 1, visits[i]);
        c = count(&d, &j);
        counting_failed(&c, j.final, EIO, "一个孩子在 LAB_POINT(1) 被杀死",
                        "a child was killed at LAB_POINT(1)");
        held_nobody_left(d.s, "一个孩子在 LAB_POINT(1) 被杀死",
                         "a child was killed at LAB_POINT(1)");
        desk_end(&d);
    }
}

static void new_fails(const char *call, int err)
{
    struct student *s = student_start();
    long before = view_address_space(s->pid);
    struct claim c;

    calls_no_plan(s);
    calls_fail(s, call, 1, err);
    student_call(s, &c, "new");
    expect(calls_planned(s), "shared_new 没有调用 %s",
           "shared_new did not call %s", call);
    calls_blame(s, call);
    expect(c.ret == -1 && c.err == err,
           "%s 失败：shared_new 返回 %s（%s），应为 NULL（%s）",
           "%s fails: shared_new returned %s (%s), expected NULL (%s)", call,
           c.ret == 0 ? "!= NULL" : "NULL", error_word(c.err), error_word(err));
    expect(view_address_space(s->pid) == before,
           "%s 失败以后，shared_new 的映射留下了",
           "%s failed, and a mapping of shared_new was left", call);
    student_end(s);
}

static void fork_fails(unsigned nth)
{
    struct desk d = desk_begin();
    struct job j = some_job(4, LOOPS);
    char zh[64], en[64];
    struct claim c;

    snprintf(zh, sizeof zh, "第 %u 次 fork 失败", nth);
    snprintf(en, sizeof en, "call %u of fork fails", nth);
    calls_no_plan(d.s);
    calls_fail(d.s, "fork", nth, EAGAIN);
    c = count(&d, &j);
    expect(calls_planned(d.s), "没有看到第 %u 次 fork",
           "there was no call %u of fork", nth);
    calls_blame(d.s, "fork");
    counting_failed(&c, j.final, EAGAIN, zh, en);
    held_nobody_left(d.s, zh, en);
    desk_end(&d);
}

static void faults(void)
{
    new_fails("mmap", ENOMEM);
    new_fails("sem_init", EINVAL);
    fork_fails(1);
    fork_fails(2);
    fork_fails(4);
}

/* ---- the checks: from beginning to end ----------------------------------- */

static void expect_on(const struct desk *d, size_t from, const char *call,
                      const char *in)
{
    size_t n = calls_count(d->s, from, call);
    struct call c;

    expect(n == 1, "%s 调用了 %zu 次 %s，应为 1 次",
           "%1$s called %3$s %2$zu times, expected once", in, n, call);
    calls_find(d->s, &from, call, &c);
    expect((uint64_t)c.argument[0] == d->at,
           "%s 的 %s 用在别的地方，不是 s->mutex",
           "%s called %s on something else, not on s->mutex", in, call);
}

/* glibc's sem_destroy touches nothing, so the kernel shows no difference. */
static void expect_destroyed_first(const struct desk *d, size_t from)
{
    size_t destroyed = from, unmapped = from;
    struct call c;

    calls_find(d->s, &destroyed, "sem_destroy", &c);
    if (!calls_find(d->s, &unmapped, "munmap", &c))
        return;
    expect(destroyed < unmapped,
           "shared_free 先解除映射，再 sem_destroy：那里已经没有信号量了",
           "shared_free unmaps first and calls sem_destroy then: there is no "
           "semaphore any more");
}

static void life(void)
{
    struct desk d = desk_begin();
    struct view_mapping m;
    struct job j = some_job(2, 2);
    size_t from;

    expect_on(&d, 0, "sem_init", "shared_new");
    from = calls_made(d.s);
    count(&d, &j);
    expect_used_only(&d, from);
    from = calls_made(d.s);
    free_struct(&d);
    expect_on(&d, from, "sem_destroy", "shared_free");
    expect_destroyed_first(&d, from);
    expect(view_mapping_at(d.s->pid, d.at, &m) == 0,
           "shared_free 以后那块内存还映射着",
           "after shared_free the memory is still mapped");
    student_end(d.s);
}

static const char *const functions[] = {"shared_new", "count_unnamed",
                                        "shared_free", NULL};

static const struct check checks[] = {
    {.id = "in_shared",
     .points = 3,
     .at = "shared_new",
     .section = "unnamed",
     .title = {"shared_new 给的内存和孩子共有，mutex 的值是 1，count 是 0",
               "the memory of shared_new is shared with children, mutex has "
               "value 1 and count is 0"},
     .hint = {"用 mmap：标志里一位管共享，一位管不要文件。sem_init "
              "就用这块内存里的 mutex。",
              "Use mmap: one flag is for sharing, another for having no file. "
              "Then sem_init the mutex that lies in there."},
     .think = {"fork 以后，malloc 来的内存有几份？栈上的呢？哪一种内存父子两个"
               "看到的是同一份？",
               "After fork, how many copies are there of memory from malloc? "
               "Of the stack? Of which memory do parent and child see one and "
               "the same?"},
     .leaves = 1,
     .run = in_shared},
    {.id = "one_child",
     .points = 2,
     .needs = "in_shared",
     .at = "count_unnamed",
     .section = "lab-count02",
     .title =
         {"一个孩子加 loops 次，s->count 和 *final 都是 loops，孩子已经结束",
          "one child adds loops times, s->count and *final are loops, and "
          "the child has ended"},
     .hint = {"count 从 0 数起；waitpid 等到孩子结束再读；孩子用 _exit 结束。",
              "Count from 0; wait for the child by waitpid before you read; "
              "the child ends by _exit."},
     .think = {"fork 之后有两个进程从同一行往下走。孩子走到哪一行为止？父进程要"
               "等到什么时候，读出来的才是最后的值？",
               "After fork two processes go on from the same line. At which "
               "line does the child stop, and how long must the parent wait "
               "until what it reads is the last value?"},
     .leaves = 1,
     .run = one_child},
    {.id = "held_lock",
     .points = 3,
     .needs = "one_child",
     .at = "count_unnamed",
     .section = "unnamed",
     .title = {"一个孩子停在读和写之间，别的孩子都睡在 s->mutex 上，而且叫得醒",
               "while one child stands between load and store, all others "
               "sleep on s->mutex, where another process can wake them"},
     .hint =
         {"读、LAB_POINT(1)、写都在 sem_wait(&s->mutex) 和 sem_post 之间；"
          "sem_init 的 pshared 不是 0。",
          "Load, LAB_POINT(1) and store are all between sem_wait(&s->mutex) "
          "and sem_post; pshared of sem_init is not 0."},
     .think =
         {"一个孩子在里面，另一个在等：它们看着的是不是同一个 sem_t？里面的"
          "那个出来时，内核按什么找到该叫醒谁？",
          "One child is inside and another waits: do both look at the "
          "same sem_t? When the first comes out, by what does the kernel "
          "find whom to wake?"},
     .leaves = 1,
     .run = held_lock},
    {.id = "every_schedule",
     .points = 1,
     .needs = "one_child",
     .at = "count_unnamed",
     .section = "explorer",
     .title = {"两个孩子各加两次，不管谁先谁后，结果都是 4，没有数据竞争",
               "two children add twice each: under every schedule the result "
               "is 4, and there is no data race"},
     .hint = {"看时间线：哪一步夹在了别人的读和写之间，或者跑到了别人前面？",
              "Look at the timeline: which step came in between another's load "
              "and store, or ran ahead of somebody?"},
     .think =
         {"从时间线的最后一行往回走，找到值不对的第一行。在它之前，谁该等"
          "谁，却没有等？",
          "Walk back from the last line of the timeline to the first wrong "
          "value. Before it, who should have waited for whom, and did "
          "not?"},
     .leaves = 1,
     .run = every_schedule},
    {.id = "total",
     .points = 2,
     .needs = "every_schedule",
     .at = "count_unnamed",
     .section = "lab-count02",
     .title =
         {"nproc 个孩子各加 loops 次，正好 nproc * loops；再数一遍也对",
          "nproc children add loops times each, nproc * loops exactly, and "
          "once more on the same struct"},
     .hint = {"每个孩子加 loops 次，一共 nproc 个；等到每一个都结束；信号量最后"
              "还是 1。",
              "Each child adds loops times, and there are nproc of them; wait "
              "for every one; in the end the semaphore is 1 again."},
     .think =
         {"数完一遍，信号量的值是几，count 是几？再数一遍的时候，这两个各从"
          "几开始？",
          "When all have counted, what are the values of the semaphore "
          "and of count? With which values does the next count begin?"},
     .leaves = 1,
     .run = total},
    {.id = "signals",
     .points = 1,
     .needs = "held_lock",
     .at = "count_unnamed",
     COUNTING_SIGNALS,
     .leaves = 1,
     .run = signals},
    {.id = "no_name",
     .points = 1,
     .needs = "held_lock",
     .at = "shared_new",
     .section = "unnamed",
     .title = {"/dev/shm 里任何时候都没有名字",
               "at no time is there a name in /dev/shm"},
     .hint = {"匿名映射不要名字，sem_init 也不要。",
              "An anonymous mapping needs no name, and neither does sem_init."},
     .think = {"名字是给不认识的进程用的。这里要用信号量的都是谁？他们怎样得到"
               "它？",
               "A name is for strangers. Who uses the semaphore here, and how "
               "do they come by it?"},
     .run = no_name},
    {.id = "bad_arguments",
     .points = 1,
     .needs = "in_shared",
     .at = "count_unnamed",
     .section = "lab-count02",
     .title = {"NULL、nproc 不在 1 到 32、loops < 0 得到 EINVAL",
               "NULL, nproc outside 1 to 32 and loops < 0 get EINVAL"},
     .hint = {"三个函数都检查；在第一个 fork 之前。",
              "Test in all functions, and before the first fork."},
     .think = {"33 个孩子，你的数组放得下吗？放不下的那一个会写到哪里去？",
               "33 children: does your array hold them? Where would the last "
               "one be stored?"},
     .leaves = 1,
     .run = bad_arguments},
    {.id = "dies_anywhere",
     .points = 1,
     .needs = "held_lock",
     .at = "count_unnamed",
     COUNTING_DIES_ANYWHERE,
     .leaves = 1,
     .run = counting_dies_anywhere},
    {.id = "child_killed",
     .points = 2,
     .needs = "dies_anywhere",
     .at = "count_unnamed",
     .section = "lab-count02",
     COUNTING_CHILD_KILLED,
     .leaves = 1,
     .run = child_killed},
    {.id = "faults",
     .points = 1,
     .needs = "in_shared",
     .at = "count_unnamed",
     .section = "lab-count02",
     .title =
         {"mmap、sem_init 或 fork 失败，errno 就是它的，什么也没有留下",
          "when mmap, sem_init or fork fails errno is its own, and nothing "
          "is left"},
     .hint = {"收拾之前先存下 errno；fork 失败时，已经在跑的孩子要结束、要等。",
              "Save errno before you clear up; when fork fails, children that "
              "run already have to be ended and waited for."},
     .think = {"从最后一步往回走：每一步失败的时候，前面已经有了什么，要按什么"
               "顺序还回去？",
               "Walk backwards from the last step: when a step fails, what is "
               "there by then, and in which order does it go back?"},
     .leaves = 1,
     .run = faults},
    {.id = "life",
     .points = 2,
     .needs = "one_child",
     .at = "shared_free",
     .section = "unnamed",
     .title =
         {"s->mutex 只初始化一次、销毁一次，内存最后还回去",
          "s->mutex is initialised once and destroyed once, and the memory "
          "is given back in the end"},
     .hint = {"sem_init 在 shared_new 里，sem_destroy 和 munmap 在 shared_free "
              "里，别处都没有。",
              "sem_init is in shared_new, sem_destroy and munmap are in "
              "shared_free, and nowhere else."},
     .think =
         {"一个孩子正睡在信号量上，有人对它再 sem_init 一次，值又成了 1。睡"
          "着的那个，和正在里面的那个，各会怎样？",
          "A child sleeps on the semaphore, and somebody calls sem_init on "
          "it again: the value is 1. What becomes of the sleeper, and of "
          "the one inside?"},
     .leaves = 1,
     .run = life},
    {0},
};

const struct lab lab = {
    .name = "count02",
    .number = "6.2",
    .chapter = "06-semaphores",
    .title = {"无名信号量计数", "count with an unnamed one"},
    .functions = functions,
    .processes = 40,
    .checks = checks};
