/* fields.c - short ways to read the result structure */
#include "fields.h"

#include <string.h>

const char *field_text(const json_t *object, const char *name)
{
    const char *s = json_string_value(json_object_get(object, name));

    return s ? s : "";
}

long field_number(const json_t *object, const char *name)
{
    return (long)json_integer_value(json_object_get(object, name));
}

int field_is(const json_t *object, const char *name, const char *value)
{
    return strcmp(field_text(object, name), value) == 0;
}

int check_failed(const json_t *check)
{
    return !field_is(check, "verdict", "pass") &&
           !field_is(check, "verdict", "skipped");
}
