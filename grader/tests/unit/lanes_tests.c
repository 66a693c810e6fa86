/* lanes_tests.c - the table of a timeline stays a table, whatever is in it */
#include "../../supervisor/lanes.h"
#include "../../supervisor/text.h"
#include "unit.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { BARS_MAX = 20, LINES_MAX = 400 };

static json_t *add(json_t *list, int process, const char *text)
{
    json_t *e =
        json_pack("{s:i, s:i, s:s, s:{s:s, s:s}, s:{s:s, s:s}}", "step",
                  (int)json_array_size(list), "process", process, "where",
                  "x.c:8", "who", "zh", process ? "子进程" : "父进程", "en",
                  process ? "child" : "parent", "text", "zh", text, "en", text);

    CU_ASSERT_FATAL(e != NULL);
    json_array_append_new(list, e);
    return e;
}

/* What lanes_print makes of it; free() it. */
static char *printed(const json_t *list)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    CU_ASSERT_FATAL(out != NULL);
    lanes_print(out, list, "  ");
    fclose(out);
    return text;
}

/* Where the bars of a line stand, in columns of a terminal; how many. */
static int bars(const char *line, int at[BARS_MAX])
{
    wchar_t wide[1024];
    int n = 0, column = 0;
    size_t length;

    setlocale(LC_CTYPE, "C.UTF-8");
    length = mbstowcs(wide, line, 1024);
    CU_ASSERT_FATAL(length != (size_t)-1 && length < 1024);
    for (size_t i = 0; i < length; i++) {
        if (wide[i] == L'│' && n < BARS_MAX)
            at[n++] = column;
        column += wcwidth(wide[i]);
    }
    return n;
}

/* Is every line a row with its bars where the first line has them? `rows`: how
 * many there must be, 0: any. Frees the text. */
static int is_table(char *text, int rows)
{
    int first[BARS_MAX], n = -1, lines = 0, good = 1;
    char *rest = text, *line;

    while ((line = strsep(&rest, "\n")) != NULL && *line) {
        int at[BARS_MAX], k;

        if (strstr(line, "├─"))
            continue;
        k = bars(line, at);
        if (n == -1) {
            n = k;
            memcpy(first, at, sizeof at);
        }
        good &= k == n && memcmp(first, at, (size_t)k * sizeof *at) == 0;
        lines++;
    }
    free(text);
    return good && n >= 2 && (rows == 0 || lines == rows + 1);
}

/* A table with this text, and one that is wider beside it. */
static int stands(const char *text, int rows)
{
    json_t *list = json_array();
    int good;

    add(list, 0, "reads anon#1+0: 0");
    add(list, 1, text);
    add(list, 0, "exits with 0");
    good = is_table(printed(list), rows);
    json_decref(list);
    return good;
}

static void plain(void)
{
    json_t *list = json_array();
    char *text;

    add(list, 0, "reads x: 0");
    add(list, 1, "reads x: 0");
    language = EN;
    text = printed(list);
    CU_ASSERT_STRING_EQUAL(text, "  step │ parent     │ child      │ line\n"
                                 "     0 │ reads x: 0 │            │ 8\n"
                                 "     1 │            │ reads x: 0 │ 8\n");
    free(text);
    json_decref(list);
}

static void chinese(void)
{
    language = ZH;
    CU_ASSERT(stands("写 anon#1+0：0 → 1", 3));
    CU_ASSERT(stands("在锁里面，数据竞争", 3));
    language = EN;
    CU_ASSERT(stands("写 anon#1+0：0 → 1", 3));
}

static void wrapped(void)
{
    CU_ASSERT(
        stands("waits in pthread_mutex_lock(mutex@anon#1+0) and goes on", 4));
    CU_ASSERT(
        stands("在这里等别的进程放开那把锁，在这里等别的进程放开那把锁", 4));
    CU_ASSERT(stands("oneverylongwordwithoutanyblankinitwhichmustbebroken"
                     "somewhere_or_it_would_not_fit_the_lane_at_all",
                     5));
}

/* How often a character is there. */
static int count(const char *text, char c)
{
    int n = 0;

    for (; *text; text++)
        n += *text == c;
    return n;
}

/* Broken at blanks, the words must all be there; elsewhere, all letters. */
static void nothing_lost(void)
{
    json_t *list = json_array();
    char *text;

    add(list, 0, "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk");
    text = printed(list);
    for (char c = 'a'; c <= 'k'; c++)
        CU_ASSERT(strstr(text, (char[]){c, c, c, c, 0}) != NULL);
    free(text);
    json_decref(list);
    list = json_array();
    add(list, 0,
        "xyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxyxy");
    text = printed(list);
    CU_ASSERT(count(text, 'x') == 30 && count(text, 'y') == 30);
    free(text);
    json_decref(list);
}

static void newlines(void)
{
    CU_ASSERT(stands("prints \"3\n\"", 3));
    CU_ASSERT(stands("\n", 3));
    CU_ASSERT(stands("a\nb\nc\n\n\n", 3));
}

static void control_characters(void)
{
    CU_ASSERT(stands("a\tb\tc", 3));
    CU_ASSERT(stands("\033[31mred\033[0m\r\a", 3));
    CU_ASSERT(stands("\u202e\u2066 turned", 3));
    CU_ASSERT(stands("\xc2\x9b[2J", 3));
    CU_ASSERT(stands("\033\033\033\033\033\033\033\033\033\033\033\033\033\033"
                     "\033\033\033\033\033\033\033\033\033\033",
                     0));
}

static void sources(void)
{
    json_t *list = json_array();
    json_t *e = add(list, 0, "reads");
    char *text;

    json_object_set_new(e, "source",
                        json_string("a\tb\033[2J\n中文，很长很长很"
                                    "长很长很长很长很长很长很长"));
    e = add(list, 1, "reads");
    json_object_set_new(e, "where", json_string("nowhere"));
    text = printed(list);
    CU_ASSERT(strchr(text, '\033') == NULL && strchr(text, '\t') == NULL);
    CU_ASSERT(strstr(text, "a    b^[[2J\\n中文") != NULL);
    CU_ASSERT(is_table(text, 2));
    json_decref(list);
}

static void several_files(void)
{
    json_t *list = json_array();
    char *text;

    add(list, 0, "reads");
    json_object_set_new(add(list, 1, "reads"), "where", json_string("y.c:9"));
    text = printed(list);
    CU_ASSERT(strstr(text, "│ x.c:8\n") && strstr(text, "│ y.c:9\n"));
    free(text);
    json_decref(list);
}

static void many_processes(void)
{
    json_t *list = json_array();
    char *text;

    language = EN;
    for (int i = 0; i < 16; i++)
        add(list, i, "reads anon#1+0: 0");
    text = printed(list);
    CU_ASSERT(strstr(text, "\n    15 │ child ") != NULL);
    CU_ASSERT(strstr(text, "│ what it does ") != NULL);
    CU_ASSERT(is_table(text, 0));
    add(list, -1, "reads");
    CU_ASSERT(is_table(printed(list), 0));
    json_decref(list);
}

static void many_entries(void)
{
    json_t *list = json_array();
    char *text;

    for (int i = 0; i < 60; i++)
        add(list, i % 2, "reads");
    language = EN;
    text = printed(list);
    CU_ASSERT(strstr(text, "... 12 lines before this") != NULL);
    CU_ASSERT(strstr(text, "\n    11 │") == NULL);
    CU_ASSERT(strstr(text, "\n    12 │") != NULL);
    free(text);
    json_decref(list);
}

static void marks(void)
{
    json_t *list = json_array();
    char *text;

    add(list, 0, "reads");
    json_object_set_new(add(list, 1, "writes"), "race", json_true());
    json_object_set_new(json_array_get(list, 1), "preempts", json_true());
    language = EN;
    text = printed(list);
    CU_ASSERT(strstr(text, "├─ the scheduler takes parent off here") != NULL);
    CU_ASSERT(strstr(text, "│ ! writes") != NULL);
    CU_ASSERT(strstr(text, "(! takes part in a data race)") != NULL);
    free(text);
    json_decref(list);
}

static void empty(void)
{
    json_t *list = json_array();
    char *text = printed(list);

    CU_ASSERT_STRING_EQUAL(text, "");
    free(text);
    json_decref(list);
}

const struct test lanes_tests[] = {
    {"a timeline is a table, one column for each process", plain},
    {"Chinese takes two columns a character, and the bars stand", chinese},
    {"a long text goes on in the next row of its lane", wrapped},
    {"no word is lost where a text is broken", nothing_lost},
    {"a newline inside a text does not break its lane", newlines},
    {"control characters are shown, and as wide as they are shown",
     control_characters},
    {"a source line cannot break the table either", sources},
    {"where there are several files their names are told", several_files},
    {"many processes share one lane, and are named", many_processes},
    {"of many entries the last are printed, and the rest counted",
     many_entries},
    {"preemptions and races are marked", marks},
    {"a timeline without entries prints nothing", empty},
    {NULL, NULL},
};
