/* report_tap.c - the result as TAP version 14 (version 13 readers take it) */
#include "fields.h"
#include "report.h"
#include "text.h"

#include <string.h>

/* In a description '#' would begin a directive and '\' an escape. */
static void description(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '#' || *text == '\\')
            fputc('\\', out);
        fputc((unsigned char)*text < 0x20 ? ' ' : *text, out);
    }
}

/* A YAML double-quoted string is a JSON string. */
static void yaml(FILE *out, const char *name, const char *text)
{
    json_t *string = json_string(text);

    fprintf(out, "  %s: ", name);
    json_dumpf(string, out, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    fputc('\n', out);
    json_decref(string);
}

static void one_check(FILE *out, const json_t *lab, const json_t *check,
                      size_t number)
{
    int pass = field_is(check, "verdict", "pass");
    int skip = field_is(check, "verdict", "skipped") ||
               field_is(check, "verdict", "unsupported");

    fprintf(out, "%sok %zu - %s ", pass || skip ? "" : "not ", number,
            field_text(check, "id"));
    description(out, text_of(json_object_get(check, "title")));
    if (skip) {
        fputs(" # SKIP ", out);
        description(out, text_of(json_object_get(check, "message")));
    }
    fputc('\n', out);
    if (pass || skip)
        return;
    fputs("  ---\n", out);
    yaml(out, "message", text_of(json_object_get(check, "message")));
    yaml(out, "severity", field_text(check, "verdict"));
    yaml(out, "file", field_text(lab, "file"));
    fprintf(out, "  line: %ld\n  ...\n", field_number(check, "line"));
}

void report_tap(FILE *out, const json_t *result)
{
    const json_t *labs = json_object_get(result, "labs"), *lab, *check;
    size_t i, j, total = 0, number = 0;

    json_array_foreach (labs, i, lab)
        total += json_array_size(json_object_get(lab, "checks"));
    fprintf(out, "TAP version 14\n1..%zu\n", total);
    json_array_foreach (labs, i, lab)
        json_array_foreach (json_object_get(lab, "checks"), j, check)
            one_check(out, lab, check, ++number);
}
