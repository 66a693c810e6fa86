/* fields.h - short ways to read the result structure */
#ifndef FIELDS_H
#define FIELDS_H

#include <jansson.h>

/* field_text - a string field, "" if absent; field_number - 0 if absent. */
const char *field_text(const json_t *object, const char *name);
long field_number(const json_t *object, const char *name);

/* field_is - 1 if the string field equals `value`. */
int field_is(const json_t *object, const char *name, const char *value);

/* check_failed - 1 for a check that neither passed nor was skipped. */
int check_failed(const json_t *check);

#endif
