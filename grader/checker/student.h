/* student.h - talk to the student's process, and see how it ends
 *
 * The process runs grader/runtime/driver_main.c with the lab's driver and the
 * student's object. One request is one packet, one answer is one packet of
 * numbers. An answer is a claim: marks come from what view.h and fixture.h
 * see, or from values the student's code cannot know without computing them.
 */
#ifndef STUDENT_H
#define STUDENT_H

#include "cell.h"

#include <stddef.h>
#include <stdint.h>

enum {
    CLAIM_VALUES = 6,
    PACKET_MAX = 16384,
    PRINTED_MAX = 65536,
    STUDENTS_MAX = 16 /* at once */
};

struct student {
    struct cell cell;
    pid_t pid;           /* as this process sees it */
    int channel;         /* requests and answers */
    int output;          /* what it prints: stdout and stderr */
    int calls_fd;        /* the record of its calls, see calls.h */
    size_t asked_from;   /* calls made before the last request */
    size_t planned_from; /* calls made before the plans began */
    char printed[512];
    size_t printed_total;
    int running;
    int more_time; /* how often the wall limit was put off */
};

struct claim {
    long ret;                     /* what the student's function returned */
    int err;                      /* errno after it */
    uint64_t value[CLAIM_VALUES]; /* as the operation defines them */
    int values;
};

/* student_program - where the linked program is; `hide` is a folder students
 * must not see. */
void student_program(const char *path, const char *hide);

/* student_folder - where the programs of this hand-in lie, with the slash. */
const char *student_folder(void);

/* student_hidden - a cell of this hand-in must not see the hidden folder. */
void student_hidden(struct cell_spec *spec);

/* student_start - start the program and wait until it is ready. The session
 * belongs to this module: a check that fails is left by a long jump, and its
 * own variables are gone when the session is ended for it. */
struct student *student_start(void);

/* student_call - one operation of the lab's driver.
 *
 * The request is the formatted text. If the process ends, hangs or floods
 * its output instead of answering, the check ends with that verdict.
 */
void student_call(struct student *s, struct claim *claim, const char *format,
                  ...) __attribute__((format(printf, 3, 4)));

/* student_begin, student_finish - the two halves of student_call: ask, and
 * take the answer. In between the process works and can be looked at.
 *
 * student_working - wait a moment: 1 it still works on the request, 0 there is
 * something for student_finish. A loop around it needs no limit of its own:
 * when the wall limit is reached the check ends. */
void student_begin(struct student *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int student_working(struct student *s);
void student_finish(struct student *s, struct claim *claim);

/* student_ask - the same, answer as text into `answer`. */
void student_ask(struct student *s, char *answer, size_t size,
                 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* student_call_ends - one operation that must end the process; how it ended
 * goes to *end. An answer instead of an end: returns 0, else 1. */
int student_call_ends(struct student *s, struct cell_end *end,
                      const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* student_storm - from now on a signal with an empty handler every `ms`
 * milliseconds, with or without SA_RESTART; 0 ends it. */
void student_storm(struct student *s, unsigned ms, int restart);

/* student_nosys - from now on any system call but the driver's answer ends the
 * process by SIGSYS. */
void student_nosys(struct student *s);

/* student_end - let it finish; it must exit with 0 and leave no process. */
void student_end(struct student *s);

/* students_must_have_ended - a check forgot student_end: a grader error. */
void students_must_have_ended(void);

/* students_explain - put the calls of the last request into the evidence. */
void students_explain(void);

/* students_kill - end whatever a failed check left running. */
void students_kill(void);

/* error_word - "EINVAL"; "errno 0" for none. */
const char *error_word(int err);

/* signal_word, si_code_word - "SIGSEGV", "SEGV_ACCERR" ("" if unknown). */
const char *signal_word(int signo);
const char *si_code_word(int signo, int si_code);

#endif
