/* student.c - a session with one process of the student's */
#include "student.h"
#include "../supervisor/text.h"
#include "autopsy.h"
#include "calls.h"
#include "check.h"
#include "fixture.h"
#include "view.h"
#include "where.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Generous on purpose: a right solution needs milliseconds, and the limits
 * only end what would never end by itself. */
static const struct cell_limits limits = {.wall_ms = 10000,
                                          .cpu_s = 2,
                                          .memory_mb = 256,
                                          .file_mb = 8,
                                          .processes = 24,
                                          .descriptors = 32};

enum { MORE_TIME = 5 }; /* times the wall limit */

static const char *program, *hidden_folder;
static struct student sessions[STUDENTS_MAX];
static struct student *last; /* the one that was asked last */

void student_program(const char *path, const char *hide)
{
    program = path;
    hidden_folder = hide;
    where_program(path);
}

const char *student_folder(void)
{
    static char folder[128];
    const char *slash = strrchr(program, '/');

    snprintf(folder, sizeof folder, "%.*s",
             slash ? (int)(slash + 1 - program) : 0, program);
    return folder;
}

void student_hidden(struct cell_spec *spec)
{
    spec->hide = hidden_folder;
}

/* ---- names --------------------------------------------------------------- */

const char *error_word(int err)
{
    const char *name = err ? strerrorname_np(err) : NULL;

    return name ? name : "errno 0";
}

const char *signal_word(int signo)
{
    static char word[32];
    const char *name = sigabbrev_np(signo);

    if (!name)
        return "?";
    snprintf(word, sizeof word, "SIG%s", name);
    return word;
}

const char *si_code_word(int signo, int si_code)
{
    if (signo == SIGSEGV && si_code == SEGV_MAPERR)
        return "SEGV_MAPERR";
    if (signo == SIGSEGV && si_code == SEGV_ACCERR)
        return "SEGV_ACCERR";
    if (signo == SIGBUS && si_code == BUS_ADRERR)
        return "BUS_ADRERR";
    return "";
}

/* ---- how a session can go wrong ------------------------------------------ */

static void forget(struct student *s)
{
    close(s->channel);
    close(s->output);
    s->running = 0;
}

/* End a process that will not end by itself; how it ended says nothing. */
static void put_down(struct student *s)
{
    struct cell_end end;

    cell_kill(&s->cell);
    cell_wait(&s->cell, &end);
    forget(s);
}

/* The record outlives the process: it explains how it ended. */
static void close_calls(struct student *s)
{
    if (s->calls_fd > 0)
        close(s->calls_fd);
    s->calls_fd = 0;
}

static struct student *free_session(void)
{
    for (int i = 0; i < STUDENTS_MAX; i++)
        if (!sessions[i].running) {
            close_calls(&sessions[i]);
            return &sessions[i];
        }
    errno = EMFILE;
    grader_error("more processes than one check may have");
}

static void evidence_printed(const struct student *s)
{
    size_t room = sizeof s->printed - 1;
    char *text;

    if (s->printed_total == 0)
        return;
    /* Bytes that are not UTF-8 would make the whole record unwritable. */
    text = valid_utf8(s->printed,
                      s->printed_total < room ? s->printed_total : room);
    evidence("printed", text ? json_string(text) : NULL);
    free(text);
}

_Noreturn static void tell_signal(const struct student *s,
                                  const struct cell_end *end, const char *in)
{
    char *why_zh, *why_en;
    int sig = WTERMSIG(end->status);
    const char *code = end->signo == sig ? si_code_word(sig, end->si_code) : "";

    evidence("signal", json_string(signal_word(sig)));
    if (*code)
        evidence("si_code", json_string(code));
    if (end->signo == sig)
        blame_line(where_line(end));
    if (sig == SIGXCPU)
        fail(TIMEOUT, "%s 用完了 %u 秒 CPU 时间还没有返回（死循环？）",
             "%s used up %u s of CPU time without returning (an endless "
             "loop?)",
             in, limits.cpu_s);
    if (sig == SIGSYS)
        fail(FAIL, "%s 做了一次系统调用，而这里一次也不需要",
             "%s made a system call, and none is needed here", in);
    autopsy(s, end, &why_zh, &why_en);
    fail(CRASH, "%s：进程被 %s%s%s 终止%s%s%.0s%.0s",
         "%s: the process was killed by %s%s%s%.0s%.0s%s%s", in,
         signal_word(sig), *code ? " / " : "", code, why_zh ? "：" : "",
         why_zh ? why_zh : "", why_en ? ": " : "", why_en ? why_en : "");
}

_Noreturn static void tell_end(const struct student *s,
                               const struct cell_end *end, const char *in)
{
    if (end->setup_errno) {
        errno = end->setup_errno;
        grader_error(end->setup_step);
    }
    if (end->timed_out)
        fail(TIMEOUT, "%s 里的进程到了时间还没有结束",
             "the process in %s had not ended when its time was up", in);
    if (end->lost)
        fail(CRASH, "进程在 %s 里消失了（内存用尽？）",
             "the process vanished in %s (out of memory?)", in);
    if (WIFSIGNALED(end->status))
        tell_signal(s, end, in);
    fail(FAIL, "%s 没有返回，整个进程就以状态 %d 结束了",
         "%s never returned: the whole process ended with status %d", in,
         WEXITSTATUS(end->status));
}

/* What each process does at this moment: the program's own, and below it those
 * it made. */
static void note_processes(json_t *list, pid_t pid, int depth)
{
    enum { CHILDREN = 32, DEEPEST = 4 };
    pid_t children[CHILDREN];
    char state = '?', call[64] = "";
    int n;

    if (view_stuck(pid, &state, call, sizeof call) == 0)
        json_array_append_new(list, json_pack("{s:s%, s:s, s:i}", "state",
                                              &state, (size_t)1, "syscall",
                                              call, "depth", depth));
    n = depth < DEEPEST ? view_children(pid, children, CHILDREN) : 0;
    for (int i = 0; i < n; i++)
        note_processes(list, children[i], depth + 1);
}

/* The wall limit is reached: say what the process is doing, then end it. */
_Noreturn static void tell_stuck(struct student *s, const char *in)
{
    json_t *processes = json_array();
    char state = '?', call[64] = "";

    note_processes(processes, s->pid, 0);
    evidence("processes", processes);
    view_stuck(s->pid, &state, call, sizeof call);
    put_down(s);
    evidence("state", json_stringn(&state, 1));
    evidence("syscall", json_string(call));
    if (*call)
        fail(TIMEOUT,
             "%1$s 在 %2$u 秒后还没有返回：进程睡在系统调用 %3$s 里（状态 "
             "%4$c）",
             "%1$s had not returned after %2$u s: the process sleeps in the "
             "system call %3$s (state %4$c)",
             in, limits.wall_ms / 1000, call, state);
    fail(TIMEOUT, "%1$s 在 %2$u 秒后还没有返回（进程状态 %3$c）",
         "%1$s had not returned after %2$u s (process state %3$c)", in,
         limits.wall_ms / 1000, state);
}

_Noreturn static void tell_flood(struct student *s)
{
    put_down(s);
    fail(FAIL, "打印了超过 %d 字节，已被终止",
         "it printed more than %d bytes and was stopped", PRINTED_MAX);
}

/* ---- packets ------------------------------------------------------------- */

/* Take what it printed: the beginning is kept for the report, the rest only
 * counted. */
static void drain(struct student *s)
{
    char buf[4096];
    ssize_t n = read(s->output, buf, sizeof buf);

    if (n <= 0)
        return;
    if (s->printed_total < sizeof s->printed - 1) {
        size_t room = sizeof s->printed - 1 - s->printed_total;

        memcpy(s->printed + s->printed_total, buf,
               (size_t)n < room ? (size_t)n : room);
    }
    s->printed_total += (size_t)n;
    if (s->printed_total > PRINTED_MAX)
        tell_flood(s);
}

static void send_request(struct student *s, const char *format, va_list args)
{
    static char packet[PACKET_MAX];
    int n = vsnprintf(packet, sizeof packet, format, args);

    last = s;
    s->asked_from = calls_made(s);

    if (n < 0 || (size_t)n >= sizeof packet) {
        errno = EMSGSIZE;
        grader_error("a request to the driver");
    }
    /* EPIPE: it has ended already. EAGAIN: it does not listen. Waiting for the
     * answer will tell. */
    if (send(s->channel, packet, (size_t)n, MSG_NOSIGNAL | MSG_DONTWAIT) ==
            -1 &&
        errno != EPIPE && errno != ECONNRESET && errno != EAGAIN)
        grader_error("send to the driver");
}

/* The wall limit is for what sleeps. A process that wants to run but is not
 * let, on a machine that is busy, gets more: the CPU limit ends a loop. */
static int wants_to_run(struct student *s)
{
    char state = '?', call[64];
    pid_t pid = s->pid ? s->pid : cell_student(&s->cell);

    return view_stuck(pid, &state, call, sizeof call) == 0 && state == 'R';
}

/* Wait until it says something, at most `most` milliseconds (-1: the wall
 * limit): 1 an answer or its end is there, 0 not yet. */
static int listen_to(struct student *s, int most)
{
    struct pollfd p[2] = {{.fd = s->channel, .events = POLLIN},
                          {.fd = s->output, .events = POLLIN}};
    int64_t left = s->cell.deadline_ms - now_ms();
    int wait = left > 0 ? (int)left : 0;
    int ready = poll(p, 2, most >= 0 && most < wait ? most : wait);

    if (ready == -1)
        return 0; /* a signal: look again */
    if (ready == 0 && left > 0 && most >= 0)
        return 0;
    if (ready == 0 && s->more_time < MORE_TIME && wants_to_run(s)) {
        s->more_time++;
        s->cell.deadline_ms += limits.wall_ms;
        return 0;
    }
    if (ready == 0)
        tell_stuck(s, check_running()->at);
    if (p[1].revents & POLLIN)
        drain(s);
    return (p[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0;
}

/* Wait for the answer: 1 here it is, 0 the process has ended. */
static int receive(struct student *s, char *answer, size_t size)
{
    for (;;) {
        ssize_t n;

        if (!listen_to(s, -1))
            continue;
        n = recv(s->channel, answer, size - 1, MSG_DONTWAIT);
        if (n == -1 && (errno == EAGAIN || errno == EINTR))
            continue;
        if (n <= 0)
            return 0;
        answer[n] = '\0';
        return 1;
    }
}

static void collect_end(struct student *s, struct cell_end *end)
{
    shutdown(s->channel, SHUT_RDWR); /* end of file: the driver's loop ends */
    cell_wait(&s->cell, end);
    drain(s);
    evidence_printed(s);
    forget(s);
}

/* ---- the interface ------------------------------------------------------- */

static void open_channels(int channel[2], int output[2])
{
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, channel) == -1)
        grader_error("socketpair");
    if (pipe2(output, O_CLOEXEC | O_NONBLOCK) == -1)
        grader_error("pipe");
    /* The student's end blocks, like a terminal or a file would. */
    if (fcntl(output[1], F_SETFL, 0) == -1)
        grader_error("fcntl");
}

struct student *student_start(void)
{
    struct student *s = free_session();
    const char *argv[] = {program, NULL};
    int channel[2], output[2];
    char hello[16];

    open_channels(channel, output);
    struct cell_spec spec = {
        .argv = argv,
        .cwd = work_folder,
        .hide = hidden_folder,
        .fd = {-1, output[1], output[1], channel[1], -1},
        .allow = lab.allow,
        .limits = limits,
    };

    if (lab.file_mb)
        spec.limits.file_mb = lab.file_mb;
    if (lab.processes)
        spec.limits.processes = lab.processes;
    memset(s, 0, sizeof *s);
    s->calls_fd = calls_open();
    if (s->calls_fd == -1)
        grader_error("a file for the calls");
    spec.fd[4] = s->calls_fd;
    if (cell_start(&s->cell, &spec) == -1)
        grader_error("start a cell");
    close(channel[1]);
    close(output[1]);
    s->channel = channel[0];
    s->output = output[0];
    s->running = 1;
    if (!receive(s, hello, sizeof hello)) {
        struct cell_end end;

        collect_end(s, &end);
        tell_end(s, &end, "main");
    }
    s->pid = cell_student(&s->cell);
    return s;
}

static void hear(struct student *s, char *answer, size_t size)
{
    struct cell_end end;

    if (receive(s, answer, size))
        return;
    collect_end(s, &end);
    tell_end(s, &end, check_running()->at);
}

void student_ask(struct student *s, char *answer, size_t size,
                 const char *format, ...)
{
    va_list args;

    va_start(args, format);
    send_request(s, format, args);
    va_end(args);
    hear(s, answer, size);
}

void student_begin(struct student *s, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    send_request(s, format, args);
    va_end(args);
}

int student_working(struct student *s)
{
    return !listen_to(s, 1); /* millisecond: not to burn the CPU it needs */
}

void student_call(struct student *s, struct claim *claim, const char *format,
                  ...)
{
    va_list args;

    va_start(args, format);
    send_request(s, format, args);
    va_end(args);
    student_finish(s, claim);
}

void student_finish(struct student *s, struct claim *claim)
{
    char answer[512], *at = answer, *end;

    hear(s, answer, sizeof answer);
    memset(claim, 0, sizeof *claim);
    claim->ret = strtol(at, &at, 10);
    claim->err = (int)strtol(at, &at, 10);
    while (claim->values < CLAIM_VALUES) {
        uint64_t value = strtoull(at, &end, 0);

        if (end == at)
            break;
        claim->value[claim->values++] = value;
        at = end;
    }
}

int student_call_ends(struct student *s, struct cell_end *end,
                      const char *format, ...)
{
    char answer[512];
    va_list args;

    va_start(args, format);
    send_request(s, format, args);
    va_end(args);
    if (receive(s, answer, sizeof answer))
        return 0;
    collect_end(s, end);
    if (end->setup_errno || end->lost || end->timed_out)
        tell_end(s, end, check_running()->at);
    return 1;
}

void student_end(struct student *s)
{
    struct cell_end end;

    collect_end(s, &end);
    if (end.timed_out)
        fail(TIMEOUT, "最后一次调用之后，进程没有结束",
             "the process did not end after the last call");
    if (end.setup_errno || end.lost || end.status != 0)
        tell_end(s, &end, check_running()->at);
    if (end.left > 0) {
        evidence("leaks", json_pack("[{s:s, s:i}]", "kind", "process", "count",
                                    end.left));
        fail(LEAK, "留下了 %d 个还在运行的进程",
             "it left %d process(es) running", end.left);
    }
}

void student_storm(struct student *s, unsigned ms, int restart)
{
    struct claim c;

    student_call(s, &c, "storm %u %d", ms, restart);
}

void student_nosys(struct student *s)
{
    struct claim c;

    student_call(s, &c, "nosys");
}

void students_must_have_ended(void)
{
    for (int i = 0; i < STUDENTS_MAX; i++)
        if (sessions[i].running) {
            errno = EBUSY;
            grader_error("a check left a session open");
        }
}

void students_explain(void)
{
    int line = 0, racing;

    if (!last || last->calls_fd <= 0)
        return;
    /* In which order several processes were recorded, and how far each had
     * come, was up to the kernel: worth showing, but nothing follows from it. */
    racing = calls_may_race(last);
    if (racing)
        evidence("racing", json_true());
    evidence("trace", calls_evidence(last, &line));
    if (!racing)
        suggest_line(line);
}

void students_kill(void)
{
    for (int i = 0; i < STUDENTS_MAX; i++) {
        if (sessions[i].running)
            put_down(&sessions[i]);
        close_calls(&sessions[i]);
    }
    last = NULL;
}
