/* trace.c - record the student's calls, and make the planned ones fail */
#include "trace.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct call_shape {
    const char *name;
    int arguments, fails;
    int kind[TRACE_ARGS];
};

#include "calls_kinds.h"

static const struct call_shape shapes[] = {
#include "calls_table.h"
};

/* Before main opens the shared file, what a constructor calls goes here. */
static struct trace_file early, *file = &early;
static struct trace_call nowhere; /* takes what no longer fits */

void trace_open(void)
{
    void *p = mmap(NULL, sizeof *file, PROT_READ | PROT_WRITE, MAP_SHARED,
                   TRACE_FD, 0);

    if (p == MAP_FAILED)
        _exit(122);
    file = p;
    close(TRACE_FD);
}

static struct trace_plan *plan_of(const struct trace_call *c)
{
    return c->plan ? &file->plan[c->plan - 1] : NULL;
}

static int returns_null(int fails)
{
    return fails == FAILS_NULL || fails == FAILS_SEM_FAILED;
}

/* The string is copied: it may be gone when the checker looks. An address
 * that cannot be read would kill us instead of failing the call with EFAULT;
 * that is the student's mistake and shows as such. */
static void copy_string(struct trace_call *c, const char *string)
{
    if (string && !c->string[0])
        strncpy(c->string, string, TRACE_STRING - 1);
}

static void copy_time(struct trace_call *c, const struct timespec *time)
{
    if (time)
        c->time = *time;
}

struct trace_call *trace_begin(unsigned call, void *pc, int n, ...)
{
    int saved = errno;
    uint32_t at = atomic_fetch_add((_Atomic uint32_t *)&file->used, 1);
    struct trace_call *c = at < TRACE_CALLS ? &file->call[at] : &nowhere;
    va_list arguments;

    memset(c, 0, sizeof *c);
    c->call = call;
    c->arguments = (uint32_t)n;
    c->pc = (uint64_t)(uintptr_t)pc;
    c->pid = getpid();
    va_start(arguments, n);
    for (int i = 0; i < n; i++) {
        c->argument[i] = va_arg(arguments, long);
        if (shapes[call].kind[i] == KIND_STR)
            copy_string(c, (const char *)(uintptr_t)c->argument[i]);
        if (shapes[call].kind[i] == KIND_DEADLINE ||
            shapes[call].kind[i] == KIND_SPAN)
            copy_time(c, (const struct timespec *)(uintptr_t)c->argument[i]);
    }
    va_end(arguments);
    errno = saved;
    return c;
}

/* Is this the call that must fail? Every plan of its name counts it; the first
 * that has come to its number applies. */
int trace_fault(struct trace_call *c)
{
    struct trace_plan *plan;

    for (int i = 0; i < TRACE_FAULTS; i++) {
        uint32_t seen;

        plan = &file->plan[i];
        if (plan->kind == FAULT_NONE ||
            strcmp(plan->name, shapes[c->call].name) != 0)
            continue;
        seen = atomic_fetch_add((_Atomic uint32_t *)&plan->seen, 1) + 1;
        if (c->plan == 0 && (plan->nth == 0 || plan->nth == seen))
            c->plan = i + 1;
    }
    plan = plan_of(c);
    if (plan && plan->kind == FAULT_STOP)
        raise(SIGSTOP);
    return plan && (plan->kind == FAULT_ERRNO || plan->kind == FAULT_RETURN);
}

long trace_failed(struct trace_call *c, int number_is_result)
{
    const struct trace_plan *plan = plan_of(c);
    long result;

    c->state = 2;
    if (plan->kind == FAULT_RETURN) {
        result = (long)plan->value;
    } else {
        c->error = (int32_t)plan->value;
        result = number_is_result                      ? c->error
                 : returns_null(shapes[c->call].fails) ? 0
                                                       : -1;
        if (!number_is_result)
            errno = c->error;
    }
    c->result = result;
    return result;
}

long trace_end(struct trace_call *c, long result)
{
    int fails = shapes[c->call].fails;
    int failed = returns_null(fails)    ? result == 0
                 : fails == FAILS_ERRNO ? result != 0
                 : fails == FAILS_NEVER ? 0
                                        : result == -1;

    if (c->pid != getpid())
        return result; /* the child of a fork: the record is the parent's */
    c->result = result;
    c->error = !failed ? 0 : fails == FAILS_ERRNO ? (int)result : errno;
    c->state = 1;
    return result;
}

size_t trace_short(struct trace_call *c, size_t count)
{
    const struct trace_plan *plan = plan_of(c);

    if (!plan || plan->kind != FAULT_SHORT)
        return count;
    return count < (size_t)plan->value ? count : (size_t)plan->value;
}

long trace_page_size(void)
{
    return file->page_size;
}

/* A planned clock stands still until the checker moves it. */
int trace_clock(clockid_t clock, struct timespec *now)
{
    int64_t ns = clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC
                     ? file->clock_ns[clock]
                     : 0;

    if (ns == 0)
        return 0;
    *now = (struct timespec){ns / 1000000000, ns % 1000000000};
    return 1;
}

/* Only what is mapped can be hashed: mincore says so without touching it. */
void trace_snapshot(struct trace_call *c, const void *addr, size_t length)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = (uintptr_t)addr / page * page;
    unsigned char present[64];
    int saved = errno;

    if (length <= 60 * page &&
        mincore((void *)first, (uintptr_t)addr + length - first, present) == 0)
        c->snapshot = trace_hash(addr, length);
    errno = saved;
}

/* LAB_POINT(n) of the labs: the place where the checker may end the process,
 * as a power failure would, or stop it to look around. */
void lab_point(int n);

void lab_point(int n)
{
    struct trace_point *at = &file->at;
    uint32_t passed;

    if (at->point != (uint32_t)n)
        return;
    /* Several processes may come here at once: one of them is meant. */
    passed = atomic_fetch_add((_Atomic uint32_t *)&at->passed, 1);
    if (passed < at->visits || (passed > at->visits && !at->everybody))
        return;
    if (at->signal == 0)
        _exit(at->status);
    at->met = getpid();
    raise((int)at->signal);
}
