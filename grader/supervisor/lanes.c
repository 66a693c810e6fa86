/* lanes.c - a timeline for a terminal: one column for each process
 *
 *   step │ parent                  │ child                  │ source
 *      2 │ reads anon#1+0: 0       │                        │    8  n++;
 *        ├─ the scheduler takes parent off here
 *      3 │                         │ reads anon#1+0: 0      │    8  n++;
 *
 * It takes the width of the terminal, elsewhere 120 columns. Where that is not
 * enough the source gives way first, then the lanes; and when there are more
 * processes than lanes have room, one lane holds them all and names them.
 */
#include "lanes.h"
#include "fields.h"
#include "text.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

enum {
    LANES = 16,
    ENTRIES = 48,      /* shown at most */
    USUAL_WIDTH = 120, /* columns, where there is no terminal */
    LANE_MOST = 36,
    LANE_LEAST = 22, /* narrower, and a lane cannot be read */
    SOURCE_MOST = 48,
    SOURCE_LEAST = 12 /* what is left of a line still says which it is */
};

struct lane {
    const char *name;
    int width; /* columns */
};

struct picture {
    FILE *out;
    const json_t *timeline;
    const char *indent;
    struct lane lane[LANES];
    size_t n;
    int together; /* all processes in the second lane, named in the first */
    int one_file;
    int number;  /* columns of "31", or of "count.c:31" */
    int source;  /* columns of the source line behind it, 0: none */
    size_t from; /* the first entry that is shown */
};

/* ---- pieces of text ------------------------------------------------------ */

/* Between the words of a text, and between a call and its arguments; "0 -> 1"
 * stays together. Where Chinese has no blank, in front of a bracket. */
static int may_break(const char *text, size_t at)
{
    static const char *const arrows[] = {"->", "→"};

    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(arrows[i]);

        if (text[at] == ' ' &&
            (strncmp(text + at + 1, arrows[i], n) == 0 ||
             (at >= n && strncmp(text + at - n, arrows[i], n) == 0)))
            return 0;
    }
    return text[at] == ' ' || strncmp(text + at, "（", strlen("（")) == 0 ||
           (at > 1 && text[at - 1] == '(' && text[at - 2] != ' ');
}

/* How many bytes of `text` fit into `width` columns;
 * `at_break`: up to a good place behind the first third, if there is one. `used`
 * gets the columns. */
static size_t fit(const char *text, int width, int at_break, int *used)
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
        if (at_break && columns > width / 3 && may_break(text, bytes)) {
            blank = bytes;
            blank_columns = columns;
        }
        if (columns + w > width)
            break;
        columns += w;
        bytes += n;
    }
    *used = text[bytes] && blank ? blank_columns : columns;
    return text[bytes] && blank ? blank : bytes;
}

static int columns(const char *text)
{
    int used;

    fit(text, 10000, 0, &used);
    return used;
}

/* The first `bytes` of a text, filled up to a width. */
static void piece(FILE *out, const char *text, size_t bytes, int used,
                  int width)
{
    char *copy = strndup(text, bytes);

    if (copy)
        print_safely(out, copy, "");
    fprintf(out, "%*s", width > used ? width - used : 0, "");
    free(copy);
}

/* ---- what an entry says -------------------------------------------------- */

/* A text that may come from a student, as it is shown: on one line, and as wide
 * as it looks. Malloc'ed. */
static char *one_line(const char *before, const char *text)
{
    char *shown = NULL;
    size_t size;
    FILE *out = open_memstream(&shown, &size);

    if (!out)
        die("没有内存了", "out of memory");
    fputs(before, out);
    while (*text) {
        size_t n = strcspn(text, "\n");
        char *line = strndup(text, n);

        print_safely(out, line ? line : "", "");
        free(line);
        text += n;
        if (*text) {
            fputs("\\n", out);
            text++;
        }
    }
    fclose(out);
    return shown;
}

static char *words_of(const json_t *e)
{
    return one_line(json_is_true(json_object_get(e, "race")) ? "! " : "",
                    text_of(json_object_get(e, "text")));
}

static char *source_of(const json_t *e)
{
    return one_line("", field_text(e, "source"));
}

static const char *who(const json_t *e)
{
    return text_of(json_object_get(e, "who"));
}

/* "31" where there is one file, else "count.c:31". */
static const char *place_of(const struct picture *p, const json_t *e)
{
    const char *where = field_text(e, "where"), *colon = strrchr(where, ':');

    return p->one_file && colon ? colon + 1 : where;
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

/* ---- widths -------------------------------------------------------------- */

static int wider(int a, int b)
{
    return a > b ? a : b;
}

/* What everything would like to have. */
static void measure(struct picture *p)
{
    p->one_file = in_one_file(p->timeline);
    for (size_t i = 0; i < LANES; i++)
        p->lane[i] = (struct lane){"", 0};
    for (size_t i = p->from; i < json_array_size(p->timeline); i++) {
        const json_t *e = json_array_get(p->timeline, i);
        size_t lane = (size_t)field_number(e, "process") % LANES;
        char *words = words_of(e), *source = source_of(e);

        p->n = lane + 1 > p->n ? lane + 1 : p->n;
        p->lane[lane].name = who(e);
        p->lane[lane].width =
            wider(p->lane[lane].width, wider(columns(who(e)), columns(words)));
        p->number = wider(p->number, columns(place_of(p, e)));
        p->source = wider(p->source, columns(source));
        free(words);
        free(source);
    }
    for (size_t i = 0; i < p->n; i++)
        if (p->lane[i].width > LANE_MOST)
            p->lane[i].width = LANE_MOST;
    p->source = p->source > SOURCE_MOST ? SOURCE_MOST : p->source;
}

/* What the lanes have together, source and number aside. */
static int room_for_lanes(const struct picture *p, int width)
{
    int room = width - columns(p->indent) - 4 - 3 - p->number -
               (p->source ? p->source + 2 : 0);

    return room - 3 * (int)p->n;
}

static int sum(const struct picture *p)
{
    int total = 0;

    for (size_t i = 0; i < p->n; i++)
        total += p->lane[i].width;
    return total;
}

/* Take from the widest until the rest fits, or all are at their least. */
static void narrow_lanes(struct picture *p, int room)
{
    while (sum(p) > room) {
        struct lane *widest = &p->lane[0];

        for (size_t i = 1; i < p->n; i++)
            if (p->lane[i].width > widest->width)
                widest = &p->lane[i];
        if (widest->width <= LANE_LEAST)
            return;
        widest->width--;
    }
}

static void put_together(struct picture *p)
{
    struct lane names = {in_language("进程", "process"), 0};
    struct lane words = {in_language("做什么", "what it does"), 0};

    names.width = columns(names.name);
    for (size_t i = 0; i < p->n; i++) {
        names.width = wider(names.width, columns(p->lane[i].name));
        words.width = wider(words.width, p->lane[i].width);
    }
    p->together = 1;
    p->lane[0] = names;
    p->lane[1] = words;
    p->n = 2;
}

static int sum_of_least(const struct picture *p)
{
    int total = 0;

    for (size_t i = 0; i < p->n; i++)
        total += p->lane[i].width < LANE_LEAST ? p->lane[i].width : LANE_LEAST;
    return total;
}

/* The source gives way as far as it may. Is there room for lanes that can be
 * read? */
static int shorten_source(struct picture *p, int natural, int width)
{
    int least = natural < SOURCE_LEAST ? natural : SOURCE_LEAST, over;

    p->source = natural;
    over = sum(p) - room_for_lanes(p, width);
    if (over > 0)
        p->source = wider(natural - over, least);
    return room_for_lanes(p, width) >= sum_of_least(p);
}

static void fit_into(struct picture *p, int width)
{
    int natural = p->source, fits = shorten_source(p, natural, width);

    if (!fits && p->n > 2) {
        put_together(p);
        fits = shorten_source(p, natural, width);
    }
    if (!fits)
        p->source = 0;
    narrow_lanes(p, room_for_lanes(p, width));
}

/* ---- drawing ------------------------------------------------------------- */

static void source_line(const struct picture *p, const json_t *e)
{
    const char *place = place_of(p, e);
    char *text = source_of(e);
    int used = columns(place);
    size_t bytes = strlen(text);

    if (!*place)
        goto done;
    fprintf(p->out, " %*s", p->one_file ? p->number - used : 0, "");
    print_safely(p->out, place, "");
    if (!*text || p->source == 0)
        goto done;
    fprintf(p->out, "%*s", p->one_file ? 2 : p->number - used + 2, "");
    if (columns(text) > p->source) {
        bytes = fit(text, p->source - 1, 0, &used);
        fprintf(p->out, "%.*s…", (int)bytes, text);
    } else {
        fputs(text, p->out);
    }
done:
    free(text);
}

/* One entry: as many lines as the longest of its texts needs. */
static void row(const struct picture *p, const json_t *e, const char **cell)
{
    int more, first = 1;

    do {
        more = 0;
        fputs(p->indent, p->out);
        if (first)
            fprintf(p->out, "%4ld", field_number(e, "step"));
        else
            fputs("    ", p->out);
        for (size_t i = 0; i < p->n; i++) {
            int used;
            size_t bytes = fit(cell[i], p->lane[i].width, 1, &used);

            fputs(" │ ", p->out);
            piece(p->out, cell[i], bytes, used, p->lane[i].width);
            cell[i] += bytes;
            cell[i] += *cell[i] == ' ';
            more |= *cell[i] != '\0';
        }
        fputs(" │", p->out);
        if (first)
            source_line(p, e);
        fputc('\n', p->out);
        first = 0;
    } while (more);
}

static void entry(const struct picture *p, const json_t *e)
{
    const char *cell[LANES];
    char *words = words_of(e);

    for (size_t i = 0; i < LANES; i++)
        cell[i] = "";
    if (p->together)
        cell[0] = who(e);
    cell[p->together ? 1 : (size_t)field_number(e, "process") % LANES] = words;
    row(p, e, cell);
    free(words);
}

static void preemption(const struct picture *p, const json_t *before)
{
    int colour = isatty(fileno(p->out)) && !getenv("NO_COLOR");

    fprintf(p->out, "%s     %s├─ ", p->indent, colour ? "\033[33m" : "");
    fprintf(p->out,
            in_language("调度器在这里换下%s ─",
                        "the scheduler takes %s off here ─"),
            before ? who(before) : "");
    fprintf(p->out, "%s\n", colour ? "\033[0m" : "");
}

static void head(const struct picture *p)
{
    fprintf(p->out, "%s%s", p->indent, in_language("  步", "step"));
    for (size_t i = 0; i < p->n; i++) {
        fputs(" │ ", p->out);
        piece(p->out, p->lane[i].name, strlen(p->lane[i].name),
              columns(p->lane[i].name), p->lane[i].width);
    }
    fprintf(p->out, " │ %s\n",
            p->source ? in_language("源代码", "source")
                      : in_language("行", "line"));
    if (p->from)
        fprintf(p->out,
                in_language("%s     │ … 前面还有 %zu 行\n",
                            "%s     │ ... %zu lines before this\n"),
                p->indent, p->from);
}

static void circle(const struct picture *p, const json_t *e)
{
    long lines = field_number(e, "circle");

    if (lines == 0)
        return;
    fprintf(p->out, "%s     ├─ ", p->indent);
    if (lines == 1)
        fprintf(p->out,
                in_language("这一行一直重复，到第 %ld 步为止 ─\n",
                            "this again and again, up to step %ld ─\n"),
                field_number(e, "until"));
    else
        fprintf(p->out,
                in_language("最后 %ld 行一直重复，到第 %ld 步为止 ─\n",
                            "the last %ld lines again and again, up to step "
                            "%ld ─\n"),
                lines, field_number(e, "until"));
}

static void explain_marks(const struct picture *p)
{
    for (size_t i = p->from; i < json_array_size(p->timeline); i++)
        if (json_is_true(
                json_object_get(json_array_get(p->timeline, i), "race"))) {
            fprintf(p->out, "%s%s\n", p->indent,
                    in_language("（! 参与数据竞争的访问）",
                                "(! takes part in a data race)"));
            return;
        }
}

void lanes_print(FILE *out, const json_t *timeline, const char *indent)
{
    struct picture p = {.out = out, .timeline = timeline, .indent = indent};
    size_t size = json_array_size(timeline);

    if (size == 0)
        return;
    setlocale(LC_CTYPE, "C.UTF-8"); /* widths, whatever the user's locale */
    p.from = size > ENTRIES ? size - ENTRIES : 0;
    measure(&p);
    fit_into(&p, terminal_width(out, USUAL_WIDTH));
    head(&p);
    for (size_t i = p.from; i < size; i++) {
        const json_t *e = json_array_get(timeline, i);

        if (json_is_true(json_object_get(e, "preempts")))
            preemption(&p, i > 0 ? json_array_get(timeline, i - 1) : NULL);
        entry(&p, e);
        circle(&p, e);
    }
    explain_marks(&p);
}
