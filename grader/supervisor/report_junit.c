/* report_junit.c - the result as JUnit XML (the xUnit subset of Jenkins)
 *
 * There is no standard; this is what Jenkins and GitLab both read. `failure`
 * means the student's program is wrong, `error` that the grader is. The check
 * id stands in `name`: readers drop cases whose names are equal.
 */
#include "fields.h"
#include "report.h"
#include "text.h"

#include <string.h>

/* XML 1.0 has no control characters, not even escaped: show them instead. */
static void xml(FILE *out, const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '<')
            fputs("&lt;", out);
        else if (c == '>')
            fputs("&gt;", out);
        else if (c == '&')
            fputs("&amp;", out);
        else if (c == '"')
            fputs("&quot;", out);
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            fprintf(out, "[U+%04X]", c);
        else
            fputc(c, out);
    }
}

/* failure, error or skipped; NULL for a pass. */
static const char *element_of(const json_t *check)
{
    if (field_is(check, "verdict", "pass"))
        return NULL;
    if (field_is(check, "verdict", "skipped") ||
        field_is(check, "verdict", "unsupported"))
        return "skipped";
    return field_is(check, "verdict", "grader-error") ? "error" : "failure";
}

static size_t count(const json_t *lab, const char *element)
{
    const json_t *check;
    size_t n = 0, i;

    json_array_foreach (json_object_get(lab, "checks"), i, check) {
        const char *e = element_of(check);

        n += e && strcmp(e, element) == 0;
    }
    return n;
}

static void testcase(FILE *out, const json_t *lab, const json_t *check)
{
    const char *element = element_of(check);

    fputs("    <testcase classname=\"", out);
    xml(out, field_text(lab, "chapter"));
    fprintf(out, "\" name=\"%s\" time=\"%.3f\" file=\"",
            field_text(check, "id"), (double)field_number(check, "ms") / 1000);
    xml(out, field_text(lab, "file"));
    fprintf(out, "\" line=\"%ld\"", field_number(check, "line"));
    if (!element) {
        fputs("/>\n", out);
        return;
    }
    fprintf(out, ">\n      <%s message=\"", element);
    xml(out, text_of(json_object_get(check, "message")));
    fprintf(out, "\"");
    if (strcmp(element, "skipped") != 0)
        fprintf(out, " type=\"%s\"", field_text(check, "verdict"));
    fputs(">", out);
    xml(out, text_of(json_object_get(check, "title")));
    fprintf(out, "</%s>\n    </testcase>\n", element);
}

static void suite(FILE *out, const json_t *lab)
{
    const json_t *checks = json_object_get(lab, "checks"), *check;
    size_t i;

    fprintf(out,
            "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" "
            "errors=\"%zu\" skipped=\"%zu\">\n",
            field_text(lab, "lab"), json_array_size(checks),
            count(lab, "failure"), count(lab, "error"), count(lab, "skipped"));
    fprintf(out,
            "    <properties>\n"
            "      <property name=\"score\" value=\"%ld\"/>\n"
            "      <property name=\"max\" value=\"%ld\"/>\n"
            "    </properties>\n",
            field_number(lab, "score"), field_number(lab, "max"));
    json_array_foreach (checks, i, check)
        testcase(out, lab, check);
    fputs("  </testsuite>\n", out);
}

void report_junit(FILE *out, const json_t *result)
{
    const json_t *lab;
    size_t i, tests = 0, failures = 0, errors = 0, skipped = 0;

    json_array_foreach (json_object_get(result, "labs"), i, lab) {
        tests += json_array_size(json_object_get(lab, "checks"));
        failures += count(lab, "failure");
        errors += count(lab, "error");
        skipped += count(lab, "skipped");
    }
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", out);
    fprintf(out,
            "<testsuites name=\"ipc-lab\" tests=\"%zu\" failures=\"%zu\" "
            "errors=\"%zu\" skipped=\"%zu\">\n",
            tests, failures, errors, skipped);
    json_array_foreach (json_object_get(result, "labs"), i, lab)
        suite(out, lab);
    fputs("</testsuites>\n", out);
}
