/* record.c - write and verify authenticated result lines */
#include "record.h"
#include "siphash.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAC_DIGITS = 16 };

char *record_format(const unsigned char key[RECORD_KEY], char kind,
                    unsigned number, const char *payload)
{
    size_t room = strlen(payload) + MAC_DIGITS + 32;
    char *line = malloc(room);
    int n;

    if (!line)
        return NULL;
    n = snprintf(line, room, "%c %u %s", kind, number, payload);
    snprintf(line + n, room - (size_t)n, " %016" PRIx64 "\n",
             siphash(key, line, (size_t)n));
    return line;
}

char record_parse(const unsigned char key[RECORD_KEY], unsigned number,
                  char *line, const char **payload)
{
    size_t size = strlen(line);
    char mac[MAC_DIGITS + 1], *end;
    unsigned long seen;

    if (size < MAC_DIGITS + 5 || line[size - MAC_DIGITS - 1] != ' ')
        return 0;
    size -= MAC_DIGITS + 1;
    snprintf(mac, sizeof mac, "%016" PRIx64, siphash(key, line, size));
    if (strcmp(mac, line + size + 1) != 0 || line[1] != ' ')
        return 0;
    line[size] = '\0';
    seen = strtoul(line + 2, &end, 10);
    if (seen != number || *end != ' ')
        return 0;
    *payload = end + 1;
    return line[0];
}
