/* calls.h - the student's library calls: what was made, and what shall fail
 *
 * The record is written in the student's process (runtime/trace.h), so it is
 * a claim: it explains a verdict, and decides one only where no kernel object
 * shows the fact, as with the flags of an mmap that is gone again.
 */
#ifndef CALLS_H
#define CALLS_H

#include "student.h"

#include <jansson.h>
#include <time.h>

enum { CALL_ARGS = 7 };

struct call {
    const char *name;
    int64_t argument[CALL_ARGS]; /* in the order of the manual page */
    int64_t result;
    int error;            /* errno of a failed call, else 0 */
    int planned;          /* it failed because the checker planned it */
    int unfinished;       /* it has not returned (yet) */
    uint64_t snapshot;    /* of msync: calls_hash of the range at that time */
    char string[64];      /* its first string argument, cut */
    int pid;              /* which process called */
    struct timespec time; /* what its timespec argument held */
};

/* calls_made - how many calls since the program began. */
size_t calls_made(const struct student *s);

/* calls_get - call number i, from 0. Returns 1, or 0 if there is none. */
int calls_get(const struct student *s, size_t i, struct call *c);

/* calls_find - the next call of this name, from number *i on; *i is moved
 * behind it. Returns 1, or 0 if there is none. */
int calls_find(const struct student *s, size_t *i, const char *name,
               struct call *c);

/* calls_count - calls of this name from number `from` on. */
size_t calls_count(const struct student *s, size_t from, const char *name);

/* What the next calls meet. nth 1 is the next call of that name, 0 every one.
 * At most eight plans at a time; calls_no_plan forgets them all. */
void calls_fail(struct student *s, const char *name, unsigned nth, int error);
void calls_return(struct student *s, const char *name, unsigned nth,
                  long result);
void calls_short(struct student *s, const char *name, unsigned nth,
                 size_t count);
/* calls_stop: SIGSTOP before the call is made; SIGCONT lets it go on. */
void calls_stop(struct student *s, const char *name, unsigned nth);
void calls_page_size(struct student *s, size_t page_size);
void calls_no_plan(struct student *s);

/* calls_clock - from now on clock_gettime answers `ns` nanoseconds for this clock
 * (CLOCK_REALTIME or CLOCK_MONOTONIC), until it is set again; 0: the truth. The
 * clock of the kernel, by which a wait ends, is not touched. */
void calls_clock(struct student *s, clockid_t clock, int64_t ns);

/* What happens at LAB_POINT(point) to one process, the one that comes there after
 * `visits` passes: SIGKILL, _exit, or SIGSTOP until the checker sends SIGCONT.
 * calls_stop_all_at stops whoever comes there. The last such plan counts; point
 * 0 ends it. See view_stopped. */
void calls_kill_at(struct student *s, unsigned point, unsigned visits);
void calls_exit_at(struct student *s, unsigned point, unsigned visits,
                   int status);
void calls_stop_at(struct student *s, unsigned point, unsigned visits);
void calls_stop_all_at(struct student *s, unsigned point);

/* calls_passed - how often anybody has come to the point of the last plan. */
unsigned calls_passed(const struct student *s);

/* calls_met_at_point - the process that the last such plan has met, by the pid
 * it has in its own namespace (view_inner_pid); 0: none yet. */
int calls_met_at_point(const struct student *s);

/* calls_planned - has a planned failure really happened since calls_no_plan?
 * A check that plans one and never sees it proves nothing. */
int calls_planned(const struct student *s);

/* calls_hash - as in call.snapshot. */
uint64_t calls_hash(const void *bytes, size_t size);

/* calls_text - the call as strace would show it, without addresses: a
 * mapping is p1, p2, ... in the order of the mmap calls. Malloc'ed. */
char *calls_text(const struct student *s, size_t i);

/* calls_blame - the failure to come points at the first call of this name in
 * the last request, if there was one. */
void calls_blame(const struct student *s, const char *name);

/* calls_blame_since - the same, of the calls from number `from` on. */
void calls_blame_since(const struct student *s, size_t from, const char *name);

/* calls_evidence - the last calls of the last request, with their lines:
 * [{"call": "mmap(...) = ...", "line": 12}, ...]; NULL if there was none. The
 * line of the last one that failed by itself, or never returned, goes to
 * *failed_line, else 0. */
json_t *calls_evidence(const struct student *s, int *failed_line);

/* calls_may_race - may several processes have made the calls of the last
 * request? Then their order, and which of them had been made by now, are no
 * facts. A fork is enough: whether the child had made a call yet is up to the
 * kernel, too. */
int calls_may_race(const struct student *s);

/* For student.c: the shared file, -1 with errno if it cannot be made. */
int calls_open(void);

#endif
