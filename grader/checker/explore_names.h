/* explore_names.h - for explore.c: what explore_name() has been told, put in */
#ifndef EXPLORE_NAMES_H
#define EXPLORE_NAMES_H

#include <jansson.h>

/* explore_named - a copy of the text with the names in it, to be freed; NULL
 * with errno. */
char *explore_named(const char *text);

/* explore_named_json - the same in every string of it, in place. */
void explore_named_json(json_t *value);

#endif
