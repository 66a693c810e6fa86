/* record_tests.c - a result line is believed only if it is untouched */
#include "../../checker/record.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static const unsigned char key[RECORD_KEY] = "a key of 16 byte";
static const unsigned char other_key[RECORD_KEY] = "another 16 bytes";

enum { LINE = 256 };

/* A line as the supervisor sees it: without its newline. */
static void write_line(char line[LINE], char kind, unsigned number,
                       const char *payload)
{
    char *whole = record_format(key, kind, number, payload);

    CU_ASSERT_FATAL(whole != NULL && strlen(whole) < LINE);
    strcpy(line, whole);
    free(whole);
    CU_ASSERT_FATAL(strchr(line, '\n') == line + strlen(line) - 1);
    line[strlen(line) - 1] = '\0';
}

static void comes_back(void)
{
    static const char *const payloads[] = {
        "{}", "two words", " blanks  in   odd places ", "", "12 34 ffff"};
    char line[LINE];

    for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++) {
        const char *payload = NULL;

        write_line(line, 'R', 7, payloads[i]);
        CU_ASSERT(record_parse(key, 7, line, &payload) == 'R');
        CU_ASSERT_FATAL(payload != NULL);
        CU_ASSERT_STRING_EQUAL(payload, payloads[i]);
    }
}

static char parse_changed(size_t at, char with)
{
    const char *payload;
    char line[LINE];

    write_line(line, 'R', 7, "{\"verdict\":\"fail\"}");
    line[at] = with;
    return record_parse(key, 7, line, &payload);
}

static void every_byte(void)
{
    char line[LINE];
    size_t size;

    write_line(line, 'R', 7, "{\"verdict\":\"fail\"}");
    size = strlen(line);
    for (size_t i = 0; i < size; i++) {
        CU_ASSERT(parse_changed(i, line[i]) == 'R');
        CU_ASSERT(parse_changed(i, line[i] ^ 1) == 0);
    }
}

static void other_number(void)
{
    const char *payload;
    char line[LINE];

    write_line(line, 'R', 7, "{}");
    CU_ASSERT(record_parse(key, 8, line, &payload) == 0);
    write_line(line, 'R', 7, "{}");
    CU_ASSERT(record_parse(key, 6, line, &payload) == 0);
}

static void wrong_key(void)
{
    const char *payload;
    char line[LINE];

    write_line(line, 'R', 7, "{}");
    CU_ASSERT(record_parse(other_key, 7, line, &payload) == 0);
}

static void cut_short(void)
{
    const char *payload;
    char line[LINE];
    size_t size;

    write_line(line, 'E', 3, "a payload");
    size = strlen(line);
    for (size_t n = 0; n < size; n++) {
        write_line(line, 'E', 3, "a payload");
        line[n] = '\0';
        CU_ASSERT(record_parse(key, 3, line, &payload) == 0);
    }
}

static void longer(void)
{
    const char *payload;
    char line[LINE];

    write_line(line, 'E', 3, "a payload");
    strcat(line, " ");
    CU_ASSERT(record_parse(key, 3, line, &payload) == 0);
}

static void not_a_record(void)
{
    static const char *const lines[] = {"", " ", "ok 1 - a line of TAP",
                                        "R 1 {} 0000000000000000",
                                        "0123456789abcdef0123456789abcdef"};
    const char *payload;
    char line[LINE];

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        strcpy(line, lines[i]);
        CU_ASSERT(record_parse(key, 1, line, &payload) == 0);
    }
}

const struct test record_tests[] = {
    {"a record comes back as its kind and whole payload", comes_back},
    {"a record with any byte changed is refused", every_byte},
    {"a record out of its turn is refused", other_number},
    {"a record made under another key is refused", wrong_key},
    {"a record cut anywhere is refused", cut_short},
    {"a record with something behind its mac is refused", longer},
    {"a line that is no record is refused", not_a_record},
    {NULL, NULL},
};
