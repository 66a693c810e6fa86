/* calls.c - read the record of the student's calls, plan failures */
#include "calls.h"
#include "../runtime/calls_kinds.h"
#include "../runtime/trace.h"
#include "check.h"
#include "where.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct call_shape {
    const char *name;
    int arguments, fails;
    int kind[TRACE_ARGS];
};

static const struct call_shape shapes[] = {
#include "calls_table.h"
};

enum { SHAPES = sizeof shapes / sizeof *shapes, SHOWN = 6 };

/* ---- the shared file ----------------------------------------------------- */

int calls_open(void)
{
    int fd = memfd_create("calls", MFD_CLOEXEC);

    if (fd == -1)
        return -1;
    if (ftruncate(fd, sizeof(struct trace_file)) == -1) {
        int saved = errno;

        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

static void get(const struct student *s, void *to, size_t size, size_t offset)
{
    if (pread(s->calls_fd, to, size, (off_t)offset) != (ssize_t)size)
        memset(to, 0, size); /* the student cut the file: nothing to tell */
}

static void put(struct student *s, const void *from, size_t size, size_t offset)
{
    if (pwrite(s->calls_fd, from, size, (off_t)offset) != (ssize_t)size)
        grader_error("plan a fault");
}

#define FIELD(member) offsetof(struct trace_file, member)

static int raw_call(const struct student *s, size_t i, struct trace_call *raw)
{
    if (i >= calls_made(s) || i >= TRACE_CALLS)
        return 0;
    get(s, raw, sizeof *raw, FIELD(call) + i * sizeof *raw);
    return raw->call < SHAPES;
}

/* ---- reading ------------------------------------------------------------- */

size_t calls_made(const struct student *s)
{
    uint32_t used = 0;

    get(s, &used, sizeof used, FIELD(used));
    return used;
}

int calls_get(const struct student *s, size_t i, struct call *c)
{
    struct trace_call raw;

    if (!raw_call(s, i, &raw))
        return 0;
    memset(c, 0, sizeof *c);
    c->name = shapes[raw.call].name;
    memcpy(c->argument, raw.argument, sizeof c->argument);
    c->result = raw.result;
    c->error = raw.error;
    c->planned = raw.state == 2;
    c->unfinished = raw.state == 0;
    c->snapshot = raw.snapshot;
    c->pid = raw.pid;
    c->time = raw.time;
    memcpy(c->string, raw.string, sizeof c->string - 1);
    return 1;
}

int calls_find(const struct student *s, size_t *i, const char *name,
               struct call *c)
{
    while (calls_get(s, *i, c)) {
        ++*i;
        if (strcmp(c->name, name) == 0)
            return 1;
    }
    return 0;
}

size_t calls_count(const struct student *s, size_t from, const char *name)
{
    struct call c;
    size_t n = 0;

    while (calls_find(s, &from, name, &c))
        n++;
    return n;
}

uint64_t calls_hash(const void *bytes, size_t size)
{
    return trace_hash(bytes, size);
}

/* ---- planning ------------------------------------------------------------ */

static void plan(struct student *s, const char *name, unsigned nth, int kind,
                 int64_t value)
{
    struct trace_plan p;
    size_t at = 0;

    for (size_t i = 0; i < SHAPES; i++)
        at += strcmp(shapes[i].name, name) == 0;
    if (at == 0) {
        errno = ENOSYS;
        grader_error("a fault for a call that is not in calls.tsv");
    }
    for (at = 0; at < TRACE_FAULTS; at++) {
        get(s, &p, sizeof p, FIELD(plan) + at * sizeof p);
        if (p.kind == FAULT_NONE)
            break;
    }
    if (at == TRACE_FAULTS) {
        errno = ENOSPC;
        grader_error("more planned faults than fit");
    }
    memset(&p, 0, sizeof p);
    snprintf(p.name, sizeof p.name, "%s", name);
    p.nth = nth;
    p.kind = (uint32_t)kind;
    p.value = value;
    put(s, &p, sizeof p, FIELD(plan) + at * sizeof p);
}

void calls_fail(struct student *s, const char *name, unsigned nth, int error)
{
    plan(s, name, nth, FAULT_ERRNO, error);
}

void calls_return(struct student *s, const char *name, unsigned nth,
                  long result)
{
    plan(s, name, nth, FAULT_RETURN, result);
}

void calls_short(struct student *s, const char *name, unsigned nth,
                 size_t count)
{
    plan(s, name, nth, FAULT_SHORT, (int64_t)count);
}

void calls_stop(struct student *s, const char *name, unsigned nth)
{
    plan(s, name, nth, FAULT_STOP, 0);
}

void calls_page_size(struct student *s, size_t page_size)
{
    uint32_t n = (uint32_t)page_size;

    put(s, &n, sizeof n, FIELD(page_size));
}

void calls_clock(struct student *s, clockid_t clock, int64_t ns)
{
    put(s, &ns, sizeof ns, FIELD(clock_ns) + (size_t)clock * sizeof ns);
}

static void plan_point(struct student *s, struct trace_point at)
{
    put(s, &at, sizeof at, FIELD(at));
}

void calls_kill_at(struct student *s, unsigned point, unsigned visits)
{
    plan_point(s, (struct trace_point){point, visits, SIGKILL, 0, 0, 0, 0});
}

void calls_exit_at(struct student *s, unsigned point, unsigned visits,
                   int status)
{
    plan_point(s, (struct trace_point){point, visits, 0, 0, status, 0, 0});
}

void calls_stop_at(struct student *s, unsigned point, unsigned visits)
{
    plan_point(s, (struct trace_point){point, visits, SIGSTOP, 0, 0, 0, 0});
}

void calls_stop_all_at(struct student *s, unsigned point)
{
    plan_point(s, (struct trace_point){point, 0, SIGSTOP, 1, 0, 0, 0});
}

unsigned calls_passed(const struct student *s)
{
    uint32_t passed = 0;

    get(s, &passed, sizeof passed, FIELD(at.passed));
    return passed;
}

int calls_met_at_point(const struct student *s)
{
    int32_t pid = 0;

    get(s, &pid, sizeof pid, FIELD(at.met));
    return pid;
}

void calls_no_plan(struct student *s)
{
    struct trace_plan none[TRACE_FAULTS];

    memset(none, 0, sizeof none);
    put(s, none, sizeof none, FIELD(plan));
    s->planned_from = calls_made(s);
}

int calls_planned(const struct student *s)
{
    struct call c;

    for (size_t i = s->planned_from; calls_get(s, i, &c); i++)
        if (c.planned)
            return 1;
    return 0;
}

/* ---- words --------------------------------------------------------------- */

struct flag {
    long bit;
    const char *name;
};

static const struct flag prots[] = {{PROT_READ, "PROT_READ"},
                                    {PROT_WRITE, "PROT_WRITE"},
                                    {PROT_EXEC, "PROT_EXEC"},
                                    {0, "PROT_NONE"}};
static const struct flag maps[] = {{MAP_SHARED, "MAP_SHARED"},
                                   {MAP_PRIVATE, "MAP_PRIVATE"},
                                   {MAP_FIXED, "MAP_FIXED"},
                                   {MAP_ANONYMOUS, "MAP_ANONYMOUS"},
                                   {MAP_POPULATE, "MAP_POPULATE"},
                                   {MAP_NORESERVE, "MAP_NORESERVE"},
                                   {0, "0"}};
static const struct flag syncs[] = {{MS_SYNC, "MS_SYNC"},
                                    {MS_ASYNC, "MS_ASYNC"},
                                    {MS_INVALIDATE, "MS_INVALIDATE"},
                                    {0, "0"}};
static const struct flag wait_flags[] = {
    {WNOHANG, "WNOHANG"},       {WUNTRACED, "WUNTRACED"}, {WEXITED, "WEXITED"},
    {WCONTINUED, "WCONTINUED"}, {WNOWAIT, "WNOWAIT"},     {0, "0"}};
static const struct flag opens[] = {
    {O_RDWR, "O_RDWR"},         {O_WRONLY, "O_WRONLY"},
    {O_CREAT, "O_CREAT"},       {O_EXCL, "O_EXCL"},
    {O_TRUNC, "O_TRUNC"},       {O_APPEND, "O_APPEND"},
    {O_CLOEXEC, "O_CLOEXEC"},   {O_NONBLOCK, "O_NONBLOCK"},
    {O_NOFOLLOW, "O_NOFOLLOW"}, {0, "O_RDONLY"}};

/* The last row, of bit 0, stands for "none of these". */
static void print_flags(FILE *out, long value, const struct flag *flags)
{
    const char *between = "";

    for (; flags->bit; flags++)
        if (value & flags->bit) {
            fprintf(out, "%s%s", between, flags->name);
            value &= ~flags->bit;
            between = "|";
        }
    if (value)
        fprintf(out, "%s0x%lx", between, value);
    else if (!*between)
        fputs(flags->name, out);
}

/* An address is told as a place in a mapping made before call number i. */
static void print_address(FILE *out, const struct student *s, size_t i,
                          uint64_t address)
{
    int number = 0, found = 0;
    uint64_t offset = 0;
    struct call c;

    if (address == 0 || address == UINT64_MAX) {
        fputs(address ? "MAP_FAILED" : "NULL", out);
        return;
    }
    for (size_t at = 0; at <= i && calls_find(s, &at, "mmap", &c);) {
        if (at > i + 1 || c.error)
            continue;
        number++;
        if (address - (uint64_t)c.result < (uint64_t)c.argument[1]) {
            found = number;
            offset = address - (uint64_t)c.result;
        }
    }
    if (!found)
        fputs("ptr", out);
    else if (offset)
        fprintf(out, "p%d+%llu", found, (unsigned long long)offset);
    else
        fprintf(out, "p%d", found);
}

/* A real moment differs from run to run: only one that follows from a planned
 * clock is told. */
static void print_time(FILE *out, const struct student *s, const struct call *c,
                       int kind, int64_t address)
{
    int64_t clock_ns[2];

    get(s, clock_ns, sizeof clock_ns, FIELD(clock_ns));
    if (address == 0)
        fputs("NULL", out);
    else if (kind == KIND_DEADLINE && clock_ns[0] == 0 && clock_ns[1] == 0)
        fputs("{...}", out);
    else
        fprintf(out, "{tv_sec=%lld, tv_nsec=%lld}", (long long)c->time.tv_sec,
                (long long)c->time.tv_nsec);
}

static void print_number(FILE *out, int kind, int64_t value)
{
    if (kind == KIND_MODE)
        fprintf(out, "%#llo", (unsigned long long)value & 07777);
    else if (kind == KIND_SIZE)
        fprintf(out, "%llu", (unsigned long long)value);
    else
        fprintf(out, "%lld",
                (long long)(kind == KIND_OFF ? value : (int)value));
}

static void print_clock(FILE *out, int64_t clock)
{
    if (clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC)
        fputs(clock == CLOCK_REALTIME ? "CLOCK_REALTIME" : "CLOCK_MONOTONIC",
              out);
    else
        fprintf(out, "%d", (int)clock);
}

static void print_argument(FILE *out, const struct student *s, size_t i,
                           const struct call *c, int kind, int64_t value)
{
    static const char *const whences[] = {"SEEK_SET", "SEEK_CUR", "SEEK_END"};

    switch (kind) {
    case KIND_PTR:
        print_address(out, s, i, (uint64_t)value);
        break;
    case KIND_STR:
        fprintf(out, value ? "\"%s\"" : "NULL", c->string);
        break;
    case KIND_PROT:
        print_flags(out, value, prots);
        break;
    case KIND_MAP:
        print_flags(out, value, maps);
        break;
    case KIND_MS:
        print_flags(out, value, syncs);
        break;
    case KIND_OPEN: /* the access mode is a number, O_RDONLY being 0 */
        if ((value & O_ACCMODE) == O_RDONLY && value != 0)
            fputs("O_RDONLY|", out);
        print_flags(out, value, opens);
        break;
    case KIND_WAIT:
        print_flags(out, value, wait_flags);
        break;
    case KIND_WHENCE:
        fputs(value >= 0 && value <= 2 ? whences[value] : "?", out);
        break;
    case KIND_SIGNAL:
        fputs(signal_word((int)value), out);
        break;
    case KIND_CLOCK:
        print_clock(out, value);
        break;
    case KIND_DEADLINE:
    case KIND_SPAN:
        print_time(out, s, c, kind, value);
        break;
    default:
        print_number(out, kind, value);
    }
}

static const struct call_shape *shape_of(const char *name)
{
    for (size_t i = 0; i < SHAPES; i++)
        if (strcmp(shapes[i].name, name) == 0)
            return &shapes[i];
    return NULL;
}

static const char *failed_word(int fails)
{
    switch (fails) {
    case FAILS_MAP_FAILED:
        return "MAP_FAILED ";
    case FAILS_SEM_FAILED:
        return "SEM_FAILED ";
    case FAILS_NULL:
        return "NULL ";
    case FAILS_MINUS:
        return "-1 ";
    default:
        return ""; /* the error number is the result */
    }
}

static void print_result(FILE *out, const struct student *s, size_t i,
                         const struct call *c, int fails)
{
    if (c->unfinished) {
        fputs(" ...", out);
        return;
    }
    if (c->error)
        fprintf(out, " = %s%s%s", failed_word(fails), error_word(c->error),
                c->planned ? " (injected)" : "");
    else if (fails == FAILS_MAP_FAILED) {
        fputs(" = ", out);
        print_address(out, s, i, (uint64_t)c->result);
    } else if (fails == FAILS_NULL || fails == FAILS_SEM_FAILED)
        fputs(" = ptr", out);
    else
        fprintf(out, " = %lld%s", (long long)c->result,
                c->planned ? " (injected)" : "");
}

/* O_CREAT decides whether open has a third argument; fcntl and others take
 * more than they are given. */
static int shown_arguments(const struct call *c, const struct call_shape *shape)
{
    if (strcmp(c->name, "open") == 0 && !(c->argument[1] & O_CREAT))
        return 2;
    if (strcmp(c->name, "openat") == 0 && !(c->argument[2] & O_CREAT))
        return 3;
    return shape->arguments;
}

char *calls_text(const struct student *s, size_t i)
{
    const struct call_shape *shape;
    struct call c;
    char *text = NULL;
    size_t size;
    FILE *out;
    int strings = 0;

    if (!calls_get(s, i, &c))
        return NULL;
    shape = shape_of(c.name);
    out = open_memstream(&text, &size);
    if (!out || !shape)
        return NULL;
    fprintf(out, "%s(", c.name);
    for (int a = 0; a < shown_arguments(&c, shape); a++) {
        fputs(a ? ", " : "", out);
        if (shape->kind[a] == KIND_STR && strings++ > 0)
            fputs("\"...\"", out); /* the record keeps only the first one */
        else
            print_argument(out, s, i, &c, shape->kind[a], c.argument[a]);
    }
    fputc(')', out);
    print_result(out, s, i, &c, shape->fails);
    fclose(out);
    return text;
}

void calls_blame_since(const struct student *s, size_t from, const char *name)
{
    size_t i = from;
    struct trace_call raw;
    struct call c;
    uint64_t pc;
    int line;

    if (!calls_find(s, &i, name, &c) || !raw_call(s, i - 1, &raw))
        return;
    pc = raw.pc - 1; /* the call is before the address it returns to */
    where_lines(&pc, 1, &line);
    blame_line(line);
}

void calls_blame(const struct student *s, const char *name)
{
    calls_blame_since(s, s->asked_from, name);
}

int calls_may_race(const struct student *s)
{
    struct call c;
    int pid = 0;

    if (calls_count(s, 0, "fork") > 0)
        return 1;
    for (size_t i = s->asked_from; calls_get(s, i, &c); i++) {
        if (pid != 0 && c.pid != pid)
            return 1;
        pid = c.pid;
    }
    return 0;
}

json_t *calls_evidence(const struct student *s, int *failed_line)
{
    size_t made = calls_made(s), first = s->asked_from;
    uint64_t pc[SHOWN];
    int line[SHOWN];
    json_t *list;
    size_t n = 0;

    if (made > TRACE_CALLS)
        made = TRACE_CALLS;
    if (made <= first)
        return NULL;
    if (made - first > SHOWN)
        first = made - SHOWN;
    for (size_t i = first; i < made; i++) {
        struct trace_call raw;

        pc[n++] = raw_call(s, i, &raw) ? raw.pc - 1 : 0;
    }
    where_lines(pc, n, line);
    *failed_line = 0;
    list = json_array();
    for (size_t i = 0; i < n; i++) {
        char *text = calls_text(s, first + i);
        struct call c;

        if (calls_get(s, first + i, &c) &&
            ((c.error && !c.planned) || c.unfinished) && line[i])
            *failed_line = line[i];

        if (text)
            json_array_append_new(
                list, json_pack("{s:s, s:i}", "call", text, "line", line[i]));
        free(text);
    }
    return list;
}
