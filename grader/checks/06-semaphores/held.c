/* held.c - stop one child inside, look at the others */
#include "held.h"
#include "calls.h"
#include "check.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

enum { MANY_TRIES = 200, SIGNALS = 12 };

void held_go_on(pid_t pid)
{
    if (kill(pid, SIGCONT) == -1 && errno != ESRCH)
        grader_error("let a stopped process go on");
}

/* Who has come to the point: 0 nobody yet, 1 the caller, 2 a child. That one
 * was stopped itself says nothing: it may have been, and go on just now. */
static int who_came(const struct student *s)
{
    int pid = calls_met_at_point(s);

    return pid == 0 ? 0 : pid == view_inner_pid(s->pid) ? 1 : 2;
}

void held_caller(struct student *s, int point)
{
    int who;

    while ((who = who_came(s)) == 0 || !view_stopped(s->pid)) {
        expect(who != 2, "LAB_POINT(%d) 是一个孩子经过的，应该由调用者自己经过",
               "a child passed LAB_POINT(%d), expected the caller itself",
               point);
        expect(student_working(s), "%s 返回了，没有经过 LAB_POINT(%d)",
               "%s returned and never passed LAB_POINT(%d)",
               check_running()->at, point);
    }
}

pid_t held_child(struct student *s, int point)
{
    pid_t family[FAMILY_MAX];

    for (;;) {
        int n = view_family(s->pid, family, FAMILY_MAX);

        for (int i = 0; i < n; i++)
            if (view_stopped(family[i]))
                return family[i];
        expect(who_came(s) != 1,
               "LAB_POINT(%d) 是调用者自己经过的，应该由孩子经过",
               "the caller itself passed LAB_POINT(%d), expected a child",
               point);
        expect(student_working(s), "%s 返回了，没有孩子经过 LAB_POINT(%d)",
               "%s returned, and no child passed LAB_POINT(%d)",
               check_running()->at, point);
    }
}

/* ---- the others ---------------------------------------------------------- */

_Noreturn static void tell_went_in(struct student *s)
{
    calls_blame(s, "sem_wait");
    advise("一个孩子停在读和写之间的时候，锁在它手里。别的孩子凭什么进得去？看"
           "看 sem_wait 和 sem_post "
           "围住的是哪几行，初值是几，大家等的又是不是同一个信号量。",
           "While a child stands between load and store it has the lock. By "
           "what do others get in? See which lines sem_wait and sem_post "
           "enclose, what the value is to begin with, and whether all of them "
           "wait for the same semaphore.");
    fail(FAIL,
         "一个孩子停在读和写之间，另一个没有等它就结束了：临界区里可以有两个进"
         "程",
         "one child stands between load and store, and another did not wait "
         "for it and has ended: two can be in the critical section");
}

/* What a child calls that asks time and again instead of waiting. */
static void expect_no_polling(struct student *s)
{
    static const char *const repeated[] = {"sem_trywait", "sem_getvalue",
                                           "sched_yield", "usleep",
                                           "nanosleep",   "clock_nanosleep"};
    int caller = view_inner_pid(s->pid);
    size_t tries = 0;
    struct call c;

    for (int k = 0; k < 6; k++)
        for (size_t i = s->asked_from; calls_find(s, &i, repeated[k], &c);) {
            tries += c.pid != caller;
            if (tries < MANY_TRIES)
                continue;
            calls_blame(s, repeated[k]);
            fail(FAIL,
                 "等待的孩子一遍一遍地调用 %s，应该睡在信号量上（sem_wait）",
                 "a child that waits calls %s again and again; expected to "
                 "sleep on the semaphore (sem_wait)",
                 repeated[k]);
        }
}

/* When nobody moves any more, somebody sleeps where no sem_post will wake it. */
static void expect_no_other_sleep(struct student *s, pid_t inside, int nproc)
{
    pid_t family[FAMILY_MAX], all[VIEW_REST_MAX] = {s->pid};
    int n = view_family(s->pid, family, FAMILY_MAX), others = 0;
    struct view_call call;

    for (int i = 0; i < n && others < VIEW_REST_MAX - 1; i++)
        if (family[i] != inside)
            all[++others] = family[i];
    if (n != nproc || view_at_rest(all, others + 1, 0) != VIEW_REST)
        return;
    for (int i = 1; i <= others; i++)
        if (view_call(all[i], &call) == 0 && call.state == 'S')
            expect(strcmp(call.name, "futex") == 0,
                   "等待的孩子睡在系统调用 %s 里，应该睡在信号量上（sem_wait）",
                   "a child that waits sleeps in the system call %s, expected "
                   "on the semaphore (sem_wait)",
                   call.name);
}

static size_t forks(const struct student *s)
{
    size_t i = s->asked_from, n = 0;
    struct call c;

    while (calls_find(s, &i, "fork", &c))
        n += c.result > 0;
    return n;
}

/* One look: how many sleep in futex. */
static int look_at_others(struct student *s, pid_t inside, int nproc,
                          struct sleeper *others)
{
    int made = (int)forks(s), asleep = 0, n;
    pid_t family[FAMILY_MAX];

    n = view_family(s->pid, family, FAMILY_MAX);
    if (n < nproc && made >= nproc)
        tell_went_in(s); /* it has ended and been waited for */
    for (int i = 0; i < n && asleep < nproc; i++) {
        struct sleeper *o = &others[asleep];
        int sleeps;

        if (family[i] == inside)
            continue;
        o->pid = family[i];
        sleeps = view_asleep(family[i], &o->how);
        if (sleeps == -1 && errno == EACCES)
            unsupported("这台机器不让评分器看进程睡在哪里（/proc/PID/syscall）",
                        "this machine does not show where a process sleeps "
                        "(/proc/PID/syscall)");
        if (view_state(family[i]) == 'Z')
            tell_went_in(s);
        asleep += sleeps == 1 && o->how.call == SYS_futex;
    }
    return asleep;
}

void held_others(struct student *s, pid_t inside, int nproc,
                 struct sleeper *others)
{
    struct sleeper seen[FAMILY_MAX];

    while (look_at_others(s, inside, nproc, seen) != nproc - 1) {
        expect_no_polling(s);
        expect_no_other_sleep(s, inside, nproc);
        expect(student_working(s), "一个孩子还停在临界区里，%s 就返回了",
               "%s returned while a child still stands in the critical section",
               check_running()->at);
    }
    for (int i = 0; i < nproc - 1; i++)
        others[i] = seen[i];
}

/* ---- signals ------------------------------------------------------------- */

/* It has taken the signal when it has gone to sleep once more. */
static void signal_and_wait(struct student *s, pid_t pid, const char *zh,
                            const char *en)
{
    struct view_sleep before, now;

    while (view_asleep(pid, &before) == 0)
        if (!student_working(s))
            return;
    if (view_deaf(pid, SIGALRM))
        return;
    if (kill(pid, SIGALRM) == -1 && errno != ESRCH)
        grader_error("a signal for a process of the student's");
    while (view_asleep(pid, &now) != 1 || now.naps == before.naps) {
        char state = view_state(pid);

        if (state == 0 || state == 'Z')
            calls_blame(s, "sem_wait");
        expect(state != 0 && state != 'Z',
               "%s%.0s在等待的时候来了一个信号，它就结束了，应该接着等",
               "%.0s%s got a signal while it waited, and ended; expected it to "
               "go on waiting",
               zh, en);
        if (!student_working(s))
            return; /* what it returned will tell */
    }
}

void held_signal(struct student *s, pid_t inside, int nproc)
{
    struct sleeper others[FAMILY_MAX];

    held_others(s, inside, nproc, others);
    for (int k = 0; k < SIGNALS && student_working(s); k++) {
        for (int i = 0; i < nproc - 1; i++)
            signal_and_wait(s, others[i].pid, "一个孩子", "a child");
        signal_and_wait(s, s->pid, "调用者", "the caller");
    }
}

void held_nobody_left(struct student *s, const char *zh, const char *en)
{
    pid_t child;
    int n = view_children(s->pid, &child, 1);

    expect(n == 0, "%s%.0s：返回以后还有一个孩子，没有等过它",
           "%.0s%s: after it returned there still is a child that nobody has "
           "waited for",
           zh, en);
}
