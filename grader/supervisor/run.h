/* run.h - let the checker loose on a linked program, collect what it says */
#ifndef RUN_H
#define RUN_H

#include "build.h"

struct run {
    json_t *records;     /* array of believed R records, in order */
    int complete;        /* header, every check in order, footer: all there */
    const char *zh, *en; /* why not, when not complete */
};

/* run_checker - run every check of the lab on the program in `b`. */
void run_checker(struct run *run, const struct build *b,
                 const struct course_lab *lab, long seed);

#endif
