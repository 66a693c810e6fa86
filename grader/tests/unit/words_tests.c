/* words_tests.c - every event, finding and outcome is told in both languages */
#include "../../explore/report/words.h"
#include "explored.h"
#include "unit.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* The English (zh: the Chinese) sentence of event 0, in a buffer that lasts
 * until the next. */
static const char *told(const struct control *c, int zh)
{
    static char buffer[1024];
    char *text[2];

    words_event(c, 0, &text[0], &text[1]);
    snprintf(buffer, sizeof buffer, "%s", text[!zh]);
    free(text[0]);
    free(text[1]);
    return buffer;
}

static const char *outcome(struct control *c, enum outcome which, int zh)
{
    static char buffer[2048];
    char *text[2];

    c->outcome = which;
    words_outcome(c, &text[0], &text[1]);
    snprintf(buffer, sizeof buffer, "%s", text[!zh]);
    free(text[0]);
    free(text[1]);
    return buffer;
}

/* ---- events -------------------------------------------------------------- */

static void every_op(void)
{
    static const int errors[] = {0, EAGAIN, -5, 12345};
    int bad = 0;

    for (int op = 0; op < OPS; op++)
        for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
            for (int waits = 0; waits < OPS; waits++) {
                struct control *c = explored_new();
                struct event *e = explored_event(c, 1, (enum op)op, 1);
                char *zh, *en;

                e->error = (int16_t)errors[i];
                e->flags = errors[i] ? EVENT_FAILED : 0;
                e->waits_in = (uint8_t)waits;
                words_event(c, 0, &zh, &en);
                bad += !is_said(zh, en);
                free(c);
                if (op != OP_BLOCKED)
                    break;
            }
    CU_ASSERT_EQUAL(bad, 0);
}

static void accesses(void)
{
    struct control *c = explored_new();
    struct event *e = explored_event(c, 1, OP_WRITE, 1);

    e->offset = 8;
    e->before = 3;
    e->value = 0xffffffff; /* four bytes of it are there */
    CU_ASSERT_STRING_EQUAL(told(c, 0), "writes anon#1+8: 3 -> -1");
    CU_ASSERT_STRING_EQUAL(told(c, 1), "写 anon#1+8：3 → -1");
    e->size = 64;
    CU_ASSERT_STRING_EQUAL(told(c, 0), "writes 64 bytes at anon#1+8");
    e->op = OP_READ;
    e->size = 1;
    e->value = 0x1ff;
    CU_ASSERT_STRING_EQUAL(told(c, 0), "reads anon#1+8: -1");
    free(c);
}

static void prints(void)
{
    struct control *c = explored_new();
    struct event *e = explored_event(c, 0, OP_PRINT, 0);

    e->text = explored_text(c, "3\n\t\"x\"\n");
    CU_ASSERT_STRING_EQUAL(told(c, 0), "prints \"3\\n\\t\\\"x\\\"\\n\"");
    CU_ASSERT_STRING_EQUAL(told(c, 1), "打印 \"3\\n\\t\\\"x\\\"\\n\"");
    free(c);
}

static void prints_much(void)
{
    struct control *c = explored_new();
    struct event *e = explored_event(c, 0, OP_PRINT, 0);
    char text[3 * 41 + 1] = "";
    size_t shown;

    for (int i = 0; i < 41; i++)
        strcat(text, "映");
    e->text = explored_text(c, text);
    shown = strspn(strchr(told(c, 0), '"') + 1, text);
    CU_ASSERT(shown >= 40 && shown < 60 && shown % 3 == 0);
    CU_ASSERT(strstr(told(c, 0), "映…\"") != NULL);
    c->strings[e->text + 39] = '\0';
    CU_ASSERT(strstr(told(c, 0), "…") == NULL);
    CU_ASSERT(strstr(told(c, 0), "映\"") != NULL);
    free(c);
}

static void cut_text(void)
{
    struct control *c = explored_new();
    struct event *e = explored_event(c, 0, OP_PRINT, 0);
    char *zh, *en;

    e->text = explored_text(c, "\xe6\x98"); /* two bytes of three */
    words_event(c, 0, &zh, &en);
    CU_ASSERT(is_said(zh, en));
    strcpy(c->object[1].name, "/\xff\xfe");
    explored_event(c, 0, OP_SEM_POST, 1);
    words_event(c, 1, &zh, &en);
    CU_ASSERT(is_said(zh, en));
    free(c);
}

static void steps(void)
{
    struct control *c = explored_new();
    struct event *e = explored_event(c, 0, OP_STEP, 0);

    e->text = explored_text(c, "inside the lock");
    e->argument[0] = explored_text(c, "在锁里面");
    CU_ASSERT_STRING_EQUAL(told(c, 0), "inside the lock");
    CU_ASSERT_STRING_EQUAL(told(c, 1), "在锁里面");
    free(c);
}

/* ---- findings and races -------------------------------------------------- */

static void every_finding(void)
{
    struct control *c = explored_new();
    int bad = 0, alike = 0;
    char *last = NULL;

    for (int kind = FINDING_NONE + 1; kind < FINDING_KINDS; kind++) {
        struct finding f = {.kind = kind, .object = 1, .other = 1};
        char *zh, *en, *copy;

        words_finding(c, &f, &zh, &en);
        copy = strdup(en);
        bad += !is_said(zh, en);
        alike += last && strcmp(copy, last) == 0;
        free(last);
        last = copy;
    }
    free(last);
    CU_ASSERT_EQUAL(bad, 0);
    CU_ASSERT_EQUAL(alike, 0);
    free(c);
}

static void races(void)
{
    struct control *c = explored_new();
    struct race r = {.second = 1, .object = 1, .offset = 4, .first_write = 1};
    char *zh, *en;

    explored_event(c, 0, OP_WRITE, 1);
    explored_event(c, 1, OP_READ, 1);
    words_race(c, &r, &zh, &en);
    CU_ASSERT(strstr(en, "anon#1+4") && strstr(en, "parent writes") &&
              strstr(en, "child reads"));
    CU_ASSERT(is_said(zh, en));
    free(c);
}

/* ---- outcomes ------------------------------------------------------------ */

static void every_outcome(void)
{
    int bad = 0;

    for (int full = 0; full < 2; full++) {
        struct control *c = explored_new();
        char *zh, *en;

        if (full)
            for (int op = 0; op < OPS; op++)
                explored_event(c, 1, (enum op)op, 1);
        for (int i = OUTCOME_OK + 1; i <= OUTCOME_STUCK; i++) {
            c->outcome = (uint32_t)i;
            words_outcome(c, &zh, &en);
            bad += !is_said(zh, en);
            CU_ASSERT(words_outcome_event(c) <= c->events);
        }
        free(c);
    }
    CU_ASSERT_EQUAL(bad, 0);
}

static void lost_update(void)
{
    struct control *c = explored_new();
    static const struct {
        int process;
        enum op op;
        uint64_t before, value;
    } steps[] = {{0, OP_READ, 0, 5},
                 {1, OP_READ, 0, 5},
                 {1, OP_WRITE, 5, 6},
                 {0, OP_WRITE, 6, 6}};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct event *e =
            explored_event(c, (unsigned)steps[i].process, steps[i].op, 1);

        e->before = steps[i].before;
        e->value = steps[i].value;
        e->flags = EVENT_RACE;
    }
    c->event[3].value = 7;
    strcpy(c->zh, "应为 8");
    strcpy(c->en, "expected 8");
    CU_ASSERT_STRING_EQUAL(outcome(c, OUTCOME_WRONG, 0),
                           "expected 8 -- lost update: parent reads 5 · child "
                           "reads 5 · child writes 6 · parent writes 7");
    CU_ASSERT(strstr(outcome(c, OUTCOME_WRONG, 1), "丢失更新") != NULL);
    CU_ASSERT_EQUAL(words_outcome_event(c), 3);
    c->event[2].process = 0; /* nobody came in between */
    CU_ASSERT_STRING_EQUAL(outcome(c, OUTCOME_WRONG, 0), "expected 8");
    free(c);
}

static void deadlock(void)
{
    struct control *c = explored_new();

    c->object[1].type = OBJECT_MUTEX;
    strcpy(c->object[1].name, "mutex");
    c->process[0].op = OP_WAIT_CHILD;
    c->process[0].held_count = 1;
    c->process[0].held[0] = 1;
    c->process[1].op = OP_MUTEX_LOCK;
    c->process[1].object = 1;
    CU_ASSERT_STRING_EQUAL(outcome(c, OUTCOME_DEADLOCK, 0),
                           "deadlock: parent holds mutex and waits for a child "
                           "to end; child waits for mutex (held by parent)");
    free(c);
}

static void crash(void)
{
    struct control *c = explored_new();
    struct event *e = explored_event(c, 1, OP_CRASH, 0);

    e->argument[0] = SIGSEGV;
    e->address = 16;
    CU_ASSERT_STRING_EQUAL(outcome(c, OUTCOME_CRASH, 0),
                           "child died of SIGSEGV at address 0x10");
    CU_ASSERT_EQUAL(words_outcome_event(c), 0);
    free(c);
}

static void names(void)
{
    struct control *c = explored_new();
    char *zh, *en;

    c->processes = 3;
    c->process[2].parent = 0;
    words_process(c, 2, &zh, &en);
    CU_ASSERT_STRING_EQUAL(en, "child 2");
    CU_ASSERT(is_said(zh, en));
    c->process[2].parent = 1;
    words_process(c, 2, &zh, &en);
    CU_ASSERT_STRING_EQUAL(en, "process 2");
    CU_ASSERT(is_said(zh, en));
    words_process(c, 1, &zh, &en); /* beside a grandchild */
    CU_ASSERT_STRING_EQUAL(en, "process 1");
    CU_ASSERT(is_said(zh, en));
    free(c);
}

const struct test words_tests[] = {
    {"every operation is told in both languages, also when it fails", every_op},
    {"an access is told with place, size and values", accesses},
    {"what is printed is told on one line", prints},
    {"much that is printed is cut between two characters", prints_much},
    {"bytes that are no text become text", cut_text},
    {"a step of a scenario is told in its own words", steps},
    {"every finding is told in both languages, and as no other is",
     every_finding},
    {"a race is told with both who take part", races},
    {"every bad outcome is told in both languages", every_outcome},
    {"a lost update is told step by step, up to the store that loses",
     lost_update},
    {"a deadlock is told by who holds and who waits", deadlock},
    {"a crash is told by signal and address", crash},
    {"a process is called by what it is to the others", names},
    {NULL, NULL},
};
