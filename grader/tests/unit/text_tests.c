/* text_tests.c - words in the right language, safe for a terminal */
#include "../../supervisor/text.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#define REPLACED "\xef\xbf\xbd" /* U+FFFD */

/* ---- safe text ----------------------------------------------------------- */

/* What print_safely makes of a text: 1 if it is `wanted`. */
static int shows(const char *text, const char *indent, const char *wanted)
{
    char *got = NULL;
    size_t size;
    FILE *out = open_memstream(&got, &size);
    int same;

    CU_ASSERT_FATAL(out != NULL);
    print_safely(out, text, indent);
    fclose(out);
    same = strcmp(got, wanted) == 0;
    free(got);
    return same;
}

static void ordinary(void)
{
    CU_ASSERT(shows("", "  ", ""));
    CU_ASSERT(shows("plain #<&> 100 %s", "", "plain #<&> 100 %s"));
    CU_ASSERT(shows("映射 é \U0001f600 \U0010ffff", "",
                    "映射 é \U0001f600 \U0010ffff"));
}

static void control(void)
{
    CU_ASSERT(shows("\033[31mred\033[0m", "", "^[[31mred^[[0m"));
    CU_ASSERT(shows("\a\b\r\001", "", "^G^H^M^A"));
    CU_ASSERT(shows("\x7f", "", "<U+007F>"));
    CU_ASSERT(shows("a\xc2\x9b[2J", "", "a<U+009B>[2J"));
}

static void direction(void)
{
    CU_ASSERT(shows("a\xe2\x80\xae"
                    "b",
                    "", "a<U+202E>b"));
    CU_ASSERT(shows("\xe2\x81\xa6\xe2\x81\xa9", "", "<U+2066><U+2069>"));
    CU_ASSERT(shows("\xd8\x9c\xe2\x80\x8f", "", "<U+061C><U+200F>"));
    CU_ASSERT(shows("\xe2\x80\xa8", "", "<U+2028>"));
}

static void lines(void)
{
    CU_ASSERT(shows("a\nb\n", "> ", "a\n> b\n"));
    CU_ASSERT(shows("a\n\nb", "> ", "a\n> \n> b"));
    CU_ASSERT(shows("a\tb", "> ", "a    b"));
}

static void invalid(void)
{
    CU_ASSERT(shows("a\xff\xfe"
                    "b",
                    "", "a" REPLACED REPLACED "b"));
    CU_ASSERT(shows("\x80", "", REPLACED));
    CU_ASSERT(shows("cut \xe6\x98", "", "cut " REPLACED REPLACED));
    CU_ASSERT(shows("\xe6\x98x", "", REPLACED REPLACED "x"));
}

/* ESC, '/' and NUL written with more bytes than they need. */
static void overlong(void)
{
    CU_ASSERT(shows("\xc0\x9b", "", REPLACED REPLACED));
    CU_ASSERT(shows("\xc0\xaf", "", REPLACED REPLACED));
    CU_ASSERT(shows("\xe0\x80\x9b", "", REPLACED REPLACED REPLACED));
    CU_ASSERT(
        shows("\xf0\x80\x80\x9b", "", REPLACED REPLACED REPLACED REPLACED));
    CU_ASSERT(shows("\xc2\x80", "", "<U+0080>"));
}

static void surrogates(void)
{
    CU_ASSERT(shows("\xed\xa0\x80", "", REPLACED REPLACED REPLACED));
    CU_ASSERT(shows("\xed\xbf\xbf", "", REPLACED REPLACED REPLACED));
    CU_ASSERT(
        shows("\xed\x9f\xbf\xee\x80\x80", "", "\xed\x9f\xbf\xee\x80\x80"));
    CU_ASSERT(
        shows("\xf4\x90\x80\x80", "", REPLACED REPLACED REPLACED REPLACED));
}

static int becomes(const char *bytes, size_t size, const char *wanted)
{
    char *copy = valid_utf8(bytes, size);
    int same = copy && strcmp(copy, wanted) == 0;

    free(copy);
    return same;
}

static void copy(void)
{
    CU_ASSERT(becomes("", 0, ""));
    CU_ASSERT(becomes("映射\n", 7, "映射\n"));
    CU_ASSERT(becomes("a\0b", 3, "a" REPLACED "b"));
    CU_ASSERT(becomes("\xff\xff", 2, REPLACED REPLACED));
    CU_ASSERT(becomes("\xe6\x98\xa0", 2, REPLACED REPLACED));
    CU_ASSERT(becomes("\xed\xa0\x80", 3, REPLACED REPLACED REPLACED));
}

/* ---- columns ------------------------------------------------------------- */

static int columns(const char *text, int width, const char *wanted)
{
    char *got = NULL;
    size_t size;
    FILE *out = open_memstream(&got, &size);
    int same;

    CU_ASSERT_FATAL(out != NULL);
    print_columns(out, text, width);
    fclose(out);
    same = strcmp(got, wanted) == 0;
    free(got);
    return same;
}

static void in_columns(void)
{
    CU_ASSERT(columns("mapf", 8, "mapf    "));
    CU_ASSERT(columns("映射", 8, "映射    "));
    CU_ASSERT(columns("映射 a", 8, "映射 a  "));
    CU_ASSERT(columns("é", 3, "é  "));
    CU_ASSERT(columns("too long", 3, "too long"));
    CU_ASSERT(columns("", 2, "  "));
}

/* ---- lines --------------------------------------------------------------- */

static int wraps(const char *text, const char *indent, int width,
                 const char *wanted)
{
    char *got = NULL;
    size_t size;
    FILE *out = open_memstream(&got, &size);
    int same;

    CU_ASSERT_FATAL(out != NULL);
    print_wrapped(out, text, indent, width);
    fclose(out);
    same = strcmp(got, wanted) == 0;
    free(got);
    return same;
}

static void in_lines(void)
{
    CU_ASSERT(wraps("", "", 8, ""));
    CU_ASSERT(wraps("one two", "", 7, "one two"));
    CU_ASSERT(wraps("one two three", "", 8, "one two\nthree"));
    CU_ASSERT(wraps("one two", "  ", 8, "one\n  two"));
    CU_ASSERT(wraps("unbreakable", "", 4, "unbreakable"));
    CU_ASSERT(wraps("共享内存映射", "", 8, "共享内存\n映射"));
    CU_ASSERT(wraps("共享内存，映射", "", 8, "共享内\n存，映射"));
    CU_ASSERT(wraps("共享的（内存）", "", 8, "共享的\n（内存）"));
    CU_ASSERT(wraps("用 mmap 映射", "", 8, "用 mmap\n映射"));
    CU_ASSERT(wraps("a\nb c", "", 2, "a\nb c"));
    CU_ASSERT(wraps("\033[31m red", "", 5, "^[[31m\nred"));
    CU_ASSERT(wraps("cut \xe6\x98 x", "", 4, "cut " REPLACED REPLACED " x"));
}

/* ---- language ------------------------------------------------------------ */

static const char *const variables[] = {"LAB_LANG", "LC_ALL", "LC_MESSAGES",
                                        "LANG"};

enum { VARIABLES = 4 };

/* The language an environment asks for; NULL: the variable is not there. */
static enum language asked(const char *const values[VARIABLES])
{
    char *saved[VARIABLES];
    enum language got, before = language;

    for (int i = 0; i < VARIABLES; i++) {
        const char *old = getenv(variables[i]);

        saved[i] = old ? strdup(old) : NULL;
        if (values[i])
            setenv(variables[i], values[i], 1);
        else
            unsetenv(variables[i]);
    }
    CU_ASSERT(choose_language(NULL) == 0);
    got = language;
    language = before;
    for (int i = 0; i < VARIABLES; i++) {
        if (saved[i])
            setenv(variables[i], saved[i], 1);
        else
            unsetenv(variables[i]);
        free(saved[i]);
    }
    return got;
}

#define ASKED(...) asked((const char *const[VARIABLES]){__VA_ARGS__})

static void environment(void)
{
    CU_ASSERT(ASKED(NULL, NULL, NULL, NULL) == EN);
    CU_ASSERT(ASKED(NULL, NULL, NULL, "zh_CN.UTF-8") == ZH);
    CU_ASSERT(ASKED(NULL, NULL, NULL, "zh") == ZH);
    CU_ASSERT(ASKED(NULL, NULL, NULL, "de_DE.UTF-8") == EN);
    CU_ASSERT(ASKED(NULL, NULL, NULL, "C") == EN);
    CU_ASSERT(ASKED("both", NULL, NULL, NULL) == BOTH);
}

static void precedence(void)
{
    CU_ASSERT(ASKED("zh", "en_US", "en_US", "en_US") == ZH);
    CU_ASSERT(ASKED("en", "zh_CN", "zh_CN", "zh_CN") == EN);
    CU_ASSERT(ASKED(NULL, "zh_CN", "en_US", "en_US") == ZH);
    CU_ASSERT(ASKED(NULL, NULL, "zh_CN", "en_US") == ZH);
    CU_ASSERT(ASKED(NULL, NULL, "en_US", "zh_CN") == EN);
    CU_ASSERT(ASKED("", "", "", "zh_CN") == ZH);
}

static void by_word(void)
{
    enum language before = language;

    CU_ASSERT(choose_language("zh") == 0 && language == ZH);
    CU_ASSERT_STRING_EQUAL(in_language("是", "yes"), "是");
    CU_ASSERT(choose_language("both") == 0 && language == BOTH);
    CU_ASSERT_STRING_EQUAL(in_language("是", "yes"), "yes");
    CU_ASSERT(choose_language("fr") == -1 && language == BOTH);
    CU_ASSERT(choose_language("") == -1 && choose_language("zhx") == -1);
    CU_ASSERT(choose_language("en") == 0 && language == EN);
    language = before;
}

static void of_json(void)
{
    json_t *text = json_pack("{s:s, s:s}", "zh", "是", "en", "yes");
    json_t *half = json_pack("{s:s}", "zh", "是");
    enum language before = language;

    language = ZH;
    CU_ASSERT_STRING_EQUAL(text_of(text), "是");
    language = EN;
    CU_ASSERT_STRING_EQUAL(text_of(text), "yes");
    CU_ASSERT_STRING_EQUAL(text_of(half), "");
    CU_ASSERT_STRING_EQUAL(text_of(NULL), "");
    language = before;
    json_decref(text);
    json_decref(half);
}

/* ---- nearest word -------------------------------------------------------- */

static int guesses(const char *word, const char *wanted)
{
    static const char *const labs[] = {"predict", "mapf", "mm_replace", NULL};
    const char *guess = nearest(word, labs);

    if (!guess || !wanted)
        return guess == wanted;
    return strcmp(guess, wanted) == 0;
}

static void near(void)
{
    CU_ASSERT(guesses("mpaf", "mapf"));
    CU_ASSERT(guesses("map", "mapf"));
    CU_ASSERT(guesses("mapff", "mapf"));
    CU_ASSERT(guesses("mm_replce", "mm_replace"));
    CU_ASSERT(guesses("mmreplace", "mm_replace"));
    CU_ASSERT(guesses("perdict", "predict"));
}

static void far(void)
{
    char word[300];

    CU_ASSERT(guesses("nonsense", NULL));
    CU_ASSERT(guesses("xyz", NULL));
    CU_ASSERT(guesses("", NULL));
    memset(word, 'q', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    CU_ASSERT(guesses(word, NULL));
}

const struct test text_tests[] = {
    {"ordinary text is printed as it is", ordinary},
    {"control characters are made visible", control},
    {"direction marks are made visible", direction},
    {"lines after the first are indented", lines},
    {"bytes that are not UTF-8 are replaced", invalid},
    {"overlong UTF-8 is not UTF-8", overlong},
    {"surrogates and numbers above U+10FFFF are not UTF-8", surrogates},
    {"valid_utf8 replaces just what is not UTF-8, and NUL", copy},
    {"a Chinese character takes two columns", in_columns},
    {"long lines end between words and between Chinese characters", in_lines},
    {"the environment chooses the language", environment},
    {"LAB_LANG wins over the locale, LC_ALL over LANG", precedence},
    {"only zh, en and both are languages", by_word},
    {"a text is given in the chosen language", of_json},
    {"a mistyped name finds the nearest lab", near},
    {"nonsense finds no lab", far},
    {NULL, NULL},
};
