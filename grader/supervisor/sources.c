/* sources.c - the student's lines beside what happened in them */
#include "sources.h"
#include "fields.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* Line `number` (from 1) without blanks around it, malloc'ed; "" if there is
 * none. */
static char *line_of(const char *text, size_t size, long number)
{
    const char *end = text + size, *at = text, *stop;

    for (; number > 1 && at < end; number--) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (!at)
            return strdup("");
        at++;
    }
    stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : at;
    stop = stop ? stop : end;
    while (at < stop && (*at == ' ' || *at == '\t'))
        at++;
    while (stop > at && (stop[-1] == ' ' || stop[-1] == '\r'))
        stop--;
    return valid_utf8(at, (size_t)(stop - at));
}

void sources_add(json_t *timeline, const char *file, const char *text,
                 size_t size)
{
    size_t length = strlen(file), i;
    json_t *entry;

    json_array_foreach (timeline, i, entry) {
        const char *where = field_text(entry, "where");
        char *line;

        if (strncmp(where, file, length) != 0 || where[length] != ':')
            continue;
        line = line_of(text, size, strtol(where + length + 1, NULL, 10));
        if (line)
            json_object_set_new(entry, "source", json_string(line));
        free(line);
    }
}
