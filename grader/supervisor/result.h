/* result.h - the one result structure, a JSON tree, that every report renders
 *
 * Its fields are those of grader/README.md. Nothing is scored anywhere else.
 */
#ifndef RESULT_H
#define RESULT_H

#include "run.h"

/* result_new - an empty result of a run with this seed. */
json_t *result_new(long seed);

/* Each of these adds one lab. `shown` is the path of the student's file. */
void result_todo(json_t *result, const struct course_lab *lab,
                 const char *shown);
void result_refused(json_t *result, const struct course_lab *lab,
                    const char *shown, const char *zh, const char *en);
void result_build_error(json_t *result, const struct course_lab *lab,
                        const char *shown, const struct build *b);
void result_run(json_t *result, const struct course_lab *lab, const char *shown,
                const char *text, size_t size, struct build *b,
                const struct run *run);

/* result_all_passed - 1 if every check of every lab passed. */
int result_all_passed(const json_t *result);

#endif
