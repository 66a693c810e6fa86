/* hint.h - help in three steps, one more each time it is asked for
 *
 * 1 what was observed, 2 where to look, 3 how to think about it. How far a
 * student has been led is remembered in build/hints/<lab>; another failing
 * check begins at 1 again.
 */
#ifndef HINT_H
#define HINT_H

#include "course.h"

#include <stdio.h>

/* hint_show - the next step for the first failing check of each lab. */
void hint_show(FILE *out, const struct course *course, const json_t *result);

#endif
