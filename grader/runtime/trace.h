/* trace.h - the calls of the student's code: recorded, and made to fail
 *
 * The student's object calls lab_call_mmap where it says mmap (objcopy
 * --redefine-syms). Each wrapper writes a record into a shared file and obeys
 * the plan the checker left there. The file is made by the checker, which only
 * ever reads it with pread(2); a record is a claim, never a proof.
 *
 * The same layout is read by checker/calls.c.
 */
#ifndef TRACE_H
#define TRACE_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum {
    TRACE_FD = 4, /* of the shared file, in the student's process */
    TRACE_CALLS = 1024,
    TRACE_ARGS = 7,
    TRACE_STRING = 64,
    TRACE_FAULTS = 8
};

enum fault_kind {
    FAULT_NONE,
    FAULT_ERRNO,
    FAULT_RETURN,
    FAULT_SHORT,
    FAULT_STOP /* SIGSTOP before the call is made */
};

/* The nth call (1 is the next one, 0 every one) of this name ... */
struct trace_plan {
    char name[32];
    uint32_t nth;
    uint32_t kind; /* enum fault_kind */
    int64_t value; /* the errno, the result, or the largest count */
    uint32_t seen; /* calls of this name so far */
};

/* What happens at LAB_POINT(point). */
struct trace_point {
    uint32_t point;     /* 0: nothing */
    uint32_t visits;    /* how often it is passed before that */
    uint32_t signal;    /* what the process that comes next gets; 0: _exit */
    uint32_t everybody; /* and whoever comes after it as well */
    int32_t status;     /* of the _exit */
    uint32_t passed;    /* how often anybody has come to it */
    int32_t met;        /* whom the signal met last; 0: nobody yet */
};

struct trace_call {
    uint32_t call; /* line of calls.tsv */
    uint32_t arguments;
    int64_t argument[TRACE_ARGS];
    int64_t result;
    int32_t error;     /* errno, when it failed */
    int32_t state;     /* 0 begun, 1 ended, 2 ended by a planned fault */
    uint64_t pc;       /* return address in the student's code */
    uint64_t snapshot; /* msync: hash of the bytes at the time of the call */
    char string[TRACE_STRING]; /* of its first string argument */
    int32_t pid;               /* of the process that called */
    int32_t plan;              /* that applies to it, from 1; 0: none */
    struct timespec time;      /* what its timespec argument held */
};

struct trace_file {
    uint32_t used;      /* calls so far; those past TRACE_CALLS are lost */
    uint32_t page_size; /* what sysconf answers; 0: the truth */
    struct trace_point at;
    int64_t clock_ns[2]; /* what clock_gettime answers for CLOCK_REALTIME and
                            CLOCK_MONOTONIC, nanoseconds; 0: the truth */
    struct trace_plan plan[TRACE_FAULTS];
    struct trace_call call[TRACE_CALLS];
};

/* trace_open - map the shared file; the driver calls it once. */
void trace_open(void);

/* For the generated wrappers. */
struct trace_call *trace_begin(unsigned call, void *pc, int n, ...);
int trace_fault(struct trace_call *c);
long trace_failed(struct trace_call *c, int number_is_result);
long trace_end(struct trace_call *c, long result);
size_t trace_short(struct trace_call *c, size_t count);
void trace_snapshot(struct trace_call *c, const void *addr, size_t length);
long trace_page_size(void);
int trace_clock(clockid_t clock, struct timespec *now);

/* trace_hash - FNV-1a, for snapshots; both sides of the fence compute it. */
static inline uint64_t trace_hash(const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    uint64_t hash = 0xcbf29ce484222325;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ p[i]) * 0x100000001b3;
    return hash;
}

#endif
