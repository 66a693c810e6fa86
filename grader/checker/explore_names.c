/* explore_names.c - call an object what the student calls it
 *
 * The explorer knows memory by its mapping, "anon#1+32". Where a check knows
 * what lies there, messages and timelines say "s->count". Only the words change:
 * each text is copied, with the names put in.
 */
#include "explore_names.h"
#include "explore.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 16 };

static struct {
    const char *object, *name;
} names[NAMES];
static size_t n_names;

void explore_name(const char *object, const char *name)
{
    for (size_t i = 0; i < n_names; i++)
        if (strcmp(names[i].object, object) == 0)
            return;
    if (n_names < NAMES) {
        names[n_names].object = object;
        names[n_names++].name = name;
    }
}

/* The name of what this text begins with; *length is how much it replaces.
 * "anon#1+3" is not the beginning of "anon#1+32". */
static const char *name_at(const char *text, size_t *length)
{
    for (size_t i = 0; i < n_names; i++) {
        *length = strlen(names[i].object);
        if (strncmp(text, names[i].object, *length) == 0 &&
            !isdigit((unsigned char)text[*length]))
            return names[i].name;
    }
    return NULL;
}

char *explore_named(const char *text)
{
    size_t size, length;
    char *named = NULL;
    FILE *out = open_memstream(&named, &size);

    if (!out)
        return NULL;
    while (*text) {
        const char *name = name_at(text, &length);

        if (name)
            fputs(name, out);
        else
            fputc(*text, out);
        text += name ? length : 1;
    }
    if (fclose(out) == 0)
        return named;
    free(named);
    return NULL;
}

void explore_named_json(json_t *value)
{
    const char *key;
    json_t *part;
    size_t i;

    if (json_is_string(value)) {
        char *named = explore_named(json_string_value(value));

        if (named)
            json_string_set(value, named);
        free(named);
    }
    json_array_foreach (value, i, part)
        explore_named_json(part);
    json_object_foreach (value, key, part)
        explore_named_json(part);
}
