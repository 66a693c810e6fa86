/* explore.c - a check that holds under every schedule
 *
 * The explored program runs in a cell like the student's ordinary one; the
 * search runs here, in the checker. What the explored processes wrote into the
 * control block is a claim (grader/explore/control.h): a hand-in that forges it
 * can earn the checks that only explore. Where a lab can, another of its checks
 * looks at the same fact through the kernel; what is left is written down in
 * grader/tests/hostile/explore.
 */
#include "explore.h"
#include "../explore/report/timeline.h"
#include "../explore/search/search.h"
#include "cell.h"
#include "check.h"
#include "student.h"
#include "view.h"
#include "where.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT = 4000, RANDOM_WALKS = 20 };

/* All executions of one explore() together. A right program needs a few seconds
 * of CPU time, and never sleeps; the last of these is for a machine so busy
 * that nobody gets on. */
enum { CPU_SECONDS = 20, ASLEEP_SECONDS = 10, WALL_SECONDS = 120 };
enum { LOOK_MS = 200 };

/* One execution ends itself; these end what is broken beyond that. */
static const struct cell_limits limits = {.wall_ms = WALL_SECONDS * 2000,
                                          .cpu_s = CPU_SECONDS,
                                          .memory_mb = 256,
                                          .file_mb = 8,
                                          .processes = 24,
                                          .descriptors = CONTROL_FD + 4};

static const char *const call_names[] = {
#include "calls_names.h"
};

/* What the next explore() shall meet. */
static struct {
    struct fault fault[FAULTS];
    unsigned faults;
    struct kill_plan kill;
    unsigned limit, preemptions;
    int optimised;
} plan;

void explore_fail(const char *call, int process, unsigned nth, int error)
{
    for (uint32_t i = 0; i < sizeof call_names / sizeof *call_names; i++)
        if (strcmp(call_names[i], call) == 0 && plan.faults < FAULTS) {
            plan.fault[plan.faults++] = (struct fault){
                .call = i, .process = process, .nth = nth, .error = error};
            return;
        }
    errno = EINVAL;
    grader_error("a planned fault of a call nobody knows");
}

void explore_kill(unsigned point, int process, unsigned visit)
{
    plan.kill =
        (struct kill_plan){.point = point, .process = process, .visit = visit};
}

void explore_optimised(void)
{
    plan.optimised = 1;
}

void explore_limit(unsigned executions)
{
    plan.limit = executions;
}

void explore_preemptions(unsigned most)
{
    plan.preemptions = most;
}

/* ---- the explored program ------------------------------------------------- */

/* There is one at a time; kept here because a failing check is left by a long
 * jump (check.h), and explore_forget ends it then. */
static struct {
    struct cell cell;
    int running;
    struct control *control;
    struct search search;
    char program[128];
    int64_t begun_ms, looked_ms, asleep_ms;
    const char *late_zh, *late_en; /* why it had to be ended */
    unsigned well;                 /* executions that ended as they should */
} now;

/* Why it cannot be explored, as the build said it (supervisor/build.c). */
_Noreturn static void not_built(void)
{
    char path[160], text[400] = "";
    int fd;

    snprintf(path, sizeof path, "%s.txt", now.program);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd != -1 && read(fd, text, sizeof text - 1) > 0)
        text[strcspn(text, "\n")] = '\0';
    if (fd != -1)
        close(fd);
    fail(FAIL, "这个文件没法为探索而编译%s%s",
         "this file cannot be compiled for exploration%s%s", *text ? ": " : "",
         text);
}

static void start(void)
{
    const char *argv[] = {now.program, NULL};
    int fd = control_new(&now.control), old;
    struct cell_spec spec = {.argv = argv,
                             .cwd = "/tmp",
                             .fd = {-1, -1, -1, fd, -1},
                             .allow = lab.allow,
                             .limits = limits};

    if (fd == -1)
        grader_error("a control block");
    student_hidden(&spec);
    snprintf(now.program, sizeof now.program, "%s%s", student_folder(),
             plan.optimised ? "explored-O2" : "explored-O0");
    if (access(now.program, X_OK) == -1)
        not_built();
    /* The same addresses in every run: schedules stay valid. */
    old = personality(0xffffffff);
    personality((unsigned long)old | ADDR_NO_RANDOMIZE);
    if (cell_start(&now.cell, &spec) == -1)
        grader_error("start a cell");
    personality((unsigned long)old);
    close(fd);
    now.running = 1;
    now.begun_ms = now.looked_ms = now_ms();
}

/* Does any process in there want to run? */
static int anybody_runs(void)
{
    pid_t family[64];
    int n = view_family(now.cell.init, family, 64);
    char state, call[64];

    for (int i = 0; i < n; i++)
        if (view_stuck(family[i], &state, call, sizeof call) == 0 &&
            (state == 'R' || state == 'D'))
            return 1;
    return 0;
}

/* CPU time of the server and of all whose end it has seen, seconds: what the
 * kernel charged them. */
static long cpu_seconds(void)
{
    char path[64], text[512], *at;
    unsigned long t[4] = {0};
    int fd;
    ssize_t n;

    snprintf(path, sizeof path, "/proc/%d/stat", cell_student(&now.cell));
    fd = open(path, O_RDONLY | O_CLOEXEC);
    n = fd == -1 ? -1 : read(fd, text, sizeof text - 1);
    if (fd != -1)
        close(fd);
    text[n > 0 ? n : 0] = '\0';
    at = strrchr(text, ')');
    if (at)
        sscanf(at,
               ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu",
               &t[0], &t[1], &t[2], &t[3]);
    return (long)(t[0] + t[1] + t[2] + t[3]) / sysconf(_SC_CLK_TCK);
}

static int is_late(int64_t since_ms)
{
    int64_t elapsed_ms = now_ms() - now.begun_ms;

    /* Between executions it is our turn, and all of them sleep. */
    if (now.control->finished != now.control->wanted && !anybody_runs())
        now.asleep_ms += since_ms < 2 * LOOK_MS ? since_ms : 2 * LOOK_MS;
    if (now.asleep_ms > ASLEEP_SECONDS * 1000) {
        now.late_zh = "进程一直睡着，探索没法继续";
        now.late_en = "its processes sleep, and exploring does not get on";
    } else if (cpu_seconds() >= CPU_SECONDS) {
        now.late_zh = "探索用完了 CPU 时间（某个地方在空转？）";
        now.late_en =
            "exploring has used up its CPU time (does something spin?)";
    } else if (elapsed_ms > WALL_SECONDS * 1000) {
        now.late_zh = "探索到了时间还没有结束";
        now.late_en = "exploring had not ended when its time was up";
    }
    return now.late_zh != NULL;
}

/* For the search: before each execution, and five times a second. */
static int alive(void *unused)
{
    siginfo_t info = {0};
    int64_t since_ms = now_ms() - now.looked_ms;

    (void)unused;
    if (since_ms >= LOOK_MS / 2) {
        now.looked_ms += since_ms;
        if (is_late(since_ms))
            return 0;
    }
    return waitid(P_PID, (id_t)now.cell.init, &info,
                  WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

static void count_well(const struct search *s, void *unused)
{
    (void)unused;
    now.well += s->seen->outcome == OUTCOME_OK;
}

void explore_forget(void)
{
    struct cell_end end;

    if (now.running) {
        cell_kill(&now.cell);
        cell_wait(&now.cell, &end);
    }
    if (now.control)
        munmap(now.control, sizeof *now.control);
    search_end(&now.search);
    memset(&now, 0, sizeof now);
    memset(&plan, 0, sizeof plan);
}

/* ---- from addresses to lines ------------------------------------------------ */

/* Loops call from the same few addresses again and again; who claims thousands
 * of different ones is told the first. */
static size_t distinct(const uint64_t *pc, size_t n, uint64_t *each)
{
    enum { MOST = 1024 };
    size_t count = 0;

    for (size_t i = 0; i < n; i++) {
        size_t k = 0;

        while (k < count && each[k] != pc[i])
            k++;
        if (k == count && pc[i] && count < MOST)
            each[count++] = pc[i];
    }
    return count;
}

static void places(const struct control *c, const uint64_t *pc,
                   const uint8_t *image, size_t n, struct place *place,
                   void *unused)
{
    uint64_t *each = calloc(n + 1, sizeof *each);
    int *line = calloc(n + 1, sizeof *line);
    size_t count = each && line ? distinct(pc, n, each) : 0;

    (void)c, (void)image, (void)unused;
    for (size_t i = 0; i < count; i += WHERE_MAX)
        where_lines_in(now.program, each + i,
                       count - i < WHERE_MAX ? count - i : WHERE_MAX, line + i);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < count; k++)
            if (each[k] == pc[i] && line[k] > 0) {
                snprintf(place[i].file, sizeof place[i].file, "%s.c", lab.name);
                place[i].line = line[k];
            }
    free(each);
    free(line);
}

/* ---- what was found ----------------------------------------------------------- */

/* As enum kind of the search. */
static unsigned kinds_of(unsigned kinds)
{
    static const struct {
        unsigned asked, kind;
    } table[] = {
        {EXPLORE_WRONG, KIND_WRONG},       {EXPLORE_RACE, KIND_RACE},
        {EXPLORE_DEADLOCK, KIND_DEADLOCK}, {EXPLORE_LIVELOCK, KIND_LIVELOCK},
        {EXPLORE_LIVELOCK, KIND_STUCK},    {EXPLORE_CRASH, KIND_CRASH},
        {EXPLORE_MISUSE, KIND_MISUSE},     {EXPLORE_LEFT, KIND_LEFT},
        {EXPLORE_ORDER, KIND_LOCK_ORDER}};
    unsigned set = 0;

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (kinds & table[i].asked)
            set |= 1u << table[i].kind;
    return set;
}

static int any_race(void)
{
    for (size_t i = 0; i < now.search.n_found; i++)
        if (now.search.found[i].kind == KIND_RACE)
            return 1;
    return 0;
}

static enum verdict verdict_of(enum kind kind)
{
    switch (kind) {
    case KIND_RACE:
        return RACE;
    case KIND_WRONG:
        return any_race() ? RACE : FAIL;
    case KIND_DEADLOCK:
    case KIND_LIVELOCK:
        return DEADLOCK;
    case KIND_STUCK:
        return TIMEOUT;
    case KIND_CRASH:
        return CRASH;
    case KIND_LEFT:
        return LEAK;
    default:
        return FAIL;
    }
}

/* The line at fault; where nothing better is known, that of the last event in
 * the student's file. */
static int line_of(const struct found *f, const json_t *timeline)
{
    struct place place[WHERE] = {0};

    places(now.search.seen, f->pc, f->image, WHERE, place, NULL);
    for (int i = 0; i < WHERE; i++)
        if (place[i].line > 0)
            return place[i].line;
    for (size_t i = json_array_size(timeline); i-- > 0;) {
        const char *where = json_string_value(
            json_object_get(json_array_get(timeline, i), "where"));
        const char *colon = where ? strrchr(where, ':') : NULL;

        if (colon)
            return (int)strtol(colon + 1, NULL, 10);
    }
    return 0;
}

/* The losing execution once more, for everybody to see. */
_Noreturn static void tell(const struct found *f)
{
    char *schedule = schedule_text(&f->schedule);
    json_t *timeline = NULL;

    evidence("schedule", json_string(schedule ? schedule : ""));
    free(schedule);
    evidence("executions", json_integer(now.search.executions));
    if (search_replay(&now.search, &f->schedule) != OUTCOME_LOST)
        timeline = timeline_json(now.search.seen, places, NULL);
    if (f->kind == KIND_CRASH)
        advise(
            "时间线的最后一行就是崩溃：那里用的指针从哪里来，这时还能不能用？",
            "The timeline ends with the crash: where does the pointer used "
            "there come from, and is it still good at that time?");
    blame_line(line_of(f, timeline));
    evidence("timeline", timeline);
    fail(verdict_of(f->kind), "%s%.0s", "%.0s%s", f->zh, f->en);
}

/* A check may explore more than once: how much it tried in all. */
static void count(unsigned executions, int exhaustive)
{
    static const struct check *counted;
    static unsigned sum;
    static int all;

    if (counted != check_running()) {
        counted = check_running();
        sum = 0;
        all = 1;
    }
    sum += executions;
    all &= exhaustive;
    evidence("executions", json_integer(sum));
    evidence("exhaustive", json_boolean(all));
}

unsigned explore(unsigned kinds, const char *name, const char *format, ...)
{
    char request[TEXT];
    unsigned executions;
    int lost;
    size_t used = (size_t)snprintf(request, sizeof request, "%s ", name);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(request + used, sizeof request - used, format, arguments);
    va_end(arguments);
    if (!isolated)
        unsupported("没有命名空间，不能探索：各次执行会碰到同一个 /dev/shm",
                    "no namespaces, so nothing can be explored: executions "
                    "would meet in one /dev/shm");
    start();
    now.search =
        (struct search){.control = now.control,
                        .request = request,
                        .faults = plan.faults,
                        .kill = plan.kill,
                        .kinds = kinds_of(kinds),
                        .max_executions = plan.limit ? plan.limit : LIMIT,
                        .max_cost = plan.preemptions,
                        .random_walks = RANDOM_WALKS,
                        .prune = 1,
                        .alive = alive,
                        .after_each = count_well};
    memcpy(now.search.fault, plan.fault, sizeof plan.fault);
    lost = search_run(&now.search) == -1;
    if (lost && now.late_zh)
        fail(TIMEOUT, "%s%.0s", "%.0s%s", now.late_zh, now.late_en);
    if (lost)
        fail(FAIL, "探索的程序自己消失了", "the explored program vanished");
    if (now.search.unfollowed == OUTCOME_HANDLER)
        fail(FAIL,
             "信号处理函数在等待的进程里碰了别人看得到的东西：这里没法探索",
             "a signal handler did something that others can notice while its "
             "process was waiting: that cannot be explored");
    if (now.search.unfollowed)
        fail(FAIL, "产生的进程超过了 %d 个", "it makes more than %d processes",
             PROCESSES);
    if (now.search.worst)
        tell(now.search.worst);
    /* Kinds left to another check: it will tell. Here nothing was seen. */
    if (now.well == 0)
        fail(SKIPPED, "没有一次执行正常结束，别的什么也看不出来",
             "not one execution ended as it should, so nothing else can be "
             "seen");
    executions = now.search.executions;
    count(executions, now.search.exhaustive);
    check_held();
    explore_forget();
    return executions;
}
