/* report_gradescope.c - the result as Gradescope's results.json */
#include "fields.h"
#include "report.h"
#include "text.h"

static json_t *one_test(const json_t *check)
{
    const char *message = text_of(json_object_get(check, "message"));
    const char *hint = text_of(json_object_get(check, "hint"));
    int pass = field_is(check, "verdict", "pass");

    return json_pack("{s:I, s:I, s:s, s:o, s:s, s:o, s:s}", "score",
                     (json_int_t)field_number(check, "score"), "max_score",
                     (json_int_t)field_number(check, "max"), "status",
                     pass ? "passed" : "failed", "name",
                     json_sprintf("%s: %s", field_text(check, "id"),
                                  text_of(json_object_get(check, "title"))),
                     "name_format", "text", "output",
                     pass ? json_string("")
                          : json_sprintf("%s\n%s", message, hint),
                     "output_format", "text");
}

/* What the compiler said, of all labs together. */
static json_t *compiler_output(const json_t *result)
{
    json_t *all = json_string(""), *more;
    const json_t *lab;
    size_t i;

    json_array_foreach (json_object_get(result, "labs"), i, lab) {
        more = json_sprintf("%s%s", json_string_value(all),
                            field_text(lab, "compiler"));
        json_decref(all);
        all = more;
    }
    return all;
}

void report_gradescope(FILE *out, const json_t *result)
{
    const json_t *lab, *check;
    json_t *tests = json_array(), *root;
    size_t i, j;

    json_array_foreach (json_object_get(result, "labs"), i, lab)
        json_array_foreach (json_object_get(lab, "checks"), j, check)
            json_array_append_new(tests, one_test(check));
    root = json_pack("{s:I, s:o, s:s, s:s, s:s, s:o}", "score",
                     (json_int_t)field_number(result, "score"), "output",
                     compiler_output(result), "output_format", "text",
                     "visibility", "visible", "stdout_visibility", "hidden",
                     "tests", tests);
    json_dumpf(root, out, JSON_INDENT(2));
    fputc('\n', out);
    json_decref(root);
}
