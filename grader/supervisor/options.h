/* options.h - the command line of `grade` */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "course.h"

struct options {
    const char *submission; /* NULL: labs/ of the course */
    const char *labs[COURSE_LABS + 1], *chapters[COURSE_LABS + 1];
    const char *json, *junit, *tap, *gradescope; /* file, "-", or NULL */
    long seed;                                   /* -1: from the submission */
    int list, map, hint, trust;
};

/* options_parse - exits with status 2 and one line on a mistake, with 0 after
 * --help or --version. Chooses the language first. */
void options_parse(struct options *o, int argc, char **argv);

/* options_use_stdout - 1 if a report for machines goes to standard output. */
int options_use_stdout(const struct options *o);

#endif
