/* show.c - what exploring a program has shown, as JSON and for people */
#include "show.h"
#include "../../supervisor/fields.h"
#include "../../supervisor/lanes.h"
#include "../../supervisor/sources.h"
#include "../../supervisor/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- JSON -------------------------------------------------------------------- */

/* One of the fixed words; what is no failure of its own counts as misuse. */
static const char *verdict_of(const struct search *s)
{
    if (!s->worst)
        return "ok";
    if (s->worst->kind == KIND_STUCK) /* nobody gets anywhere either */
        return kind_word(KIND_LIVELOCK);
    return kind_word(s->worst->kind > KIND_MISUSE ? s->worst->kind
                                                  : KIND_MISUSE);
}

static json_t *safe_text(const char *text)
{
    char *valid = valid_utf8(text, strlen(text));
    json_t *j = json_string(valid ? valid : "?");

    free(valid);
    return j;
}

/* Is there a finding of this kind at the same two lines already? A loop shows one
 * race as four pairs of addresses. */
static int listed(const json_t *list, const json_t *f)
{
    const json_t *old, *where = json_object_get(f, "where");
    size_t i, n = json_array_size(where);

    json_array_foreach (list, i, old) {
        const json_t *there = json_object_get(old, "where");

        if (!field_is(old, "kind", field_text(f, "kind")) || n == 0 ||
            json_array_size(there) != n)
            continue;
        if (json_equal(where, there) ||
            (n == 2 &&
             json_equal(json_array_get(where, 0), json_array_get(there, 1)) &&
             json_equal(json_array_get(where, 1), json_array_get(there, 0))))
            return 1;
    }
    return 0;
}

/* All places of all findings, in one question; two for each. */
static struct place *find_where(const struct search *s, struct program *p)
{
    size_t n = s->n_found * WHERE;
    struct place *place = calloc(n + 1, sizeof *place);
    uint64_t *pc = calloc(n + 1, sizeof *pc);
    uint8_t *image = calloc(n + 1, 1);

    if (!place || !pc || !image)
        die("没有内存了", "out of memory");
    for (size_t i = 0; i < n; i++) {
        pc[i] = s->found[i / WHERE].pc[i % WHERE];
        image[i] = s->found[i / WHERE].image[i % WHERE];
    }
    if (n > 0)
        program_places(s->seen, pc, image, n, place, p);
    free(pc);
    free(image);
    return place;
}

static json_t *finding(const struct found *f, const struct place *place)
{
    json_t *where = json_array(), *j = json_object(), *message = json_object();
    char *schedule = schedule_text(&f->schedule);

    for (int i = 0; i < WHERE; i++)
        if (place[i].line > 0)
            json_array_append_new(
                where, json_sprintf("%s:%d", place[i].file, place[i].line));
    json_object_set_new(message, "zh", safe_text(f->zh));
    json_object_set_new(message, "en", safe_text(f->en));
    json_object_set_new(j, "kind", json_string(kind_word(f->kind)));
    json_object_set_new(j, "message", message);
    json_object_set_new(j, "where", where);
    json_object_set_new(j, "schedule", json_string(schedule ? schedule : ""));
    json_object_set_new(j, "execution", json_integer(f->execution));
    free(schedule);
    return j;
}

static json_t *findings(const struct search *s, struct program *p)
{
    struct place *place = find_where(s, p);
    json_t *list = json_array();

    for (size_t i = 0; i < s->n_found; i++) {
        json_t *j;

        if (s->found[i].refuted)
            continue;
        j = finding(&s->found[i], place + i * WHERE);
        /* The one to show comes first. */
        if (&s->found[i] == s->worst)
            json_array_insert_new(list, 0, j);
        else if (listed(list, j))
            json_decref(j);
        else
            json_array_append_new(list, j);
    }
    free(place);
    return list;
}

json_t *show_timeline(const struct search *s, struct program *p)
{
    json_t *list = timeline_json(s->seen, program_places, p);

    for (int i = 0; i < p->sources; i++)
        sources_add(list, p->source[i].name, p->source[i].text,
                    p->source[i].size);
    return list;
}

static json_t *worst_timeline(struct search *s, struct program *p)
{
    if (!s->worst || search_replay(s, &s->worst->schedule) == OUTCOME_LOST)
        return json_array();
    return show_timeline(s, p);
}

json_t *show_variant(struct search *s, struct program *p,
                     const struct variant *variant, long ms)
{
    char *schedule = s->worst ? schedule_text(&s->worst->schedule) : NULL;
    unsigned executions = s->executions;
    json_t *j = json_object();

    json_object_set_new(j, "verdict", json_string(verdict_of(s)));
    json_object_set_new(j, "findings", findings(s, p));
    json_object_set_new(j, "executions", json_integer(executions));
    json_object_set_new(j, "exhaustive", json_boolean(s->exhaustive));
    json_object_set_new(j, "schedule", json_string(schedule ? schedule : ""));
    json_object_set_new(j, "timeline", worst_timeline(s, p));
    json_object_set_new(j, "compiler", json_string(variant->compiler));
    json_object_set_new(j, "level", json_string(variant->level));
    json_object_set_new(j, "ms", json_integer(ms));
    free(schedule);
    return j;
}

json_t *show_result(json_t *variants)
{
    json_t *chosen = json_array_get(variants, 0), *v, *builds = json_array();
    json_t *result;
    size_t i;

    json_array_foreach (variants, i, v) {
        json_t *line = json_object();
        static const char *const fields[] = {
            "compiler", "level", "verdict", "executions", "exhaustive", "ms"};

        for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
            json_object_set(line, fields[k], json_object_get(v, fields[k]));
        json_array_append_new(builds, line);
        if (field_is(chosen, "verdict", "ok") && !field_is(v, "verdict", "ok"))
            chosen = v;
    }
    result = json_copy(chosen);
    json_object_set_new(result, "builds", builds);
    return result;
}

/* ---- for people ------------------------------------------------------------ */

static void colour(const char *code)
{
    if (isatty(STDOUT_FILENO) && !getenv("NO_COLOR"))
        printf("\033[%sm", code);
}

static const char *verdict_words(const json_t *result)
{
    static const struct {
        const char *verdict, *zh, *en;
    } words[] = {{"race", "数据竞争", "data race"},
                 {"wrong-result", "结果错误", "wrong result"},
                 {"deadlock", "死锁", "deadlock"},
                 {"livelock", "活锁", "livelock"},
                 {"stuck", "卡住", "stuck"},
                 {"crash", "崩溃", "crash"},
                 {"misuse", "用法错误", "misuse"}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (field_is(result, "verdict", words[i].verdict))
            return in_language(words[i].zh, words[i].en);
    return "ok";
}

/* Where nothing better is known, the last place in the timeline. */
static const char *fault_of(const json_t *result, const json_t *f)
{
    const json_t *list = json_object_get(result, "timeline");
    const char *where =
        json_string_value(json_array_get(json_object_get(f, "where"), 0));

    for (size_t i = json_array_size(list); !where && i-- > 0;) {
        where = field_text(json_array_get(list, i), "where");
        where = *where ? where : NULL;
    }
    return where;
}

/* "the/path/of/the/user.c:12" from "user.c:12". */
static void print_place(const struct program *p, const char *where)
{
    const char *colon = strrchr(where, ':');
    char name[64];

    snprintf(name, sizeof name, "%.*s", (int)(colon - where), where);
    print_safely(stdout, program_shown(p, name), "");
    fputs(colon, stdout);
}

/* file:line:1: error: [kind] message - an editor jumps there. */
static void editor_line(const json_t *result, const json_t *f,
                        const struct program *p, int error)
{
    const json_t *message = json_object_get(f, "message");
    const char *where = fault_of(result, f);
    const char *second =
        json_string_value(json_array_get(json_object_get(f, "where"), 1));

    if (where)
        print_place(p, where);
    else
        print_safely(stdout, p->source[0].shown, "");
    printf("%s:1: %s: [%s] ", where ? "" : ":1", error ? "error" : "note",
           field_text(f, "kind"));
    print_safely(stdout, text_of(message), "");
    if (second && strcmp(second, where) != 0) {
        fputs(in_language("（", " ("), stdout);
        print_place(p, second);
        fputs(in_language("）", ")"), stdout);
    }
    putchar('\n');
    if (language == BOTH) {
        fputs("    ", stdout);
        print_safely(stdout, field_text(message, "zh"), "    ");
        putchar('\n');
    }
}

/* A word of a command line, as a shell takes it; safe for a terminal. */
static void print_word(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.,:/+-=";
    int is_plain = *word && word[strspn(word, plain)] == '\0';

    fputs(is_plain ? " " : " '", stdout);
    while (*word) {
        size_t n = strcspn(word, "'");
        char *part = strndup(word, n);

        print_safely(stdout, part ? part : "", "");
        free(part);
        word += n;
        if (*word)
            fputs("'\\''", stdout);
        word += *word == '\'';
    }
    fputs(is_plain ? "" : "'", stdout);
}

/* The command as it was typed; by an absolute path, as the course calls it. */
static const char *own_name(void)
{
    const char *name = program_invocation_name;
    const char *end = strstr(name, "build/bin/");

    return *name == '/' && end ? end : name;
}

static void how_to_replay(const json_t *result, const struct program *p)
{
    printf("%s%s --replay '%s'",
           in_language("再看一遍这个调度：", "this schedule again: "),
           own_name(), field_text(result, "schedule"));
    if (!field_is(result, "level", "-O0"))
        printf(" --compiler %s --level %s", field_text(result, "compiler"),
               field_text(result, "level"));
    for (int i = 0; i < p->sources; i++)
        print_word(p->source[i].shown);
    if (*p->arguments)
        fputs(" --", stdout);
    for (char *const *a = p->arguments; *a; a++)
        print_word(*a);
    putchar('\n');
}

static void build_line(const json_t *b)
{
    long n = field_number(b, "executions");

    printf("%s %s: ", field_text(b, "compiler"), field_text(b, "level"));
    if (!field_is(b, "verdict", "ok"))
        printf(in_language("%s，%ld 次执行\n", n == 1 ? "%s, %ld execution\n"
                                                      : "%s, %ld executions\n"),
               verdict_words(b), n);
    else if (!json_is_true(json_object_get(b, "exhaustive")))
        printf(in_language("%ld 次执行，没有出错；不是所有的调度都试过\n",
                           "%ld executions, none went wrong; not every "
                           "schedule was tried\n"),
               n);
    else if (n == 1)
        printf(in_language("%ld 次执行：只有一个调度，它没有出错\n",
                           "%ld execution: there is one schedule, and it does "
                           "not go wrong\n"),
               n);
    else
        printf(in_language("%ld 次执行，所有的调度都试过了，没有一个出错\n",
                           "%ld executions, every schedule was tried, none "
                           "goes wrong\n"),
               n);
}

static void headline(const json_t *result)
{
    const char *schedule = field_text(result, "schedule");

    if (field_is(result, "verdict", "ok"))
        printf("%s", in_language("没有出错", "nothing goes wrong"));
    else {
        colour("31;1");
        printf("%s", verdict_words(result));
        colour("0");
    }
    if (*schedule)
        printf(in_language("（调度 %s）\n", " (schedule %s)\n"), schedule);
    else
        puts(in_language("（默认的调度）", " (the default schedule)"));
}

static void one_execution(const json_t *result, const struct program *p)
{
    const json_t *f;
    size_t i;

    headline(result);
    json_array_foreach (json_object_get(result, "findings"), i, f)
        editor_line(result, f, p, i == 0);
    putchar('\n');
    lanes_print(stdout, json_object_get(result, "timeline"), "");
}

void show_console(const json_t *result, const struct program *p,
                  const char *replayed)
{
    const json_t *b;
    int ok = field_is(result, "verdict", "ok");
    size_t i;

    if (!ok || replayed)
        one_execution(result, p);
    if (replayed)
        return;
    if (!ok)
        putchar('\n');
    json_array_foreach (json_object_get(result, "builds"), i, b)
        build_line(b);
    if (!ok)
        how_to_replay(result, p);
}
