/* schema_check.c - does a result file follow the published schema?
 *
 * Usage: build/tests/schema_check SCHEMA RESULT
 *
 * Prints one line "path: reason" for each violation. Exit status 0: none,
 * 1: some, 2: a file cannot be read as JSON, or the schema is not understood.
 */
#include "schema.h"

static json_t *load(const char *path)
{
    json_error_t error;
    json_t *value = json_load_file(path, JSON_REJECT_DUPLICATES, &error);

    if (!value)
        fprintf(stderr, "schema_check: %s:%d: %s\n", path, error.line,
                error.text);
    return value;
}

int main(int argc, char **argv)
{
    json_t *schema, *value;
    int violations = -1;

    if (argc != 3) {
        fputs("usage: schema_check SCHEMA RESULT\n", stderr);
        return 2;
    }
    schema = load(argv[1]);
    value = load(argv[2]);
    if (schema && value)
        violations = schema_violations(schema, value, stdout);
    json_decref(schema);
    json_decref(value);
    if (violations < 0)
        return 2;
    return violations ? 1 : 0;
}
