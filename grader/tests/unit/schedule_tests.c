/* schedule_tests.c - what is printed as a schedule can be typed in again */
#include "../../explore/search/search.h"
#include "explored.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* Is `text` a schedule that prints as itself? */
static int survives(const char *text)
{
    struct schedule s;
    char *again;
    int same;

    if (schedule_parse(text, &s) == -1)
        return 0;
    again = schedule_text(&s);
    same = again && strcmp(again, text) == 0;
    free(again);
    free(s.deviation);
    return same;
}

static void examples(void)
{
    CU_ASSERT(survives(""));
    CU_ASSERT(survives("0:0"));
    CU_ASSERT(survives("2:1,7:0"));
    CU_ASSERT(survives("2:1t"));
    CU_ASSERT(survives("2:1t,3:0,4:15t"));
    CU_ASSERT(survives("4294967295:15"));
}

static void any_schedule(void)
{
    uint64_t state = 7;
    int lost = 0;

    for (int i = 0; i < 200; i++) {
        struct schedule s = {.n = noise(&state) % 100}, again;
        char *text;

        s.deviation = calloc(s.n + 1, sizeof *s.deviation);
        CU_ASSERT_FATAL(s.deviation != NULL);
        for (size_t k = 0; k < s.n; k++) {
            s.deviation[k].step = (k ? s.deviation[k - 1].step + 1 : 0) +
                                  (uint32_t)(noise(&state) % 50);
            s.deviation[k].choice =
                (uint32_t)(noise(&state) % PROCESSES +
                           (noise(&state) % 2 ? TIMES_OUT : 0));
        }
        text = schedule_text(&s);
        CU_ASSERT_FATAL(text && schedule_parse(text, &again) == 0);
        lost += again.n != s.n || memcmp(again.deviation, s.deviation,
                                         s.n * sizeof *s.deviation) != 0;
        free(text);
        free(s.deviation);
        free(again.deviation);
    }
    CU_ASSERT_EQUAL(lost, 0);
}

static void time_out(void)
{
    struct schedule s;

    CU_ASSERT_FATAL(schedule_parse("2:1t", &s) == 0);
    CU_ASSERT(s.n == 1 && s.deviation[0].step == 2);
    CU_ASSERT(s.deviation[0].choice == TIMES_OUT + 1);
    free(s.deviation);
}

static void bad_texts(void)
{
    static const char *const bad[] = {
        "x",       "2",       "2:",       ":1",       ":",
        ",",       "2:1,",    ",2:1",     "2:1,,3:1", "2:1 3:1",
        " 2:1",    "2: 1",    "2:1 ",     "-1:1",     "+2:1",
        "2:-1",    "2:+1",    "0x2:1",    "2:1x",     "2:1tt",
        "2:t1",    "t",       "2:16",     "2:99",     "4294967296:1",
        "2:1,2:0", "3:1,2:0", "2:1;3:1",  "2:1\n",    "18446744073709551618:1",
        "2.5:1",   "2:1t3:1", "2:1,3:1t,"};
    int taken = 0, left = 0;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct schedule s = {.n = 9};

        taken += schedule_parse(bad[i], &s) != -1;
        left += s.n != 0 || s.deviation != NULL;
    }
    CU_ASSERT_EQUAL(taken, 0);
    CU_ASSERT_EQUAL(left, 0);
}

/* A text of n deviations. */
static char *long_text(unsigned n)
{
    char *text = malloc(n * 8 + 1), *at = text;

    for (unsigned i = 0; text && i < n; i++)
        at += sprintf(at, "%s%u:1", i ? "," : "", i);
    return text;
}

static void too_long(void)
{
    char *most = long_text(DEVIATIONS), *more = long_text(DEVIATIONS + 1);
    struct schedule s;

    CU_ASSERT_FATAL(most && more);
    CU_ASSERT(survives(most));
    CU_ASSERT(schedule_parse(more, &s) == -1);
    free(most);
    free(more);
}

static void taken(void)
{
    struct control *c = explored_new();
    struct schedule s;

    c->steps = 4;
    c->decision[1].choice = 1; /* the usual one is 0 */
    c->decision[2].usual = c->decision[2].choice = 1;
    c->decision[3].choice = TIMES_OUT;
    s = schedule_taken(c);
    CU_ASSERT_FATAL(s.deviation != NULL);
    CU_ASSERT(s.n == 2);
    CU_ASSERT(s.deviation[0].step == 1 && s.deviation[0].choice == 1);
    CU_ASSERT(s.deviation[1].step == 3 && s.deviation[1].choice == TIMES_OUT);
    free(s.deviation);
    free(c);
}

const struct test schedule_tests[] = {
    {"a schedule that is typed in prints as it was typed", examples},
    {"any schedule survives being printed and read", any_schedule},
    {"the t of 2:1t is a wait that reaches its limit", time_out},
    {"a text that is no schedule is refused, and leaves nothing", bad_texts},
    {"a schedule has at most as many deviations as there is room", too_long},
    {"what an execution did differently is its schedule", taken},
    {NULL, NULL},
};
