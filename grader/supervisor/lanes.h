/* lanes.h - a timeline for a terminal: one column for each process */
#ifndef LANES_H
#define LANES_H

#include <jansson.h>
#include <stdio.h>

/* lanes_print - `timeline` as in grader/explore/report/timeline.h, every line
 * with `indent` in front, in the chosen language. */
void lanes_print(FILE *out, const json_t *timeline, const char *indent);

#endif
