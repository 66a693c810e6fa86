/* course.h - which labs there are
 *
 * A lab exists because its checker was built: build/checkers/<lab>. The
 * checker itself says what it checks (--describe); make keeps what it said in
 * <lab>.json beside it.
 */
#ifndef COURSE_H
#define COURSE_H

#include <jansson.h>

enum { COURSE_LABS = 64 };

struct course_lab {
    const char *name, *chapter; /* "mapf", "02-mapped-files" */
    double number;              /* 2.1: the order of the course */
    json_t *description;        /* of the checker, see check.c */
};

struct course {
    char root[4096]; /* the folder that holds labs/, grader/, build/ */
    struct course_lab lab[COURSE_LABS];
    int labs;
};

/* course_root - the folder around build/bin/<this program>; exits with status 2
 * if the program lies elsewhere. */
void course_root(char *root, size_t size);

/* course_open - find the course around this program and its labs.
 * Exits with one line and status 2 if there is none. */
void course_open(struct course *c);

/* course_select - keep the labs named, and those of the chapters named (both
 * lists NULL at the end; both empty: keep all). "2", "02" and
 * "02-mapped-files" all name a chapter. Exits with status 2 on a name that
 * does not exist, and suggests the nearest. */
void course_select(struct course *c, const char *const *labs,
                   const char *const *chapters);

/* course_chapter_title - {"zh": ..., "en": ...} from the chapter's notes. */
json_t *course_chapter_title(const struct course *c, const char *chapter);

#endif
