/* schema.h - does a JSON value follow a schema?
 *
 * The subset of JSON Schema (draft 2020-12) that grader/result.schema.json
 * uses: type, required, properties, items, enum, const, minimum, pattern, and
 * $ref to "#/$defs/NAME". Any other keyword that could refuse a value is an
 * error of the schema: nothing is passed over in silence.
 *
 * Source: JSON Schema Validation, draft 2020-12.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include <jansson.h>
#include <stdio.h>

/* schema_violations - check `value`, print a line "path: reason" for each
 * violation.
 *
 * Returns how many there are, or -1 if the schema itself is not understood
 * (one line says why). A type is one word or an array of words.
 */
int schema_violations(const json_t *schema, const json_t *value, FILE *out);

#endif
