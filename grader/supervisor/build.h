/* build.h - compile a student's file, fenced in, and link it for grading */
#ifndef BUILD_H
#define BUILD_H

#include "course.h"
#include "workshop.h"

struct build {
    struct workshop workshop; /* src/, out/, tools/, checker */
    int ok;
    char *compiler;      /* what the tools printed, malloc'ed, valid UTF-8 */
    char *symbols;       /* what nm says of the student's object, once asked */
    const char *levels;  /* at which it is explored: "-O0 -O2", "" */
    const char *zh, *en; /* what kind of failure, when not ok */
};

/* build_lab - stage `text` as the lab's source, compile and link it.
 *
 *   shown  the student's own path, as compiler messages should have it
 *
 * The student's object keeps only the lab's functions as global symbols: it
 * can neither replace a function of ours nor be disturbed by one.
 * Returns 0 also when the student's code does not compile (see ok); exits
 * with status 2 if the machine fails us.
 */
int build_lab(struct build *b, const struct course *c,
              const struct course_lab *lab, const char *text, size_t size,
              const char *shown);

/* build_function_line - line at which `function` begins in the student's
 * file, 0 if unknown. Asks nm the first time only. */
int build_function_line(struct build *b, const char *function);

/* build_end - remove the temporary folder. */
void build_end(struct build *b);

#endif
