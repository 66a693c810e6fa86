/* lanes.c - a timeline for a terminal: one column for each process
 *
 *   step │ parent                  │ child                  │ source
 *      2 │ reads anon#1+0: 0       │                        │ count.c:8
 *        ├─ the scheduler takes parent off here
 *      3 │                         │ reads anon#1+0: 0      │ count.c:8
 */
#include "lanes.h"
#include "fields.h"
#include "text.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { LANES = 12, NARROWEST = 12, ENTRIES = 48, SOURCE = 44 };

struct lane {
    const char *name;
    int width; /* columns */
};

/* How many bytes of `text` fit into `width` columns; at a blank if there is one
 * in the second half. `used` gets the columns. */
static size_t fit(const char *text, int width, int *used)
{
    size_t bytes = 0, blank = 0;
    int columns = 0, blank_columns = 0;
    mbstate_t state = {0};

    while (text[bytes]) {
        wchar_t wide;
        size_t n = mbrtowc(&wide, text + bytes, MB_CUR_MAX, &state);
        int w = 1;

        if (n == (size_t)-1 || n == (size_t)-2 || n == 0)
            n = 1;
        else if ((w = wcwidth(wide)) < 0)
            w = 1;
        if (columns + w > width)
            break;
        columns += w;
        bytes += n;
        if (text[bytes] == ' ' && columns > width / 2) {
            blank = bytes;
            blank_columns = columns;
        }
    }
    *used = text[bytes] && blank ? blank_columns : columns;
    return text[bytes] && blank ? blank : bytes;
}

static int columns(const char *text)
{
    int used;

    fit(text, 1000, &used);
    return used;
}

/* Two lanes and the source fit a terminal of about 120 columns. */
static int widest(size_t lanes)
{
    return lanes <= 2 ? 36 : lanes == 3 ? 28 : 22;
}

static size_t lanes_of(const json_t *timeline, struct lane lane[LANES])
{
    const json_t *e;
    size_t i, n = 0;

    for (i = 0; i < LANES; i++)
        lane[i] = (struct lane){"", NARROWEST};
    json_array_foreach (timeline, i, e) {
        size_t p = (size_t)field_number(e, "process");
        int width;

        if (p >= LANES)
            continue;
        n = p + 1 > n ? p + 1 : n;
        lane[p].name = text_of(json_object_get(e, "who"));
        width = columns(text_of(json_object_get(e, "text"))) +
                (json_is_true(json_object_get(e, "race")) ? 2 : 0);
        if (width > lane[p].width)
            lane[p].width = width;
    }
    for (i = 0; i < n; i++)
        if (lane[i].width > widest(n))
            lane[i].width = widest(n);
    return n;
}

/* A piece of text of at most `bytes`, filled up to the lane's width. */
static void cell(FILE *out, const char *text, size_t bytes, int used, int width)
{
    char *piece = strndup(text, bytes);

    fputs(" │ ", out);
    if (piece)
        print_safely(out, piece, "");
    fprintf(out, "%*s", width > used ? width - used : 0, "");
    free(piece);
}

static void empty_cells(FILE *out, const struct lane *lane, size_t from,
                        size_t to)
{
    for (size_t i = from; i < to; i++)
        cell(out, "", 0, 0, lane[i].width);
}

/* "count.c:8", or "8" where there is only one file. */
static void source(FILE *out, const json_t *e, int one_file)
{
    const char *where = field_text(e, "where");
    const char *text = field_text(e, "source");
    int used;

    fputs(" │", out);
    if (!*where)
        return;
    fputc(' ', out);
    if (one_file)
        fprintf(out, "%4s", strrchr(where, ':') + 1);
    else
        print_safely(out, where, "");
    if (*text) {
        char *piece = strndup(text, fit(text, SOURCE, &used));

        fputs("  ", out);
        if (piece)
            print_safely(out, piece, "");
        free(piece);
    }
}

/* One entry: as many lines as its text needs in its lane. */
static void entry(FILE *out, const json_t *e, const struct lane *lane, size_t n,
                  int one_file, const char *indent)
{
    size_t p = (size_t)field_number(e, "process");
    const char *rest = text_of(json_object_get(e, "text"));
    int race = json_is_true(json_object_get(e, "race")), first = 1;
    char *marked = NULL;

    if (p >= n)
        return;
    if (race && asprintf(&marked, "! %s", rest) != -1)
        rest = marked;
    do {
        int used;
        size_t bytes = fit(rest, lane[p].width, &used);

        fputs(indent, out);
        if (first)
            fprintf(out, "%4ld", field_number(e, "step"));
        else
            fputs("    ", out);
        empty_cells(out, lane, 0, p);
        cell(out, rest, bytes, used, lane[p].width);
        empty_cells(out, lane, p + 1, n);
        if (first)
            source(out, e, one_file);
        else
            fputs(" │", out);
        fputc('\n', out);
        rest += bytes + (rest[bytes] == ' ');
        first = 0;
    } while (*rest);
    free(marked);
}

static void preemption(FILE *out, const json_t *before, const char *indent)
{
    fprintf(out, "%s     ├─ ", indent);
    fprintf(out,
            in_language("调度器在这里把%s换下 ─\n",
                        "the scheduler takes %s off here ─\n"),
            before ? text_of(json_object_get(before, "who")) : "");
}

static int in_one_file(const json_t *timeline)
{
    const char *file = NULL;
    const json_t *e;
    size_t i, length = 0;

    json_array_foreach (timeline, i, e) {
        const char *where = field_text(e, "where");
        const char *colon = strrchr(where, ':');

        if (!colon)
            continue;
        if (file && (length != (size_t)(colon - where) ||
                     strncmp(file, where, length) != 0))
            return 0;
        file = where;
        length = (size_t)(colon - where);
    }
    return 1;
}

static void head(FILE *out, const struct lane *lane, size_t n,
                 const char *indent)
{
    fprintf(out, "%s%s", indent, in_language("  步", "step"));
    for (size_t i = 0; i < n; i++)
        cell(out, lane[i].name, strlen(lane[i].name), columns(lane[i].name),
             lane[i].width);
    fprintf(out, " │ %s\n", in_language("源代码", "source"));
}

static void explain_marks(FILE *out, const json_t *timeline, size_t from,
                          const char *indent)
{
    for (size_t i = from; i < json_array_size(timeline); i++)
        if (json_is_true(
                json_object_get(json_array_get(timeline, i), "race"))) {
            fprintf(out, "%s%s\n", indent,
                    in_language("（! 参与数据竞争的访问）",
                                "(! takes part in a data race)"));
            return;
        }
}

void lanes_print(FILE *out, const json_t *timeline, const char *indent)
{
    struct lane lane[LANES];
    size_t n, size = json_array_size(timeline), i;
    size_t from = size > ENTRIES ? size - ENTRIES : 0;
    int one_file = in_one_file(timeline);
    const json_t *e, *before = NULL;

    if (size == 0)
        return;
    setlocale(LC_CTYPE, "C.UTF-8"); /* widths, whatever the user's locale */
    n = lanes_of(timeline, lane);
    head(out, lane, n, indent);
    if (from)
        fprintf(out,
                in_language("%s     │ … 前面还有 %zu 行\n",
                            "%s     │ ... %zu lines before this\n"),
                indent, from);
    json_array_foreach (timeline, i, e) {
        if (i >= from) {
            if (json_is_true(json_object_get(e, "preempts")))
                preemption(out, before, indent);
            entry(out, e, lane, n, one_file, indent);
        }
        before = e;
    }
    explain_marks(out, timeline, from, indent);
}
