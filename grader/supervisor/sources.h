/* sources.h - the student's lines beside what happened in them */
#ifndef SOURCES_H
#define SOURCES_H

#include <jansson.h>
#include <stddef.h>

/* sources_add - entries of `timeline` whose "where" is "FILE:LINE" get the line
 * of `text` as "source", without its indentation. */
void sources_add(json_t *timeline, const char *file, const char *text,
                 size_t size);

#endif
