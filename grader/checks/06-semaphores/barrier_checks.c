/* barrier_checks.c - what must hold of a barrier
 *
 * The members of a team come when the checker lets them come, one by one, and
 * are stopped where it wants them, at a LAB_POINT or in their sleep. It looks
 * only when nobody can move any more: then everything that could happen has
 * happened, and no time decides. Facts used: C134 (pshared), C136 (EINTR),
 * C139 (a value is stale).
 */
#include "barrier.h"
#include "barrier_witness.h"
#include "calls.h"
#include "check.h"
#include "explore.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

enum { REST_MS = 8000, NOBODY = -1 };

/* The team of the running check. */
static struct {
    struct student *s;
    int n, started, rounds;
    pid_t pid[TEAM_MAX];
    uint64_t bar, witness;
    size_t calls_from; /* calls made before the first member came */
} team;

static struct witness seen;

/* ---- the team ------------------------------------------------------------ */

static void begin(int n, int rounds)
{
    struct claim c;

    memset(&team, 0, sizeof team);
    team.s = student_start();
    team.n = n;
    team.rounds = rounds;
    student_call(team.s, &c, "new %d", n);
    expect(c.ret == 0, "bar_init(b, %d) 返回 %ld（%s），应为 0",
           "bar_init(b, %d) returned %ld (%s), expected 0", n, c.ret,
           error_word(c.err));
    team.bar = c.value[0];
    team.witness = c.value[1];
    team.calls_from = calls_made(team.s);
}

static int is_member(pid_t pid)
{
    for (int i = 0; i < team.started; i++)
        if (team.pid[i] == pid)
            return 1;
    return 0;
}

/* One more member comes. What all of them call goes on to be told. */
static void one_comes(void)
{
    pid_t children[TEAM_MAX];
    struct claim c;
    int n;

    student_call(team.s, &c, "start %d", team.rounds);
    team.s->asked_from = team.calls_from;
    n = view_children(team.s->pid, children, TEAM_MAX);
    for (int i = 0; i < n; i++)
        if (!is_member(children[i])) {
            team.pid[team.started++] = children[i];
            return;
        }
    errno = c.err ? c.err : ECHILD;
    grader_error("one more member of the team");
}

static struct view_call doing(int member)
{
    struct view_call call;

    if (view_call(team.pid[member], &call) == -1)
        unsupported("这台机器不让看进程睡在哪个系统调用里",
                    "this machine hides in which system call a process sleeps");
    return call;
}

/* ---- looking ------------------------------------------------------------- */

/* A member whose process is gone before its rounds were over. */
_Noreturn static void tell_end(int member)
{
    struct claim c;
    int status;

    student_call(team.s, &c, "reap %d", member);
    team.s->asked_from = team.calls_from;
    status = (int)c.value[0];
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        fail(FAIL,
             "第 %d 个进程等的时候用完了 CPU 时间：应睡在信号量上，不要空转",
             "process %d used up its CPU time while it waited: it should sleep "
             "on a semaphore and not spin",
             member + 1);
    fail(CRASH, "第 %d 个进程在 bar_wait 里结束了（%s）",
         "process %d ended inside bar_wait (%s)", member + 1,
         WIFSIGNALED(status) ? signal_word(WTERMSIG(status)) : "exit");
}

/* Who naps will go on by himself: then it is too early to look. */
static int all_at_rest(void)
{
    int64_t until = now_ms() + REST_MS;
    int rest;

    do {
        rest = view_at_rest(team.pid, team.started, REST_MS);
    } while (rest == VIEW_NAP && now_ms() < until);
    return rest == VIEW_REST;
}

/* Wait until nobody moves, then read what they left. */
static void look(void)
{
    expect(all_at_rest(),
           "来了 %d 个进程，共 %d 个：等的进程一直在运行，没有睡下去",
           "%d processes of %d have come: who waits goes on running and does "
           "not sleep",
           team.started, team.n);
    if (view_read(team.s->pid, team.witness, &seen, sizeof seen) != sizeof seen)
        grader_error("read the witness");
    for (int i = 0; i < team.started; i++)
        if (seen.left[i] < team.rounds && doing(i).state == 'Z')
            tell_end(i);
}

/* Nobody has left a round that somebody has not come to. */
static void expect_order(const char *zh, const char *en)
{
    for (int i = 0; i < team.started; i++)
        for (int j = 0; j < team.n; j++)
            expect(seen.left[i] <= seen.entered[j],
                   "%s%.0s：第 %d 个进程已经离开第 %d 轮，可是第 %d 个还没有到"
                   "这一轮",
                   "%.0s%s: process %d has left round %d, but process %d has "
                   "not come to it",
                   zh, en, i + 1, seen.entered[j] + 1, j + 1);
}

/* Everybody has come, and nobody is held back: all rounds must be over. */
static void expect_all_over(const char *zh, const char *en)
{
    /* Which of them stays behind is the kernel's choice: it is not named. */
    look();
    for (int i = 0; i < team.started; i++)
        expect(seen.left[i] == team.rounds,
               "%s%.0s：人都到了，可是有一个进程还在等，睡在系统调用 %s "
               "里，没有人会叫醒它",
               "%.0s%s: all have come, but one process still waits, asleep in "
               "the system call %s, and nobody will wake it",
               zh, en, doing(i).name);
}

static int ones_of(int round)
{
    int ones = 0;

    for (int i = 0; i < team.n; i++) {
        int got = seen.result[i][round];

        expect(got == 0 || got == 1,
               "第 %d 轮：bar_wait 在第 %d 个进程里返回 %d，应为 0 或 1",
               "round %d: in process %d bar_wait returned %d, expected 0 or 1",
               round + 1, i + 1, got);
        ones += got;
    }
    return ones;
}

static void expect_one_winner(void)
{
    for (int round = 0; round < team.rounds; round++) {
        int ones = ones_of(round);

        expect(ones == 1, "第 %d 轮，%d 个进程：有 %d 个得到 1，应正好一个",
               "round %d, %d processes: %d of them got 1, expected exactly one",
               round + 1, team.n, ones);
    }
}

/* Who is still there goes now. */
static void dismiss(void)
{
    struct claim c;

    for (int i = 0; i < team.started; i++)
        kill(team.pid[i], SIGKILL);
    student_call(team.s, &c, "end");
    student_end(team.s);
}

static void others_come(const char *zh, const char *en)
{
    while (team.started < team.n) {
        one_comes();
        look();
        expect_order(zh, en);
    }
}

/* All rounds of a team that nobody holds back. */
static void all_goes_well(const char *zh, const char *en)
{
    others_come(zh, en);
    expect_all_over(zh, en);
    expect_one_winner();
    dismiss();
}

/* ---- the checks: one after the other ------------------------------------- */

static void alone(void)
{
    begin(1, 3);
    one_comes();
    look();
    for (int round = 0; round < 3; round++) {
        if (round > 0)
            advise("每一轮都要从同样的样子开始：上一轮改过的数，回到原来的值了"
                   "吗？",
                   "Each round has to begin like the first: is whatever the "
                   "last one changed what it was before?");
        expect(seen.left[0] > round && seen.result[0][round] == 1,
               "n 为 1，第 %d 轮：%s%.0s，应立刻返回 1",
               "n 1, round %d: %.0s%s, and should return 1 at once", round + 1,
               seen.left[0] > round ? "返回的不是 1" : "还在等",
               seen.left[0] > round ? "it does not return 1" : "it waits");
    }
    advise(NULL, NULL);
    dismiss();
}

static int inside(uint64_t address)
{
    return address - team.bar < sizeof(struct bar);
}

static void process_shared(void)
{
    struct call c;
    int made = 0;

    begin(2, 1);
    for (size_t i = 0; calls_find(team.s, &i, "sem_init", &c); made++) {
        expect(inside((uint64_t)c.argument[0]),
               "sem_init 的信号量不在 *b 里，别的进程看不到它",
               "sem_init was given a semaphore outside of *b, which other "
               "processes cannot see");
        expect((int)c.argument[1] != 0,
               "sem_init 的 pshared 是 0：别的进程睡在它上面，post 唤不醒",
               "sem_init got pshared 0: a post does not wake what sleeps on it "
               "in another process");
    }
    expect(made > 0, "bar_init 没有调用 sem_init",
           "bar_init made no call of sem_init");
    dismiss();
}

/* The first of three must wait, and how it does is seen by the kernel. */
static void sleeps(void)
{
    struct view_call call;

    begin(3, 1);
    one_comes();
    look();
    expect_order("三个里来了一个", "one of three has come");
    call = doing(0);
    expect(strcmp(call.name, "futex") == 0 && inside(call.argument[0]),
           "三个里来了一个：它睡在系统调用 %s 里，不是睡在 *b 的信号量上",
           "one of three has come: it sleeps in the system call %s, and not on "
           "a semaphore of *b",
           call.name);
    expect((call.argument[1] & FUTEX_PRIVATE_FLAG) == 0,
           "等的进程睡在只属于自己的 futex 上：别的进程 post 唤不醒它",
           "the process that waits sleeps on a futex of its own: a post in "
           "another process does not wake it");
    dismiss();
}

static void waits_for_all(void)
{
    begin(3, 1);
    others_come("三个进程一个一个地来", "three processes come one by one");
    expect_all_over("三个进程一个一个地来", "three processes come one by one");
    dismiss();
}

static void one_winner(void)
{
    const int sizes[] = {2, 3, TEAM_MAX};

    for (int i = 0; i < 3; i++) {
        begin(sizes[i], 1);
        all_goes_well("一个一个地来", "coming one by one");
    }
}

/* What is kept elsewhere is disturbed by a second barrier, or opens something. */
static void all_in_b(void)
{
    struct claim c;
    int before, more;

    begin(2, 1);
    student_call(team.s, &c, "another 5");
    before = view_descriptors(team.s->pid, 0, 0);
    one_comes();
    look();
    more = view_descriptors(team.pid[0], 0, 0) - before;
    expect(more == 0, "在 bar_wait 里等的进程多打开了 %d 个描述符，应为 0 个",
           "a process that waits in bar_wait has opened %d descriptor(s), "
           "expected none",
           more);
    others_come("还有一个 n 为 5 的屏障", "there is another barrier, of n 5");
    expect_all_over("还有一个 n 为 5 的屏障",
                    "there is another barrier, of n 5");
    dismiss();
}

/* ---- the checks: overtaken ----------------------------------------------- */

static int stopped_member(void)
{
    for (int i = 0; i < team.started; i++)
        if (doing(i).state == 'T')
            return i;
    return NOBODY;
}

/* Who comes to this LAB_POINT after it was passed so often stays there, and the
 * others go on as far as they can. */
static void stuck_at(int n, unsigned point, unsigned visits)
{
    int stuck;

    begin(n, 3);
    calls_stop_at(team.s, point, visits);
    if (point == 1)
        others_come("有一个停在 LAB_POINT(1)", "one is stuck at LAB_POINT(1)");
    else
        others_come("有一个停在 LAB_POINT(2)", "one is stuck at LAB_POINT(2)");
    stuck = stopped_member();
    expect(stuck != NOBODY, "%d 个进程：没有第 %u 次经过 LAB_POINT(%u)",
           "%d processes: there was no visit number %u to LAB_POINT(%u)", n,
           visits + 1, point);
    kill(team.pid[stuck], SIGCONT);
    all_goes_well("停在 LAB_POINT 的那个又走了",
                  "the one at the LAB_POINT has gone on");
}

/* In the first round and in the second. */
static void stuck_at_each(unsigned point)
{
    for (int n = 2; n <= 3; n++)
        for (int visits = 0; visits < 2 * n; visits++)
            stuck_at(n, point, (unsigned)visits);
}

static void overtaken_arrived(void)
{
    stuck_at_each(1);
}

static void overtaken_between(void)
{
    stuck_at_each(2);
}

/* The first `stopped` members fall asleep and are stopped in their sleep, so
 * that a post cannot make them take their turn. */
static void stopped_asleep(int n, int stopped)
{
    begin(n, 3);
    while (team.started < stopped) {
        one_comes();
        look();
        kill(team.pid[team.started - 1], SIGSTOP);
    }
    others_come("有人在睡着的时候被停住", "some are stopped in their sleep");
    for (int i = 0; i < stopped; i++)
        kill(team.pid[i], SIGCONT);
    all_goes_well("停住的又走了", "those that were stopped have gone on");
}

static void overtaken_asleep(void)
{
    stopped_asleep(2, 1);
    stopped_asleep(3, 1);
    stopped_asleep(3, 2);
    stopped_asleep(TEAM_MAX, TEAM_MAX - 1);
}

/* ---- the checks: signals, many rounds ------------------------------------ */

/* The handler runs, and the one that waits waits again. */
static void signals_in_sleep(void)
{
    struct claim c;

    begin(2, 2);
    one_comes();
    for (int i = 0; i < 12; i++) {
        look();
        expect_order("等的时候来了信号", "a signal came while it waited");
        expect(seen.handled[0] == i, "等的时候信号的处理函数没有运行",
               "the handler of the signal did not run while it waited");
        student_call(team.s, &c, "signal 0");
        team.s->asked_from = team.calls_from;
    }
    look();
    expect_order("等的时候来了信号", "a signal came while it waited");
    all_goes_well("等的时候来过信号", "signals had come while it waited");
}

static void eintr_at(unsigned nth)
{
    begin(2, 2);
    calls_fail(team.s, "sem_wait", nth, EINTR);
    all_goes_well("有一次 sem_wait 得到 EINTR", "one sem_wait got EINTR");
}

static void interrupted(void)
{
    signals_in_sleep();
    for (unsigned nth = 1; nth <= 8; nth++)
        eintr_at(nth);
}

/* They come as they like. */
static void free_run(int n, int rounds)
{
    begin(n, rounds);
    while (team.started < n)
        one_comes();
    expect_all_over("自由地跑", "running freely");
    for (int i = 0; i < n; i++)
        expect(seen.early[i] == 0, /* which, and how often, is luck */
               "%d 个进程，%d 轮：有的没有等齐就离开了",
               "%d processes, %d rounds: some have left before all had come", n,
               rounds);
    expect_one_winner();
    dismiss();
}

static void many_rounds(void)
{
    free_run(2, ROUNDS_MAX);
    free_run(TEAM_MAX, 150);
    free_run(1, 20);
}

/* ---- the checks: making and destroying ----------------------------------- */

static void expect_einval(const char *op, const char *shown)
{
    struct claim c;

    student_call(team.s, &c, "%s", op);
    expect(c.ret == -1, "%s 返回 %ld，应为 -1（EINVAL）",
           "%s returned %ld, expected -1 (EINVAL)", shown, c.ret);
    expect(c.err == EINVAL, "%s 返回 -1（%s），应为 -1（EINVAL）",
           "%s returned -1 (%s), expected -1 (EINVAL)", shown,
           error_word(c.err));
}

static void arguments(void)
{
    begin(2, 1);
    expect_einval("new-null 2", "bar_init(NULL, 2)");
    expect_einval("new 0", "bar_init(b, 0)");
    expect_einval("new -1", "bar_init(b, -1)");
    expect_einval("wait-null", "bar_wait(NULL)");
    expect_einval("destroy-null", "bar_destroy(NULL)");
    dismiss();
}

/* How often this semaphore was destroyed. */
static int times_destroyed(int64_t address)
{
    struct call c;
    int n = 0;

    for (size_t i = 0; calls_find(team.s, &i, "sem_destroy", &c);)
        n += c.argument[0] == address && c.error == 0;
    return n;
}

/* Each semaphore that was initialised has been destroyed once. */
static void expect_all_destroyed(const char *zh, const char *en)
{
    struct call c;

    for (size_t i = 0; calls_find(team.s, &i, "sem_init", &c);) {
        int want = c.error == 0, n = times_destroyed(c.argument[0]);

        expect(n == want, "%s%.0s：一个%s%.0s信号量撤掉了 %d 次，应为 %d 次",
               "%.0s%s: a semaphore that %.0s%s was destroyed %d times, "
               "expected %d",
               zh, en, want ? "初始化过的" : "没有初始化成功的",
               want ? "was initialised" : "could not be initialised", n, want);
    }
}

static void init_fails(void)
{
    size_t inits = 1;

    for (unsigned nth = 1; nth <= inits; nth++) {
        struct claim c;

        team.s = student_start();
        calls_fail(team.s, "sem_init", nth, ENOSPC);
        student_call(team.s, &c, "new 3");
        calls_blame(team.s, "sem_init");
        expect(c.ret == -1,
               "第 %u 次 sem_init 失败（ENOSPC）：bar_init 返回 %ld，应为 "
               "-1（ENOSPC）",
               "sem_init number %u failed (ENOSPC): bar_init returned %ld, "
               "expected -1 (ENOSPC)",
               nth, c.ret);
        expect(c.err == ENOSPC,
               "第 %u 次 sem_init 失败（ENOSPC）：bar_init 返回 -1（%s），应为 "
               "-1（ENOSPC）",
               "sem_init number %u failed (ENOSPC): bar_init returned -1 (%s), "
               "expected -1 (ENOSPC)",
               nth, error_word(c.err));
        expect_all_destroyed("sem_init 失败以后", "after a sem_init failed");
        student_end(team.s);
        begin(3, 1);
        inits = calls_count(team.s, 0, "sem_init");
        dismiss();
    }
}

static void destroyed(void)
{
    struct claim c;

    begin(1, 2);
    one_comes();
    look();
    student_call(team.s, &c, "destroy");
    expect(c.ret == 0, "bar_destroy 返回 %ld（%s），应为 0",
           "bar_destroy returned %ld (%s), expected 0", c.ret,
           error_word(c.err));
    expect_all_destroyed("bar_destroy 以后", "after bar_destroy");
    dismiss();
}

/* ---- the checks: many schedules ------------------------------------------ */

/* Clocks prove a race in the first execution already, whatever the schedule. */
static void no_race(void)
{
    explore_preemptions(1);
    explore(EXPLORE_RACE | EXPLORE_MISUSE, "rounds", "2 2");
}

/* The gates of a barrier are taken and posted in any order, as no locks are:
 * EXPLORE_ORDER says nothing here. */
enum { GOES_WRONG = EXPLORE_ALL & ~EXPLORE_RACE & ~EXPLORE_ORDER };

/* One round of two has some 600 schedules, two rounds have more than anybody
 * waits for: of those, the ones with few preemptions. A lap takes just one. */
static void two_processes(void)
{
    explore(GOES_WRONG, "rounds", "2 1");
    explore_preemptions(2);
    explore(GOES_WRONG, "rounds", "2 2");
}

static void three_processes(void)
{
    explore_preemptions(1);
    explore(GOES_WRONG, "rounds", "3 1");
}

/* ---- the list ------------------------------------------------------------ */

static const char *const functions[] = {"bar_init", "bar_wait", "bar_destroy",
                                        NULL};

static const struct check checks[] = {
    {.id = "alone",
     .points = 1,
     .at = "bar_wait",
     .section = "lab-barrier",
     .title = {"n 是 1 的时候不等，每次返回 1",
               "with n 1 there is no wait, and each call returns 1"},
     .hint = {"唯一的一个也是最后一个。*b 里原来有什么，你不知道：n 和 count "
              "都要设。",
              "The only one is the last one as well. You do not know what *b "
              "holds before: set n and count."},
     .think = {"把 n 是 1 代进去，一行一行地走：每个信号量的值是多少？",
               "Put 1 for n and go through it line by line: what is the value "
               "of each semaphore?"},
     .run = alone},
    {.id = "arguments",
     .points = 1,
     .needs = "alone",
     .at = "bar_init",
     .section = "lab-barrier",
     .title = {"NULL 和小于 1 的 n 得到 EINVAL",
               "NULL, and an n below 1, get EINVAL"},
     .hint = {"三个函数都要检查 b，bar_init 还要检查 n。",
              "All three functions test b, and bar_init tests n."},
     .think = {"n 是 0 的屏障，等到第几个才算齐？",
               "A barrier for 0 processes: which one is the last to come?"},
     .run = arguments},
    {.id = "process_shared",
     .points = 2,
     .needs = "alone",
     .at = "bar_init",
     .section = "unnamed",
     .title = {"信号量在 *b 里，pshared 不是 0",
               "the semaphores lie in *b, and pshared is not 0"},
     .hint =
         {"sem_init 的第二个参数：0 只给一个进程里的线程用。",
          "The second argument of sem_init: 0 is for threads of one process "
          "only."},
     .think = {"pshared 是 0 时，值照样变，可是谁也醒不来。只试一个人都不用等的"
               "情形，看得出来吗？",
               "With pshared 0 the value changes all the same, but nobody "
               "wakes. Would you notice if you only tried it where nobody has "
               "to wait?"},
     .run = process_shared},
    {.id = "sleeps",
     .points = 2,
     .needs = "process_shared",
     .at = "bar_wait",
     .section = "counting",
     .title = {"先来的睡在 *b 的信号量上，不空转",
               "who comes first sleeps on a semaphore of *b and does not spin"},
     .hint = {"等别人用 sem_wait，不要反复看 count。",
              "Wait for the others by sem_wait, and do not look at count again "
              "and again."},
     .think = {"六个进程等第七个，等一个小时。这一小时里 CPU 在做什么？",
               "Six processes wait an hour for the seventh. What does the CPU "
               "do in this hour?"},
     .run = sleeps},
    {.id = "waits_for_all",
     .points = 2,
     .needs = "sleeps",
     .at = "bar_wait",
     .section = "counting",
     .title = {"n 个都来了才走，来了就都走",
               "nobody goes before all n have come, and then all go"},
     .hint =
         {"数一数：让 n 个过去，一共要 post 几次？最后来的那个自己等不等？等"
          "的时候，mutex 在谁手里？",
          "Count: how many posts let n of them through? Does the last to "
          "come wait itself? And who has the mutex during a wait?"},
     .think = {"写下来：每个人在每个信号量上 wait 几次，一共 post 几次。两个数"
               "相等吗？",
               "Write down how often each of them waits on each semaphore, and "
               "how many posts there are. Are the two equal?"},
     .run = waits_for_all},
    {.id = "all_in_b",
     .points = 1,
     .needs = "waits_for_all",
     .at = "bar_init",
     .section = "unnamed",
     .title = {"屏障的一切都在 *b 里：旁边再有一个屏障，也不受影响",
               "all of the barrier is in *b: another one beside it changes "
               "nothing"},
     .hint = {"n 和 count 记在 *b 里，不要记在 static 变量里；也不要打开文件。",
              "Keep n and count in *b and not in static variables, and open no "
              "file."},
     .think =
         {"一个程序里有两个屏障，一个给 2 个进程，一个给 5 个。你的代码里，"
          "哪一样东西只有一份？",
          "A program has two barriers, for 2 processes and for 5. Of what "
          "in your code is there only one?"},
     .run = all_in_b},
    {.id = "one_winner",
     .points = 2,
     .needs = "waits_for_all",
     .at = "bar_wait",
     .section = "lab-barrier",
     .title = {"每一轮正好一个进程得到 1，其他的得到 0",
               "in each round exactly one process gets 1, and the others 0"},
     .hint = {"在 mutex 里面决定谁是最后一个，记在自己的变量里。",
              "Decide under the mutex who is the last one, and keep it in a "
              "variable of your own."},
     .think = {"“count 是 n”在几个进程里可能成立？“我刚把它变成 n”呢？",
               "In how many processes can “count is n” hold? And “I "
               "have just made it n”?"},
     .run = one_winner},
    {.id = "overtaken_arrived",
     .points = 3,
     .needs = "waits_for_all",
     .at = "bar_wait",
     .section = "lab-barrier",
     .title = {"有人停在 LAB_POINT(1)：别人再快也不能套他一圈",
               "while one is stuck at LAB_POINT(1), nobody laps it, however "
               "fast"},
     .hint = {"只有一道门：过去的人绕回来，会用掉停住的人的那一次 post。",
              "With a single gate, who is through comes round again and uses "
              "up the post that was meant for the one that is stuck."},
     .think = {"画两个进程：P 停在 LAB_POINT(1)，Q 过去了又来。信号量的值是多"
               "少？Q 第二次 wait 会怎样？",
               "Draw two processes: P is stuck at LAB_POINT(1), Q goes through "
               "and is back. What is the value of the semaphore, and what "
               "becomes of Q's second wait?"},
     .run = overtaken_arrived},
    {.id = "overtaken_between",
     .points = 2,
     .needs = "waits_for_all",
     .at = "bar_wait",
     .section = "lab-barrier",
     .title = {"有人停在 LAB_POINT(2)：别人不能进下一轮的门",
               "while one is stuck at LAB_POINT(2), nobody gets through the "
               "next round"},
     .hint =
         {"第二道门要等 n 个都过了第一道才开；count 由最后一个带回 0。",
          "The second gate opens when all n are through the first; count is "
          "brought back to 0 step by step."},
     .think = {"停在两个阶段之间的那个，有没有被数进第二阶段？别人凭什么知道他"
               "过了第一道门？",
               "Has the one between the phases been counted for the second? By "
               "what do the others know that it is through the first gate?"},
     .run = overtaken_between},
    {.id = "overtaken_asleep",
     .points = 2,
     .needs = "waits_for_all",
     .at = "bar_wait",
     .section = "lab-barrier",
     .title =
         {"睡着的被 SIGSTOP 停住，post 也唤不醒：还是不能套圈",
          "those that are stopped by SIGSTOP in their sleep are not lapped "
          "either"},
     .hint = {"post 不点名：睡着的人还没有拿到它，别人就能拿走。",
              "A post is addressed to nobody: as long as the sleeper has not "
              "taken it, somebody else may."},
     .think = {"post 和醒来之间，隔着多少时间？这中间谁可以拿走它？",
               "How long is it from a post to the waking? Who may take it "
               "meanwhile?"},
     .run = overtaken_asleep},
    {.id = "interrupted",
     .points = 2,
     .needs = "overtaken_asleep",
     .at = "bar_wait",
     .section = "eintr",
     .title = {"信号打断了等待，也不提前走",
               "nobody leaves early because a signal interrupted the wait"},
     .hint =
         {"sem_wait 返回 -1 而 errno 是 EINTR：没有拿到，再等。",
          "sem_wait returned -1 and errno is EINTR: nothing was taken, wait "
          "again."},
     .think = {"你的代码里有几个 sem_wait？把每一个的结果都看了吗？",
               "How many calls of sem_wait are there in your code, and is the "
               "result of each one looked at?"},
     .run = interrupted},
    {.id = "no_race",
     .points = 2,
     .needs = "process_shared",
     .at = "bar_wait",
     .section = "explorer",
     .title =
         {"count 和其他共享的变量：没有两个进程同时碰它",
          "count and whatever else is shared: no two processes touch it at "
          "the same time"},
     .hint = {"改 count、看 count，都要占着 mutex，两个阶段都一样。",
              "Change count and look at it under the mutex, in both phases."},
     .think = {"count++ 是读、加、写三步。两个进程都读到 1，后来呢？",
               "count++ is a load, an addition and a store. Two processes both "
               "load 1: what then?"},
     .run = no_race},
    {.id = "two_processes",
     .points = 2,
     .needs = "process_shared",
     .at = "bar_wait",
     .section = "explorer",
     .title = {"两个进程：一轮，每一种调度都对；两轮，任意抢占不超过两次都对",
               "two processes: one round is right under every schedule, two "
               "rounds under every one with at most two preemptions"},
     .hint = {"照着时间线一步一步走：哪一步之后，两轮混在了一起？",
              "Follow the timeline step by step: after which one are the two "
              "rounds mixed up?"},
     .think =
         {"在时间线的每一步，写下三个信号量的值和 count。第一个出乎你意料的"
          "是哪个？",
          "Write down the values of the semaphores and of count at each "
          "step of the timeline. Which is the first you did not expect?"},
     .run = two_processes},
    {.id = "three_processes",
     .points = 2,
     .needs = "process_shared",
     .at = "bar_wait",
     .section = "explorer",
     .title =
         {"三个进程，一轮：不管在哪一步抢占一次，都对",
          "three processes, one round: right wherever one preemption is put"},
     .hint = {"两个进程时碰不到的：一个走了，另外两个还在里面。",
              "What two processes never meet: one has gone, and two are still "
              "inside."},
     .think = {"最后一个来的、第一个走的、中间的：三个人各在哪一行？",
               "The last to come, the first to go, the one between: at which "
               "line is each of the three?"},
     .run = three_processes},
    {.id = "many_rounds",
     .points = 2,
     .needs = "two_processes",
     .at = "bar_wait",
     .section = "lab-barrier",
     .title = {"几百轮自由地跑：没有一次提前，每轮一个 1",
               "hundreds of rounds, running freely: never early, and one 1 in "
               "each"},
     .hint = {"每一轮结束的时候，三个信号量的值和 count 都要回到开头的样子。",
              "At the end of each round the three semaphores and count must be "
              "what they were at its beginning."},
     .think = {"一轮下来，哪个信号量多了或者少了一次？一百轮以后呢？",
               "Which semaphore has one too many or too few after a round? And "
               "after a hundred?"},
     .run = many_rounds},
    {.id = "init_fails",
     .points = 1,
     .needs = "alone",
     .at = "bar_init",
     .section = "lab-barrier",
     .title = {"sem_init 失败：bar_init 返回它的 errno，前面的都撤掉",
               "when sem_init fails bar_init returns its errno, and those "
               "before it are destroyed"},
     .hint = {"逐级撤销，先记下 errno。",
              "Undo step by step, and keep errno first."},
     .think = {"第二个 sem_init 失败了。此刻有哪些东西是你造的？",
               "The second sem_init fails. What have you made until then?"},
     .run = init_fails},
    {.id = "destroyed",
     .points = 1,
     .needs = "alone",
     .at = "bar_destroy",
     .section = "lab-barrier",
     .title = {"bar_destroy 把每个信号量撤掉一次",
               "bar_destroy destroys each semaphore once"},
     .hint = {"初始化了三个，就撤掉三个。",
              "Three were initialised, so destroy three."},
     .think = {"数一数 bar_init 里的 sem_init。",
               "Count the calls of sem_init in bar_init."},
     .run = destroyed},
    {0},
};

const struct lab lab = {
    .name = "barrier",
    .number = "6.4",
    .chapter = "06-semaphores",
    .title = {"可重复使用的屏障", "a barrier to be used again"},
    .functions = functions,
    .checks = checks};
