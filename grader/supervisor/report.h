/* report.h - views of the result structure; none of them judges anything */
#ifndef REPORT_H
#define REPORT_H

#include "course.h"

#include <stdio.h>

/* For people: the course map with one next step, or one lab in detail. */
void report_map(FILE *out, const json_t *result, const struct course *course);
void report_lab(FILE *out, const json_t *lab);

/* Parts of the latter: a text in the chosen language(s), the calls that led to
 * a failure, the section of the notes to read. */
void report_text(FILE *out, const char *indent, const json_t *text);
void report_calls(FILE *out, const json_t *check);
void report_section(FILE *out, const json_t *check);

/* For machines. */
void report_json(FILE *out, const json_t *result);
void report_junit(FILE *out, const json_t *result);
void report_tap(FILE *out, const json_t *result);
void report_gradescope(FILE *out, const json_t *result);

#endif
