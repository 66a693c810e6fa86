/* result.c - build the one result structure */
#include "result.h"
#include "fields.h"
#include "jail.h"
#include "sources.h"
#include "version.h"

#include <string.h>
#include <sys/utsname.h>

json_t *result_new(long seed)
{
    struct utsname system;

    uname(&system);
    return json_pack("{s:i, s:s, s:s, s:s, s:I, s:i, s:i, s:[]}", "schema", 1,
                     "grader", GRADER_VERSION, "kernel", system.release,
                     "isolation", isolation_name(), "seed", (json_int_t)seed,
                     "score", 0, "max", 0, "labs");
}

static json_t *words(const char *zh, const char *en)
{
    return json_pack("{s:s, s:s}", "zh", zh, "en", en);
}

/* A check as described, without a verdict yet: it scores nothing. */
static json_t *new_check(const struct course_lab *lab, const json_t *described,
                         const char *verdict)
{
    const char *id = json_string_value(json_object_get(described, "id"));
    const char *section =
        json_string_value(json_object_get(described, "section"));
    json_t *check = json_object();

    json_object_set_new(check, "id", json_sprintf("%s.%s", lab->name, id));
    json_object_set_new(check, "verdict", json_string(verdict));
    json_object_set_new(check, "score", json_integer(0));
    json_object_set_new(check, "max",
                        json_integer(field_number(described, "points")));
    json_object_set(check, "title", json_object_get(described, "title"));
    json_object_set_new(check, "message", words("", ""));
    json_object_set(check, "hint", json_object_get(described, "hint"));
    json_object_set(check, "think", json_object_get(described, "think"));
    json_object_set_new(check, "section",
                        json_sprintf("%s#%s", lab->chapter, section));
    json_object_set(check, "function", json_object_get(described, "at"));
    json_object_set_new(check, "evidence", json_object());
    json_object_set_new(check, "ms", json_integer(0));
    return check;
}

static json_t *new_lab(const struct course_lab *lab, const char *shown,
                       const char *verdict, const char *check_verdict)
{
    const json_t *d = lab->description;
    json_t *checks = json_array(), *described;
    json_t *l = json_object();
    long max = 0;
    size_t i;

    json_array_foreach (json_object_get(d, "checks"), i, described) {
        json_array_append_new(checks, new_check(lab, described, check_verdict));
        max += field_number(described, "points");
    }
    json_object_set_new(l, "lab", json_string(lab->name));
    json_object_set_new(l, "chapter", json_string(lab->chapter));
    json_object_set(l, "number", json_object_get(d, "number"));
    json_object_set(l, "title", json_object_get(d, "title"));
    json_object_set_new(l, "file", json_string(shown));
    json_object_set_new(l, "verdict", json_string(verdict));
    json_object_set_new(l, "score", json_integer(0));
    json_object_set_new(l, "max", json_integer(max));
    json_object_set_new(l, "message", words("", ""));
    json_object_set_new(l, "checks", checks);
    return l;
}

/* Add a lab and its points to the result; takes over `lab`. */
static void add_lab(json_t *result, json_t *lab)
{
    json_object_set_new(result, "score",
                        json_integer(field_number(result, "score") +
                                     field_number(lab, "score")));
    json_object_set_new(
        result, "max",
        json_integer(field_number(result, "max") + field_number(lab, "max")));
    json_array_append_new(json_object_get(result, "labs"), lab);
}

/* Why no check of this lab has a verdict of its own. */
static void tell_every_check(json_t *l, const char *zh, const char *en)
{
    json_t *check;
    size_t i;

    json_array_foreach (json_object_get(l, "checks"), i, check)
        json_object_set_new(check, "message", words(zh, en));
}

void result_todo(json_t *result, const struct course_lab *lab,
                 const char *shown)
{
    json_t *l = new_lab(lab, shown, "todo", "skipped");

    tell_every_check(l, "还没有动手", "not begun yet");
    add_lab(result, l);
}

void result_refused(json_t *result, const struct course_lab *lab,
                    const char *shown, const char *zh, const char *en)
{
    json_t *l = new_lab(lab, shown, "build-error", "build-error");

    json_object_set_new(l, "message", words(zh, en));
    tell_every_check(l, zh, en);
    add_lab(result, l);
}

void result_build_error(json_t *result, const struct course_lab *lab,
                        const char *shown, const struct build *b)
{
    json_t *l = new_lab(lab, shown, "build-error", "build-error");

    json_object_set_new(l, "message", words(b->zh, b->en));
    tell_every_check(l, b->zh, b->en);
    json_object_set_new(l, "compiler",
                        json_string(b->compiler ? b->compiler : ""));
    add_lab(result, l);
}

/* Only an explicit "pass" of the checker scores. */
static int take_record(json_t *check, const json_t *record)
{
    static const char *const fields[] = {"verdict", "message", "evidence",
                                         "ms",      "line",    "hint"};
    const char *verdict = json_string_value(json_object_get(record, "verdict"));

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        json_t *value = json_object_get(record, fields[i]);

        if (value)
            json_object_set(check, fields[i], value);
    }
    if (!verdict || strcmp(verdict, "pass") != 0)
        return 0;
    json_object_set(check, "score", json_object_get(check, "max"));
    return 1;
}

/* Where no finer place is known a failure points at its function. */
static void add_line(json_t *check, struct build *b)
{
    const char *function =
        json_string_value(json_object_get(check, "function"));
    int line = 0;

    if (field_number(check, "line") > 0 || !check_failed(check))
        return;
    line = build_function_line(b, function);
    json_object_set_new(check, "line", json_integer(line > 0 ? line : 1));
}

/* The timeline names lines of "<lab>.c"; people want to see them. */
static void add_sources(json_t *check, const struct course_lab *lab,
                        const char *text, size_t size)
{
    json_t *timeline =
        json_object_get(json_object_get(check, "evidence"), "timeline");
    char file[128];

    snprintf(file, sizeof file, "%s.c", lab->name);
    sources_add(timeline, file, text, size);
}

void result_run(json_t *result, const struct course_lab *lab, const char *shown,
                const char *text, size_t size, struct build *b,
                const struct run *run)
{
    json_t *l = new_lab(lab, shown, "fail", "grader-error"), *check;
    json_t *checks = json_object_get(l, "checks");
    size_t passed = 0, i;
    long score = 0;

    json_array_foreach (checks, i, check) {
        const json_t *record = json_array_get(run->records, i);

        if (record)
            passed += (size_t)take_record(check, record);
        else
            json_object_set_new(check, "message", words(run->zh, run->en));
        add_line(check, b);
        add_sources(check, lab, text, size);
        score += field_number(check, "score");
    }
    if (run->complete && passed == json_array_size(checks))
        json_object_set_new(l, "verdict", json_string("pass"));
    json_object_set_new(l, "score", json_integer(score));
    add_lab(result, l);
}

int result_all_passed(const json_t *result)
{
    json_t *lab;
    size_t i;

    json_array_foreach (json_object_get(result, "labs"), i, lab)
        if (strcmp(json_string_value(json_object_get(lab, "verdict")),
                   "pass") != 0)
            return 0;
    return 1;
}
