/* text.c - words for people: two languages, safe for a terminal */
#include "text.h"

#include <errno.h>
#include <locale.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

enum language language = EN;

/* ---- language ------------------------------------------------------------ */

static const char *language_of_environment(void)
{
    static const char *const names[] = {"LAB_LANG", "LC_ALL", "LC_MESSAGES",
                                        "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value && *value)
            return value;
    }
    return "en";
}

int choose_language(const char *word)
{
    if (!word) {
        const char *env = language_of_environment();

        language = strcmp(env, "both") == 0     ? BOTH
                   : strncmp(env, "zh", 2) == 0 ? ZH
                                                : EN;
        return 0;
    }
    if (strcmp(word, "both") == 0)
        language = BOTH;
    else if (strcmp(word, "zh") == 0)
        language = ZH;
    else if (strcmp(word, "en") == 0)
        language = EN;
    else
        return -1;
    return 0;
}

const char *in_language(const char *zh, const char *en)
{
    return language == ZH ? zh : en;
}

const char *text_of(const json_t *text)
{
    const char *s =
        json_string_value(json_object_get(text, language == ZH ? "zh" : "en"));

    return s ? s : "";
}

_Noreturn void die(const char *zh, const char *en, ...)
{
    char *line = NULL;
    va_list args;

    va_start(args, en);
    fprintf(stderr, "%s: ", program_invocation_short_name);
    if (vasprintf(&line, in_language(zh, en), args) != -1)
        print_safely(stderr, line, "");
    fputc('\n', stderr);
    va_end(args);
    free(line);
    exit(2);
}

/* ---- safe text ----------------------------------------------------------- */

/* Length of the UTF-8 sequence at p (of n bytes), its code point in *code;
 * 0 if there is none. Source: RFC 3629. */
static size_t utf8_sequence(const unsigned char *p, size_t n, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = p[0] < 0x80             ? 1
                 : (p[0] & 0xe0) == 0xc0 ? 2
                 : (p[0] & 0xf0) == 0xe0 ? 3
                 : (p[0] & 0xf8) == 0xf0 ? 4
                                         : 0;

    if (len == 0 || len > n)
        return 0;
    *code = len == 1 ? p[0] : p[0] & (0x7f >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (p[i] & 0x3f);
    }
    if (*code < least[len] || *code > 0x10ffff ||
        (*code >= 0xd800 && *code < 0xe000))
        return 0;
    return len;
}

/* Characters that would act on a terminal or on the reading direction. */
static int is_active(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

void print_safely(FILE *out, const char *text, const char *indent)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t left = strlen(text);

    while (left > 0) {
        uint32_t code = 0;
        size_t len = utf8_sequence(p, left, &code);

        if (len == 0) {
            fputs("\xef\xbf\xbd", out); /* U+FFFD */
            len = 1;
        } else if (code == '\n') {
            fputc('\n', out);
            if (left > 1)
                fputs(indent, out);
        } else if (code == '\t') {
            fputs("    ", out);
        } else if (is_active(code)) {
            if (code < 0x20)
                fprintf(out, "^%c", (int)code + '@');
            else
                fprintf(out, "<U+%04X>", code);
        } else {
            fwrite(p, 1, len, out);
        }
        p += len;
        left -= len;
    }
}

char *valid_utf8(const char *bytes, size_t size)
{
    const unsigned char *p = (const unsigned char *)bytes;
    char *copy = malloc(size * 3 + 1), *at = copy;

    if (!copy)
        return NULL;
    while (size > 0) {
        uint32_t code;
        size_t len = *p ? utf8_sequence(p, size, &code) : 0;

        if (len == 0) {
            memcpy(at, "\xef\xbf\xbd", 3);
            at += 3;
            len = 1;
        } else {
            memcpy(at, p, len);
            at += len;
        }
        p += len;
        size -= len;
    }
    *at = '\0';
    return copy;
}

/* ---- columns ------------------------------------------------------------- */

static int columns_of(const char *text)
{
    wchar_t wide[512];
    size_t n;
    int width;

    /* Widths need a UTF-8 locale, whatever the user's is. */
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return (int)strlen(text);
    n = mbstowcs(wide, text, sizeof wide / sizeof *wide);
    if (n == (size_t)-1)
        return (int)strlen(text);
    width = wcswidth(wide, n);
    return width < 0 ? (int)n : width;
}

void print_columns(FILE *out, const char *text, int width)
{
    int used = columns_of(text);

    fputs(text, out);
    fprintf(out, "%*s", used < width ? width - used : 0, "");
}

/* ---- lines --------------------------------------------------------------- */

int terminal_width(FILE *out, int otherwise)
{
    struct winsize size;

    if (isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0)
        return size.ws_col;
    return otherwise;
}

static int is_wide(wchar_t c)
{
    return wcwidth(c) == 2;
}

/* May a line end between the two? */
static int may_part(wchar_t last, wchar_t next)
{
    if (last == L' ' || next == L' ')
        return last != L' ';
    if (wcschr(L"，。、：；？！）」』”’—…,.:;?!)", next) ||
        wcschr(L"（「『“‘(", last))
        return 0;
    return is_wide(last) || is_wide(next);
}

/* Of a text without line ends: how many characters make a line. */
static size_t line_length(const wchar_t *text, int width)
{
    size_t good = 0, n = 0;
    int columns = 0;

    for (; text[n]; n++) {
        int w = wcwidth(text[n]);

        if (n > 0 && may_part(text[n - 1], text[n]))
            good = n;
        columns += w < 0 ? 1 : w;
        if (columns > width && good > 0)
            return good;
    }
    return n;
}

void print_wrapped(FILE *out, const char *text, const char *indent, int width)
{
    wchar_t wide[2048], *at = wide;
    char line[4 * 2048];
    int room = width - columns_of(indent);

    /* Texts of ours; whatever is longer, or no text, need not look well. */
    if (strchr(text, '\n') || !setlocale(LC_CTYPE, "C.UTF-8") ||
        mbstowcs(wide, text, sizeof wide / sizeof *wide) >=
            sizeof wide / sizeof *wide) {
        print_safely(out, text, indent);
        return;
    }
    for (;;) {
        size_t n = line_length(at, room);
        wchar_t next = at[n];

        at[n] = L'\0';
        wcstombs(line, at, sizeof line);
        print_safely(out, line, indent);
        at[n] = next;
        for (at += n; *at == L' ';)
            at++;
        if (!*at)
            return;
        fprintf(out, "\n%s", indent);
    }
}

/* ---- nearest word -------------------------------------------------------- */

enum { LONGEST = 40 }; /* of a name we compare, bytes */

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours from a to b
 * (Damerau's distance, restricted form). */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 40 };
    size_t d[LONGEST + 1][LONGEST + 1];
    size_t n = strnlen(a, LONGEST), m = strnlen(b, LONGEST);

    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least_of(d[i - 1][j], d[i][j - 1]) + 1;
            d[i][j] =
                least_of(d[i][j], d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least_of(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

const char *nearest(const char *word, const char *const *words)
{
    const char *best = NULL;
    size_t best_distance = strnlen(word, LONGEST) / 3 + 2;

    for (; *words; words++) {
        size_t d = distance(word, *words);

        if (d < best_distance) {
            best_distance = d;
            best = *words;
        }
    }
    return best;
}
