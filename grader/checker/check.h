/* check.h - what a lab's checks are written with
 *
 * A lab's <lab>_checks.c defines one `struct lab` with its checks. A check is
 * one fact: its title is a sentence that is true of every right solution. It
 * runs as a CUnit test in the checker, drives the student's process through
 * student.h, and looks at the result through view.h and fixture.h.
 *
 * A check that does not return normally has failed; a check that never ran
 * scores nothing. See grader/README.md for how to add one.
 */
#ifndef CHECK_H
#define CHECK_H

#include <jansson.h>
#include <stdint.h>

struct text {
    const char *zh, *en;
};

struct check {
    const char *id; /* without the lab's name: "unaligned_offset" */
    int points;
    const char *needs; /* id of an earlier check: without it this is skipped */
    const char *at;    /* the student's function it is about */
    const char *section; /* of the chapter's notes: "offset" */
    struct text title;
    struct text hint;  /* where to look */
    struct text think; /* how to think about it; optional */
    int leaves;        /* names may be left: the check itself looks at them */
    void (*run)(void);
};

struct lab {
    const char *name, *chapter; /* "mapf", "02-mapped-files" */
    const char *number;         /* "2.1": its place in the course */
    struct text title;
    const char *const *functions; /* the lab's API, NULL at the end */
    const char *const *allow;     /* system calls it may make all the same */
    unsigned file_mb;             /* largest file it may make, MiB; 0: 8 */
    unsigned processes;           /* most processes at once; 0: 24 */
    int optimised;                /* also explored at -O2: explore_optimised */
    const struct check *checks;   /* id NULL at the end */
};

extern const struct lab lab; /* defined by <lab>_checks.c */

enum verdict {
    PASS,
    FAIL,
    CRASH,
    TIMEOUT,
    LEAK,
    RACE,
    DEADLOCK,
    SKIPPED,
    UNSUPPORTED,
    GRADER_ERROR
};

extern int isolated;     /* this lab runs in namespaces of its own */
extern size_t page_size; /* of this machine, bytes */

/* check_running - the check that is running now. */
const struct check *check_running(void);

/* fail - end the running check with a verdict and one message in each
 * language. Both formats take the same arguments in the same order. */
_Noreturn void fail(enum verdict verdict, const char *zh, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

/* grader_error - end it because *we* could not do our work (with errno). */
_Noreturn void grader_error(const char *what);

/* unsupported - end it because this machine cannot show the fact. */
_Noreturn void unsupported(const char *zh, const char *en);

/* expect - one observation that must hold. */
#define expect(held, zh, en, ...)                                              \
    do {                                                                       \
        if (!(held))                                                           \
            fail(FAIL, zh, en, ##__VA_ARGS__);                                 \
        check_held();                                                          \
    } while (0)

/* check_held - count one observation for CUnit. */
void check_held(void);

/* evidence - add a fact to the report of the running check; takes over
 * `value`, also when it is NULL. */
void evidence(const char *name, json_t *value);

/* advise - a hint that fits what was observed; it takes the place of the check's
 * own. Both texts must stay valid until the check ends. */
void advise(const char *zh, const char *en);

/* blame_line - the line of the student's source the failure points at. */
void blame_line(int line);

/* suggest_line - the same, unless a better one is known already. */
void suggest_line(int line);

#endif
