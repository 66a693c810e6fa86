/* show.h - what exploring a program has shown, as JSON and for people */
#ifndef SHOW_H
#define SHOW_H

#include "program.h"

#include <jansson.h>

/* One way of compiling it, explored: "verdict", "findings", "executions",
 * "exhaustive", "schedule", "timeline", "compiler", "level", "ms". The worst
 * finding is executed once more for its timeline. */
json_t *show_variant(struct search *s, struct program *p,
                     const struct variant *variant, long ms);

/* show_result - the whole: the first variant that found something, else the
 * first; the verdicts of all are listed in "builds". */
json_t *show_result(json_t *variants);

/* show_timeline - of the last execution. */
json_t *show_timeline(const struct search *s, struct program *p);

/* show_console - for people, in the chosen language. `replayed`: the schedule
 * that was asked for, or NULL. */
void show_console(const json_t *result, const struct program *p,
                  const char *replayed);

#endif
