/* err_util_checks.c - what must hold of err_format, err_sys and the others
 *
 * Facts used: B007 (a variable as a format), B029 and B030 (a message longer
 * than its buffer, a newline on a full one), B035 (what is in the buffer of
 * stdout). The bytes of buf are read from the process, those of stdout, stderr
 * and the system log from files that the checker keeps open.
 */
#include "chance.h"
#include "check.h"
#include "err_util.h"
#include "fixture.h"
#include "student.h"
#include "view.h"
#include "where.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <syslog.h>

/* As in the driver. */
enum {
    UNTOUCHED = 0x5a,
    MARGIN = 64,
    RECORDS = 2 << 20,
    MESSAGE_MAX = 16000,
    FAR = 8192, /* from the end of buf to the forbidden page */
    NESTED_CAP = 200
};

enum { CAP_MAX = 1100 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- what a line should be ----------------------------------------------- */

struct line {
    char bytes[MESSAGE_MAX + 512];
    size_t size; /* without the final 0 */
};

/* "abc...xyzabc...", as in the driver. */
static const char *alphabet(size_t length)
{
    static char text[MESSAGE_MAX + 1];

    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + i % 26);
    text[length] = '\0';
    return text;
}

static const struct line *line_of(const char *text, int errnum)
{
    static struct line line;

    line.size =
        (size_t)snprintf(line.bytes, sizeof line.bytes, "%s%s%s\n", text,
                         errnum ? ": " : "", errnum ? strerror(errnum) : "");
    return &line;
}

/* ---- telling ------------------------------------------------------------- */

/* Bytes as a C string would show them, long ones cut. */
static const char *quoted(const char *bytes, size_t n)
{
    static char text[4][400];
    static unsigned next;
    char *out = text[next++ % 4], *at = out;

    *at++ = '"';
    for (size_t i = 0; i < n && i < 90; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (c == '\n')
            at += sprintf(at, "\\n");
        else if (c < ' ' || c > '~')
            at += sprintf(at, "\\x%02x", c);
        else
            *at++ = (char)c;
    }
    sprintf(at, n > 90 ? "...\"" : "\"");
    return out;
}

static const char *errnum_word(int errnum)
{
    const char *name = errnum ? strerrorname_np(errnum) : "0";

    return name ? name : "99999";
}

/* What was seen must be what was wanted; `zh` and `en` name it. */
static void expect_bytes(const char *zh, const char *en, const char *seen,
                         size_t n, const char *want, size_t wanted)
{
    size_t at = first_difference(seen, want, n < wanted ? n : wanted);

    if (n < 90 && wanted < 90)
        expect(n == wanted && at == n, "%s%.0s是 %s，应为 %s",
               "%.0s%s is %s, expected %s", zh, en, quoted(seen, n),
               quoted(want, wanted));
    else
        expect(n == wanted && at == n,
               "%s%.0s有 %zu 字节，应为 %zu 字节；前 %zu 字节是对的",
               "%.0s%s has %zu bytes, expected %zu; the first %zu are right",
               zh, en, n, wanted, at);
}

/* ---- err_format, for one capacity or many -------------------------------- */

struct job {
    const char *name; /* of the message, see the driver */
    int n;            /* the number in it */
    int errnum;
    size_t first, last; /* capacities */
    size_t gap;
    int before; /* errno before the call */
};

/* What one call did. */
struct told {
    int ret, err;
    const char *before, *buf, *behind; /* MARGIN, cap and MARGIN bytes */
    char zh[128], en[128];             /* which call it was */
};

static unsigned char records[RECORDS];

static void fetch_records(struct student *s, const struct claim *c,
                          size_t count, size_t size)
{
    if (c->value[1] != size || count * size > sizeof records ||
        view_read(s->pid, c->value[0], records, count * size) !=
            (ssize_t)(count * size)) {
        errno = EPROTO;
        grader_error("the records of the driver");
    }
}

static size_t record_size(const struct job *j)
{
    return 2 * sizeof(int) + j->last + 2 * MARGIN;
}

static void format_all(struct student *s, const struct job *j)
{
    struct claim c;

    student_call(s, &c, "format %zu %zu %zu %d %d %d %s", j->first, j->last,
                 j->gap, j->errnum, j->before, j->n, j->name);
    fetch_records(s, &c, j->last - j->first + 1, record_size(j));
}

static void name_call(struct told *t, const struct job *j, size_t cap)
{
    const char *errnum = errnum_word(j->errnum);

    if (strcmp(j->name, "long") == 0) {
        snprintf(t->zh, sizeof t->zh, "cap %zu，信息 %d 字节，errnum %s", cap,
                 j->n, errnum);
        snprintf(t->en, sizeof t->en,
                 "cap %zu, message of %d byte(s), errnum %s", cap, j->n,
                 errnum);
    } else {
        snprintf(t->zh, sizeof t->zh, "cap %zu，errnum %s", cap, errnum);
        snprintf(t->en, sizeof t->en, "cap %zu, errnum %s", cap, errnum);
    }
}

static struct told told(const struct job *j, size_t cap)
{
    const unsigned char *r = records + (cap - j->first) * record_size(j);
    struct told t;

    memcpy(&t.ret, r, sizeof t.ret);
    memcpy(&t.err, r + sizeof t.ret, sizeof t.err);
    t.before = (const char *)r + 2 * sizeof(int);
    t.buf = t.before + MARGIN;
    t.behind = t.buf + cap;
    name_call(&t, j, cap);
    return t;
}

static size_t untouched_bytes(const char *bytes)
{
    size_t i = 0;

    while (i < MARGIN && bytes[i] == UNTOUCHED)
        i++;
    return i;
}

/* Nothing outside [buf, buf + cap) was written. */
static void expect_inside(const struct told *t, const struct job *j, size_t cap)
{
    expect(untouched_bytes(t->before) == MARGIN,
           "%s%.0s：buf 前面的字节被改动了",
           "%.0s%s: a byte before buf was changed", t->zh, t->en);
    if (j->gap < MARGIN)
        return;
    expect(untouched_bytes(t->behind) == MARGIN,
           "%s%.0s：buf[%zu] 被改动了，buf 的最后一个字节是 buf[cap - 1]",
           "%.0s%s: buf[%zu] was changed; the last byte of buf is "
           "buf[cap - 1]",
           t->zh, t->en, cap + untouched_bytes(t->behind));
}

static void expect_length(const struct told *t, size_t want)
{
    expect(t->ret == (int)want, "%s%.0s：返回 %d，整行需要 %zu 字节",
           "%.0s%s: returned %d, the whole line needs %zu bytes", t->zh, t->en,
           t->ret, want);
}

/* buf holds as much of the line as goes into cap bytes, cap >= 2. */
static void expect_line(const struct told *t, size_t cap,
                        const struct line *line)
{
    size_t text = line->size - 1, n = text < cap - 2 ? text : cap - 2;
    size_t same = first_difference(t->buf, line->bytes, n);

    expect(same == n,
           "%s%.0s：buf[%zu] 是 %s，应为 %s；整行应以 %zu 字节文字开头",
           "%.0s%s: buf[%zu] is %s, expected %s; %zu bytes of text should "
           "come first",
           t->zh, t->en, same, quoted(t->buf + same, 1),
           quoted(line->bytes + same, 1), n);
    expect(t->buf[n] == '\n' && t->buf[n + 1] == '\0',
           "%s%.0s：%zu 字节文字后面是 %s，应为换行和末尾的 0",
           "%.0s%s: behind %zu bytes of text there is %s, expected a newline "
           "and the final 0",
           t->zh, t->en, n, quoted(t->buf + n, 2));
}

/* ---- err_sys and err_quit ------------------------------------------------ */

/* Where the messages of a process go: files of ours. */
static struct fixture out, err, log_file;

/* Two processes in one check do not see each other's files. */
static struct student *start_apart(void)
{
    struct student *s;
    struct claim c;

    out = fixture_hole(0);
    err = fixture_hole(0);
    log_file = fixture_hole(0);
    s = student_start();
    student_call(s, &c, "into 1 %s", out.path);
    student_call(s, &c, "into 2 %s", err.path);
    student_call(s, &c, "log %s", log_file.path);
    return s;
}

static void set_daemon(struct student *s, int on)
{
    struct claim c;

    student_call(s, &c, "daemon %d", on);
}

enum { STACK_USED_KIB = 6 << 10 }; /* a right solution needs far less */

_Noreturn static void tell_killed(const struct cell_end *end, const char *name)
{
    int sig = WTERMSIG(end->status);

    evidence("signal", json_string(signal_word(sig)));
    if (sig == SIGXCPU)
        fail(TIMEOUT, "%s：用完了 CPU 时间还没有退出（死循环？）",
             "%s: it used up its CPU time without leaving (an endless loop?)",
             name);
    if (sig == SIGSEGV && end->usage.ru_maxrss > STACK_USED_KIB)
        fail(CRASH, "%s：栈用光了，进程被 SIGSEGV 终止（无穷递归？）",
             "%s: the stack is used up, the process was killed by SIGSEGV (a "
             "function that calls itself without end?)",
             name);
    if (end->signo == sig)
        blame_line(where_line(end));
    fail(CRASH, "%s：进程被 %s 终止，应自己以 exit(1) 退出",
         "%s: the process was killed by %s, it should have left by exit(1)",
         name, signal_word(sig));
}

enum how { SYS, QUIT };

static const char *const how_names[] = {"err_sys", "err_quit"};

/* Let it end by err_sys or err_quit; returns its exit status. */
static int leave(struct student *s, enum how how, int errnum, int n,
                 const char *name)
{
    struct cell_end end;

    expect(student_call_ends(s, &end, "%s %d %d %s",
                             how == SYS ? "sys" : "quit", errnum, n, name),
           "%s 返回了，进程应该已经退出",
           "%s returned, the process should have ended", how_names[how]);
    if (WIFSIGNALED(end.status))
        tell_killed(&end, how_names[how]);
    return WEXITSTATUS(end.status);
}

static void expect_status(enum how how, int errnum, int status)
{
    expect(status == 1, "errno 为 %s，%s：退出状态是 %d，应为 1",
           "errno %s, %s: the exit status is %d, expected 1",
           errnum == 256 ? "256" : errnum_word(errnum), how_names[how], status);
}

/* Everything in a file, with a 0 behind it. */
static const char *contents(const struct fixture *f, size_t *n)
{
    static char bytes[3][65536];
    static unsigned next;
    char *to = bytes[next++ % 3];

    *n = fixture_size(f);
    if (*n > sizeof bytes[0] - 1)
        *n = sizeof bytes[0] - 1;
    fixture_read(f, 0, to, *n);
    to[*n] = '\0';
    return to;
}

static void expect_stream(enum how how, const char *stream,
                          const struct fixture *f, const char *want)
{
    char zh[64], en[64];
    size_t n;
    const char *seen = contents(f, &n);

    snprintf(zh, sizeof zh, "%s 以后，%s 上的内容", how_names[how], stream);
    snprintf(en, sizeof en, "after %s, the text on %s", how_names[how], stream);
    expect_bytes(zh, en, seen, n, want, strlen(want));
}

static void expect_stderr(enum how how, const char *text, int errnum)
{
    expect_stream(how, "stderr", &err, line_of(text, errnum)->bytes);
}

/* ---- the system log ------------------------------------------------------ */

struct logged {
    int priority;
    char format[MESSAGE_MAX + 1024], text[MESSAGE_MAX + 1024];
};

/* The first message of the log; returns how many there are. */
static int read_log(struct logged *first)
{
    size_t size = fixture_size(&log_file), at = 0;
    int count = 0, head[3];

    memset(first, 0, sizeof *first);
    while (at + sizeof head <= size) {
        fixture_read(&log_file, at, head, sizeof head);
        at += sizeof head;
        if (head[1] < 0 || head[2] < 0)
            break;
        if (count++ == 0 && head[1] < (int)sizeof first->format &&
            head[2] < (int)sizeof first->text) {
            first->priority = head[0];
            fixture_read(&log_file, at, first->format, (size_t)head[1]);
            fixture_read(&log_file, at + (size_t)head[1], first->text,
                         (size_t)head[2]);
        }
        at += (size_t)head[1] + (size_t)head[2];
    }
    return count;
}

/* One message, of the right priority. */
static const struct logged *expect_log(enum how how)
{
    static struct logged l;
    int count = read_log(&l);

    expect(count == 1, "%s 以后，系统日志收到 %d 条信息，应为 1 条",
           "after %s the system log has %d message(s), expected 1",
           how_names[how], count);
    expect(LOG_PRI(l.priority) == LOG_ERR,
           "系统日志里的级别是 %d，应为 LOG_ERR（%d）",
           "the priority in the system log is %d, expected LOG_ERR (%d)",
           LOG_PRI(l.priority), LOG_ERR);
    return &l;
}

/* The same, with this text; it may have its newline or not. */
static void expect_logged(enum how how, const char *text, int errnum)
{
    const struct logged *l = expect_log(how);
    const struct line *want = line_of(text, errnum);
    size_t n = strlen(l->text);

    expect(strstr(l->format, "%n") == NULL,
           "送往系统日志时，信息自己成了格式：syslog 得到的格式是 %s",
           "on its way to the system log the message became the format: "
           "syslog was given the format %s",
           quoted(l->format, strlen(l->format)));
    if (n > 0 && l->text[n - 1] == '\n')
        n--;
    expect_bytes("系统日志里的信息", "the message in the system log", l->text,
                 n, want->bytes, want->size - 1);
}

static void expect_no_log(enum how how)
{
    static struct logged l;
    int count = read_log(&l);

    expect(count == 0, "err_set_daemon(0) 以后，%s 仍往系统日志送了 %d 条信息",
           "after err_set_daemon(0), %s still sent %d message(s) to the "
           "system log",
           how_names[how], count);
}

/* ---- the checks on err_format -------------------------------------------- */

static void stays_inside(struct student *s, const struct job *j)
{
    format_all(s, j);
    for (size_t cap = j->first; cap <= j->last; cap++) {
        struct told t = told(j, cap);

        expect_inside(&t, j, cap);
        expect(memchr(t.buf, '\0', cap), "%s%.0s：buf 里没有末尾的 0",
               "%.0s%s: no final 0 in buf", t.zh, t.en);
    }
}

/* First with room behind buf, where one byte too many can be named; then right
 * before a page that may not be touched. */
static void capacity_respected(void)
{
    static const int lengths[] = {0, 1, 60, 1020, 1500};
    static const size_t gaps[] = {FAR, 0};
    struct student *s = student_start();

    for (size_t gap = 0; gap < COUNT(gaps); gap++)
        for (size_t i = 0; i < COUNT(lengths); i++)
            for (int errnum = 0; errnum <= EACCES; errnum += EACCES)
                stays_inside(s, &(struct job){"long", lengths[i], errnum, 1,
                                              CAP_MAX, gaps[gap], 0});
    student_end(s);
}

static void exactly(struct student *s, const char *name, int n, int errnum,
                    const char *text)
{
    const struct job j = {name, n, errnum, 300, 300, FAR, 0};
    const struct line *line = line_of(text, errnum);
    struct told t;
    size_t seen;

    format_all(s, &j);
    t = told(&j, 300);
    seen = strnlen(t.buf, 300);
    expect_bytes("这一行", "the line", t.buf, seen, line->bytes, line->size);
    expect_length(&t, line->size);
}

static void line_exact(void)
{
    struct student *s = student_start();
    const int n = (int)chance_between(10, 99999);
    char text[32];

    snprintf(text, sizeof text, "open x: %d", n);
    exactly(s, "open", n, ENOENT, text);
    exactly(s, "open", n, 0, text);
    exactly(s, "plain", 0, 0, "plain");
    exactly(s, "empty", 0, 0, "");
    exactly(s, "long", 80, EACCES, alphabet(80));
    student_end(s);
}

static void cut_lines(struct student *s, int n, size_t last)
{
    for (int errnum = 0; errnum <= EACCES; errnum += EACCES) {
        const struct job j = {"long", n, errnum, 1, last, FAR, 0};
        const struct line *line = line_of(alphabet((size_t)n), errnum);
        struct told t;

        format_all(s, &j);
        t = told(&j, 1);
        expect(t.buf[0] == '\0', "%s%.0s：buf[0] 不是 0",
               "%.0s%s: buf[0] is not 0", t.zh, t.en);
        for (size_t cap = 2; cap <= last; cap++) {
            t = told(&j, cap);
            expect_line(&t, cap, line);
        }
    }
}

static void newline_kept(void)
{
    struct student *s = student_start();

    cut_lines(s, 20, 60);
    cut_lines(s, 1030, CAP_MAX);
    student_end(s);
}

static void needed_length(void)
{
    const int n = 700;
    struct student *s = student_start();

    for (int errnum = 0; errnum <= EACCES; errnum += EACCES) {
        const struct job j = {"long", n, errnum, 1, CAP_MAX, FAR, 0};
        size_t want = line_of(alphabet(n), errnum)->size;

        format_all(s, &j);
        for (size_t cap = 1; cap <= CAP_MAX; cap++) {
            struct told t = told(&j, cap);

            expect_length(&t, want);
        }
    }
    student_end(s);
}

/* cap 0 in front of room, then in front of a page not to be touched. */
static void nothing_written(struct student *s, int n, int errnum)
{
    size_t want = line_of(alphabet((size_t)n), errnum)->size;

    for (int i = 0; i < 2; i++) {
        const struct job j = {"long", n, errnum, 0, 0, i ? 0 : FAR, 0};
        struct told t;

        format_all(s, &j);
        t = told(&j, 0);
        expect(j.gap == 0 || untouched_bytes(t.behind) == MARGIN,
               "%s%.0s：写了 buf[%zu]，应该一个字节也不写",
               "%.0s%s: buf[%zu] was written, not a byte should be", t.zh, t.en,
               untouched_bytes(t.behind));
        expect_inside(&t, &j, 0);
        expect_length(&t, want);
    }
}

static void expect_invalid(long ret, int seen, const char *call)
{
    expect(ret == -1 && seen == EINVAL, "%s：返回 %ld（%s），应为 -1（EINVAL）",
           "%s: returned %ld (%s), expected -1 (EINVAL)", call, ret,
           error_word(seen));
}

static void null_arguments(struct student *s)
{
    const struct job j = {"null", 0, ENOENT, 50, 50, FAR, 0};
    struct claim c;
    struct told t;

    student_call(s, &c, "null-buf 5 %d 0 plain", ENOENT);
    expect_invalid(c.ret, c.err, "err_format(NULL, 5, ENOENT, \"plain\")");
    format_all(s, &j);
    t = told(&j, 50);
    expect_invalid(t.ret, t.err, "err_format(buf, 50, ENOENT, NULL)");
    expect(t.buf[0] == '\0',
           "err_format(buf, 50, ENOENT, NULL)：失败以后 buf 应为空字符串",
           "err_format(buf, 50, ENOENT, NULL): after the failure buf should be "
           "an empty string");
}

static void cap_zero(void)
{
    size_t want = line_of(alphabet(700), EACCES)->size;
    struct student *s = student_start();
    struct claim c;

    nothing_written(s, 3, 0);
    nothing_written(s, 700, EACCES);
    student_call(s, &c, "null-buf 0 %d 700 long", EACCES);
    expect(c.ret == (long)want,
           "buf 是 NULL，cap 是 0：返回 %ld（%s），整行需要 %zu 字节",
           "buf NULL, cap 0: returned %ld (%s), the whole line needs %zu bytes",
           c.ret, error_word(c.err), want);
    null_arguments(s);
    student_end(s);
}

static void errno_kept(void)
{
    static const int errnums[] = {0, ENOENT, 99999};
    struct student *s = student_start();
    const struct job by_m = {"errno", 0, 0, 300, 300, FAR, EXDEV};
    const struct line *line;
    struct told t;

    for (size_t i = 0; i < COUNT(errnums); i++) {
        const struct job j = {"long", 20, errnums[i], 0, 49, FAR, EXDEV};

        format_all(s, &j);
        for (size_t cap = 0; cap <= 49; cap++) {
            t = told(&j, cap);
            expect(t.err == EXDEV,
                   "%s%.0s：errno 从 EXDEV 变成了 %s，应保持原样",
                   "%.0s%s: errno went from EXDEV to %s, it must stay as it "
                   "was",
                   t.zh, t.en, errnum_word(t.err));
        }
    }
    format_all(s, &by_m);
    t = told(&by_m, 300);
    line = line_of(strerror(EXDEV), 0);
    expect_bytes("errno 为 EXDEV，格式是 \"%m\"：这一行",
                 "errno EXDEV, format \"%m\": the line", t.buf,
                 strnlen(t.buf, 300), line->bytes, line->size);
    student_end(s);
}

static void own_buffer(void)
{
    const struct job j = {"", 0, 0, 0, NESTED_CAP, FAR, 0};
    struct student *s = student_start();
    const struct line *line;
    struct claim c;
    const char *buf[2];

    student_call(s, &c, "nested %d", ENOENT);
    fetch_records(s, &c, 2, record_size(&j));
    for (int i = 0; i < 2; i++)
        buf[i] = (const char *)records + (size_t)i * record_size(&j) +
                 2 * sizeof(int) + MARGIN;
    line = line_of("first 7 <Q> last", ENOENT);
    expect_bytes("排到一半被打断的那一行", "the line that was interrupted",
                 buf[0], strnlen(buf[0], NESTED_CAP), line->bytes, line->size);
    line = line_of("open inner: 8", EACCES);
    expect_bytes("中间插进来的那一行", "the line in between", buf[1],
                 strnlen(buf[1], NESTED_CAP), line->bytes, line->size);
    student_end(s);
}

/* ---- the checks on err_sys, err_quit and err_set_daemon ------------------ */

static void long_lines(struct student *s)
{
    const struct job whole = {"long", 5000, EACCES, 6000, 6000, FAR, 0};
    const struct job cut = {"long", 5000, 0, CAP_MAX, CAP_MAX, FAR, 0};
    struct told t;

    format_all(s, &whole);
    t = told(&whole, 6000);
    expect_length(&t, line_of(alphabet(5000), EACCES)->size);
    expect_line(&t, 6000, line_of(alphabet(5000), EACCES));
    format_all(s, &cut);
    t = told(&cut, CAP_MAX);
    expect_length(&t, line_of(alphabet(5000), 0)->size);
    expect_line(&t, CAP_MAX, line_of(alphabet(5000), 0));
}

/* The part that must arrive whole, and a newline at the end. */
static void expect_long_end(enum how how, int n)
{
    size_t size;
    const char *seen = contents(&err, &size);
    size_t same =
        first_difference(seen, alphabet((size_t)n), size < 4096 ? size : 4096);

    expect(same == 4096,
           "%s，信息 %d 字节：stderr 上有 %zu 字节，只有前 %zu 字节是对的，至少"
           "应有 4096",
           "%s, message of %d bytes: stderr has %zu bytes, only the first %zu "
           "are right, at least 4096 should be",
           how_names[how], n, size, same);
    expect(seen[size - 1] == '\n', "%s，信息 %d 字节：行末不是换行",
           "%s, message of %d bytes: the line does not end in a newline",
           how_names[how], n);
}

static void long_message(void)
{
    struct student *s = start_apart();

    long_lines(s);
    leave(s, SYS, ENOENT, 4096, "long");
    expect_stderr(SYS, alphabet(4096), ENOENT);
    leave(start_apart(), QUIT, ENOENT, 4096, "long");
    expect_long_end(QUIT, 4096);
    leave(start_apart(), SYS, ENOENT, 5000, "long");
    expect_long_end(SYS, 5000);
    leave(start_apart(), QUIT, ENOENT, 15000, "long");
    expect_long_end(QUIT, 15000);
    s = start_apart();
    set_daemon(s, 1);
    leave(s, SYS, ENOENT, 4096, "long");
    expect_logged(SYS, alphabet(4096), ENOENT);
}

static void percent_is_data(void)
{
    const char *text = "%n%s%n 100%d"; /* as in the driver */
    struct student *s = start_apart();

    exactly(s, "percent", 0, ENOENT, text);
    leave(s, SYS, ENOENT, 0, "percent");
    expect_stderr(SYS, text, ENOENT);
    s = start_apart();
    set_daemon(s, 1);
    leave(s, SYS, ENOENT, 0, "percent");
    expect_logged(SYS, text, ENOENT);
}

/* Any value but 0 is on. What err_quit says is another check's business. */
static void daemon_switch(void)
{
    struct student *s = start_apart();

    set_daemon(s, 1);
    leave(s, SYS, ENOENT, 0, "bad");
    expect_logged(SYS, "bad word", ENOENT);
    expect_stream(SYS, "stderr", &err, "");
    s = start_apart();
    set_daemon(s, 2);
    leave(s, QUIT, ENOENT, 0, "bad");
    expect_log(QUIT);
    expect_stream(QUIT, "stderr", &err, "");
    s = start_apart();
    set_daemon(s, 1);
    set_daemon(s, 0);
    leave(s, SYS, ENOENT, 0, "bad");
    expect_no_log(SYS);
    expect_stderr(SYS, "bad word", ENOENT);
}

/* What stdout still has to print cannot go anywhere: flushing it fails. */
static struct student *start_with_stuck_stdout(void)
{
    struct student *s = start_apart();
    struct claim c;

    student_call(s, &c, "print pending");
    student_call(s, &c, "close 1");
    return s;
}

static void errno_told(void)
{
    leave(start_with_stuck_stdout(), SYS, ENOENT, 0, "plain");
    expect_stderr(SYS, "plain", ENOENT);
    leave(start_with_stuck_stdout(), SYS, ENOENT, 0, "errno");
    expect_stderr(SYS, strerror(ENOENT), ENOENT);
}

static void stdout_first(void)
{
    static const char want[] = "before|plain";

    for (enum how how = SYS; how <= QUIT; how++) {
        struct student *s = start_apart();
        struct claim c;
        const char *seen;
        size_t n;

        student_call(s, &c, "into 2 %s", out.path);
        student_call(s, &c, "print before|");
        leave(s, how, ENOENT, 0, "plain");
        seen = contents(&out, &n);
        expect(strncmp(seen, want, strlen(want)) == 0,
               "%s 以后，stdout 和 stderr 合在一起是 %s，应以 %s 开头",
               "after %s, stdout and stderr together are %s, expected to begin "
               "with %s",
               how_names[how], quoted(seen, n), quoted(want, strlen(want)));
    }
}

static void exit_status(void)
{
    static const int errnums[] = {EPERM, ENOENT, EACCES, ETIMEDOUT, 256};
    struct student *s;

    for (size_t i = 0; i < COUNT(errnums); i++)
        expect_status(SYS, errnums[i],
                      leave(start_apart(), SYS, errnums[i], 0, "plain"));
    for (size_t i = 1; i < COUNT(errnums); i += 3)
        expect_status(QUIT, errnums[i],
                      leave(start_apart(), QUIT, errnums[i], 0, "plain"));
    for (enum how how = SYS; how <= QUIT; how++) {
        s = start_apart();
        set_daemon(s, 1);
        expect_status(how, 256, leave(s, how, 256, 0, "plain"));
    }
}

static void quit_plain(void)
{
    leave(start_apart(), QUIT, 0, 0, "bad");
    expect_stderr(QUIT, "bad word", 0);
    leave(start_apart(), QUIT, ENOENT, 0, "bad");
    expect_stderr(QUIT, "bad word", 0);
}

static void stderr_closed(void)
{
    for (enum how how = SYS; how <= QUIT; how++) {
        struct student *s = start_apart();
        struct claim c;

        student_call(s, &c, "print out");
        student_call(s, &c, "close 2");
        expect_status(how, ENOENT, leave(s, how, ENOENT, 0, "plain"));
        expect_stream(how, "stdout", &out, "out");
    }
}

static const char *const functions[] = {"err_format", "err_set_daemon",
                                        "err_sys", "err_quit", NULL};

static const struct check checks[] = {
    {.id = "capacity_respected",
     .points = 4,
     .at = "err_format",
     .section = "errno",
     .title = {"不管 cap 多大，err_format 都不写到 buf 外面，末尾总有 0",
               "whatever cap is, err_format writes nothing outside buf and "
               "ends it with a 0"},
     .hint = {"把 cap 交给 vsnprintf；后面加的文字和换行也要算进剩下的空间。",
              "Give cap to vsnprintf; what is added behind it, the newline "
              "too, must fit the room that is left."},
     .think = {"画一排格子，cap 是 4，信息有 10 "
               "个字节。每次要写一个字节之前问一句：这是第几格？是谁告诉这一步"
               "一共有几格的？",
               "Draw a row of boxes for a cap of 4 and a message of 10 bytes. "
               "Before each byte ask: which box is this, and who has told this "
               "step how many there are?"},
     .run = capacity_respected},
    {.id = "line_exact",
     .points = 3,
     .needs = "capacity_respected",
     .at = "err_format",
     .section = "lab-err-util",
     .title = {"一行是信息、\": \" 和 errno 的文字、换行；errnum 是 0 时没有 "
               "errno 的文字",
               "the line is the message, \": \" and the text of errno, a "
               "newline; no text if errnum is 0"},
     .hint = {"短信息本来就对，修的时候别弄坏。",
              "Short messages were right before: do not break them."},
     .think = {"把报出来的那一行和应有的那一行上下对齐，从左往右比。第一处不同"
               "属于三段中的哪一段？那一段是由谁写的？",
               "Write the line that was seen and the one expected below each "
               "other, and compare from the left. Which of the three parts "
               "holds the first difference, and which code writes that part?"},
     .run = line_exact},
    {.id = "newline_kept",
     .points = 3,
     .needs = "capacity_respected",
     .at = "err_format",
     .section = "lab-err-util",
     .title = {"截短的一行仍然以换行结尾（cap 至少是 2）",
               "a line that was cut still ends in a newline (from cap 2 on)"},
     .hint = {"给换行和 0 留两个字节：文字最多用 cap - 2 个。",
              "Keep two bytes for the newline and the 0: the text may use cap "
              "- 2."},
     .think =
         {"cap 是 5，信息是 \"abcdefgh\"。在纸上写出 buf "
          "的五个格子，最后两格给谁？你的程序到加换行的时候，那一格还空着吗？",
          "With cap 5 and the message \"abcdefgh\", write down the five boxes "
          "of buf. Whose are the last two? When your program comes to the "
          "newline, is its box still free?"},
     .run = newline_kept},
    {.id = "needed_length",
     .points = 3,
     .needs = "capacity_respected",
     .at = "err_format",
     .section = "lab-err-util",
     .title =
         {"返回的是整行需要的长度，截短了也一样",
          "the result is the length of the whole line, also if it was cut"},
     .hint = {"vsnprintf 返回的就是不截短时的长度；再加上后面的文字和换行。",
              "vsnprintf returns the length before cutting; add what follows "
              "and the newline."},
     .think =
         {"调用者拿着 100 字节的缓冲区来，想知道下次该准备多大。如果你去数 buf "
          "里有多少字节，它能得到答案吗？",
          "A caller comes with a buffer of 100 bytes and wants to know how "
          "large the next one should be. Does it learn that if you count the "
          "bytes in buf?"},
     .run = needed_length},
    {.id = "cap_zero",
     .points = 2,
     .at = "err_format",
     .section = "lab-err-util",
     .title = {"cap 是 0 时一个字节也不写，仍然返回长度；这时 buf 可以是 NULL",
               "with cap 0 not a byte is written, the length is returned all "
               "the same, and buf may be NULL"},
     .hint = {"cap - 1 在 cap 是 0 时是一个巨大的数。vsnprintf(NULL, 0, ...) "
              "只算长度。",
              "With cap 0, cap - 1 is a huge number. vsnprintf(NULL, 0, ...) "
              "works out the length only."},
     .think = {"用 cap 为 0 把函数走一遍，在每个用到 cap 或 buf "
               "的地方停下来：这里算出的是什么数？这里碰了哪个字节？再用 buf "
               "为 NULL、fmt 为 NULL 各走一遍。",
               "Walk through the function with cap 0, and stop wherever cap or "
               "buf is used: what number comes out, and which byte is touched? "
               "Then once more with buf NULL, and with fmt NULL."},
     .run = cap_zero},
    {.id = "long_message",
     .points = 3,
     .needs = "capacity_respected",
     .at = "err_sys",
     .section = "lab-err-util",
     .title = {"4096 字节的信息完整送出；5000 字节的不越界，行末还是换行",
               "a message of 4096 bytes is sent whole; one of 5000 does no "
               "harm and still ends in a newline"},
     .hint = {"vsprintf 不知道缓冲区多大。err_sys 的缓冲区要装下 4096 字节再加 "
              "errno 的文字。",
              "vsprintf does not know the buffer. That of err_sys must hold "
              "4096 bytes and the text of errno."},
     .think = {"列出信息从参数走到 stderr "
               "经过的每一个缓冲区，旁边写上大小。最小的那个，装得下 4096 "
               "字节的信息和它后面的一切吗？",
               "List every buffer that the message passes on its way from the "
               "arguments to stderr, each with its size. Does the smallest "
               "hold a message of 4096 bytes and all that follows it?"},
     .run = long_message},
    {.id = "percent_is_data",
     .points = 3,
     .needs = "capacity_respected",
     .at = "err_set_daemon",
     .section = "building",
     .title = {"信息里的 %n 和 %s 原样到达 stderr 和系统日志",
               "a %n or a %s in a message arrives as it is, on stderr and in "
               "the system log"},
     .hint = {"用 syslog(LOG_ERR, \"%s\", line)：数据从不作格式。",
              "syslog(LOG_ERR, \"%s\", line): data is never the format."},
     .think =
         {"有个文件名叫 100%n，它进了信息。从这里起，每一个会解读 % "
          "的函数都画一个圈：这个名字到那里时，站在格式的位置，还是参数的位置"
          "？",
          "A file is called 100%n, and its name is in the message. From there "
          "on, draw a circle round every function that reads meaning into a %: "
          "does the name get there as the format or as an argument?"},
     .run = percent_is_data},
    {.id = "daemon_switch",
     .points = 1,
     .needs = "capacity_respected",
     .at = "err_set_daemon",
     .section = "lab-err-util",
     .title = {"打开以后只进系统日志，级别 LOG_ERR；关掉以后只到 stderr",
               "once on, messages go to the log only, with LOG_ERR; once off "
               "again, to stderr only"},
     .hint = {"记住最后一次的 on；两个去处只走一个。",
              "Remember the last value of on; take one way only."},
     .think = {"画一个道岔：一根轨道进来，两根出去。on 先是 1，后来又是 "
               "0：道岔现在指着哪边？列车会不会两边都去？",
               "Draw a railway switch, one track in and two out. After an on "
               "of 1, and then of 0, where does it point? Can the train go "
               "both ways at once?"},
     .run = daemon_switch},
    {.id = "errno_kept",
     .points = 2,
     .needs = "capacity_respected",
     .at = "err_format",
     .section = "errno",
     .title = {"err_format 不改变 errno", "err_format leaves errno alone"},
     .hint = {"进来时存下 errno，返回前放回去。",
              "Save errno on entry, put it back before returning."},
     .think =
         {"err_format 是不是每一条成功的路都从同一扇门出去？在每一个 return "
          "旁边写下：这时 errno 是谁留下的？",
          "Do all the ways through err_format that succeed leave by the same "
          "door? Beside each return write down who was the last to set errno."},
     .run = errno_kept},
    {.id = "errno_told",
     .points = 3,
     .needs = "capacity_respected",
     .at = "err_sys",
     .section = "errno",
     .title = {"err_sys 说的是被调用那一刻的 errno，哪怕刷新 stdout 失败",
               "err_sys tells errno as it was when it was called, even if "
               "flushing stdout fails"},
     .hint = {"errno 要在第一行就存下来，fflush 也会改它。",
              "Save errno in the first line: fflush changes it too."},
     .think = {"errno 是一块黑板，谁失败了都可以擦掉重写。从 err_sys "
               "的第一行到你读它的那一行，中间有谁走过这块黑板？",
               "errno is a blackboard: whoever fails may wipe it and write "
               "anew. Who walks past it between the first line of err_sys and "
               "the line that reads it?"},
     .run = errno_told},
    {.id = "stdout_first",
     .points = 2,
     .needs = "capacity_respected",
     .at = "err_sys",
     .section = "fork",
     .title = {"先打印的先出现：写 stderr 之前刷新 stdout",
               "what was printed first is seen first: stdout is flushed before "
               "stderr is written"},
     .hint = {"stdout 接到管道时是满缓冲的；先 fflush(stdout)。",
              "stdout is fully buffered in a pipe: call fflush(stdout) first."},
     .think = {"程序先 printf 再报错，两样都进同一个文件。printf "
               "的文字此刻在文件里，还是在进程自己的缓冲区里？stderr 的呢？",
               "The program prints, then tells of an error, both into the same "
               "file. Where is the printed text at that moment: in the file, "
               "or still in a buffer of the process? And that for stderr?"},
     .run = stdout_first},
    {.id = "exit_status",
     .points = 2,
     .needs = "capacity_respected",
     .at = "err_sys",
     .section = "errno",
     .title = {"退出状态正好是 1，不管 errno 是多少",
               "the exit status is exactly 1, whatever errno is"},
     .hint = {"退出状态只有 8 位，errno 不是退出状态：exit(1)。",
              "An exit status has 8 bits, and errno is not one: exit(1)."},
     .think =
         {"在终端里运行 sh -c 'exit 256'; echo $? ，再换成 "
          "257。父进程看到的是什么？它会以为程序成功了吗？",
          "Run sh -c 'exit 256'; echo $? in a terminal, then with 257. What "
          "does the parent see, and might it believe that all went well?"},
     .run = exit_status},
    {.id = "quit_plain",
     .points = 1,
     .needs = "capacity_respected",
     .at = "err_quit",
     .section = "lab-err-util",
     .title = {"err_quit 的一行里没有 errno 的文字",
               "err_quit prints no text for errno"},
     .hint = {"错误不是系统调用给的，就没有 errno 可说。",
              "If no system call failed there is no errno to tell."},
     .think = {"用户少给了一个参数，程序用 err_quit 抱怨。这时的 errno "
               "是谁留下的？把它念出来，会帮到用户，还是误导他？",
               "A user forgot an argument, and the program complains by "
               "err_quit. Who set errno last, and does reading it out help the "
               "user or mislead him?"},
     .run = quit_plain},
    {.id = "stderr_closed",
     .points = 1,
     .needs = "capacity_respected",
     .at = "err_sys",
     .section = "errno",
     .title = {"描述符 2 关闭时，stdout 的内容照样写出，退出状态还是 1",
               "with descriptor 2 closed stdout still arrives, and the status "
               "is still 1"},
     .hint = {"写不进 stderr 时没有地方可以报告了：安静地退出。",
              "If stderr cannot be written there is nowhere left to tell: "
              "leave quietly."},
     .think =
         {"报错本身失败了，再去报告这个错误，会走到哪里？顺着调用画箭头，看看有"
          "没有画成一个圈。",
          "Telling of an error has failed. Where does telling of that lead? "
          "Draw an arrow for each call, and see whether they make a circle."},
     .run = stderr_closed},
    {.id = "own_buffer",
     .points = 2,
     .needs = "capacity_respected",
     .at = "err_format",
     .section = "lab-err-util",
     .title =
         {"排到一半又被调用一次，两行互不影响",
          "a second call half-way through the first disturbs neither line"},
     .hint = {"静态缓冲区是所有调用共用的；用 buf 本身或者局部变量。",
              "A static buffer is shared by all calls; use buf itself, or "
              "local variables."},
     .think = {"两个人同时进了 err_format，各带着自己的 "
               "buf。把函数里的每个变量问一遍：它有两份，还是只有一份？",
               "Two callers are inside err_format at the same time, each with "
               "a buf of its own. Ask of every variable in there: are there "
               "two of it, or one?"},
     .run = own_buffer},
    {0},
};

const struct lab lab = {
    .name = "err_util",
    .number = "1.3",
    .chapter = "01-toolbox",
    .title = {"修好出错函数", "repair an error printer"},
    .functions = functions,
    .checks = checks,
};
