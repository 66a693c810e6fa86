/* check.c - run a lab's checks under CUnit and report each one */
#include "check.h"
#include "../supervisor/text.h"
#include "chance.h"
#include "explore.h"
#include "fixture.h"
#include "leaks.h"
#include "record.h"
#include "student.h"

#include <CUnit/Basic.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The report of the running check, and where we are in the list. */
static struct {
    const struct check *check;
    enum verdict verdict;
    char *zh, *en;
    json_t *evidence;
    int line;
    struct text hint; /* zh NULL: the check's own */
    int64_t begun_ms;
} now;

static const char *const verdict_names[] = {
    "pass", "fail",     "crash",   "timeout",     "leak",
    "race", "deadlock", "skipped", "unsupported", "grader-error"};

int isolated;
size_t page_size;
static uint64_t seed;
static unsigned char key[RECORD_KEY];
static unsigned record_number;
static enum verdict verdicts[64];
static int timeouts; /* checks that ended so */

/* After that many the rest is skipped: one hand-in must not hold up a class. */
enum { TIMEOUTS_MAX = 2 };

/* ---- what a check may say ------------------------------------------------ */

const struct check *check_running(void)
{
    return now.check;
}

void check_held(void)
{
    CU_PASS("an observation held");
}

void evidence(const char *name, json_t *value)
{
    if (value)
        json_object_set_new(now.evidence, name, value);
}

void advise(const char *zh, const char *en)
{
    now.hint.zh = zh;
    now.hint.en = en;
}

void blame_line(int line)
{
    now.line = line;
}

void suggest_line(int line)
{
    if (now.line <= 0)
        now.line = line;
}

/* A message may quote the student: whatever comes, it must be valid UTF-8, or
 * the whole record could not be written. */
static char *format_text(const char *format, va_list args)
{
    char *text = NULL, *valid;

    if (vasprintf(&text, format, args) == -1)
        return NULL;
    valid = valid_utf8(text, strlen(text));
    free(text);
    return valid;
}

_Noreturn static void end_check(enum verdict verdict)
{
    now.verdict = verdict;
    /* A fatal CUnit assertion jumps back to CUnit's runner. */
    CU_assertImplementation(CU_FALSE, 0, now.check->id, lab.name, "", CU_TRUE);
    abort();
}

_Noreturn void fail(enum verdict verdict, const char *zh, const char *en, ...)
{
    va_list args, again;

    va_start(args, en);
    va_copy(again, args);
    free(now.zh);
    free(now.en);
    now.zh = format_text(zh, args);
    now.en = format_text(en, again);
    va_end(again);
    va_end(args);
    if (verdict == FAIL || verdict == CRASH || verdict == TIMEOUT)
        students_explain();
    end_check(verdict);
}

_Noreturn void grader_error(const char *what)
{
    int saved = errno;

    fail(GRADER_ERROR, "评分器自己出错了：%s：%s",
         "the grader itself failed: %s: %s", what, strerror(saved));
}

_Noreturn void unsupported(const char *zh, const char *en)
{
    fail(UNSUPPORTED, "%s%.0s", "%.0s%s", zh, en);
}

/* ---- records ------------------------------------------------------------- */

static void send_record(char kind, json_t *payload)
{
    char *text = json_dumps(payload, JSON_COMPACT | JSON_ENSURE_ASCII);
    char *line = text ? record_format(key, kind, ++record_number, text) : NULL;
    size_t size = line ? strlen(line) : 0, done = 0;

    while (done < size) {
        ssize_t n = write(RECORD_FD, line + done, size - done);

        if (n == -1 && errno != EINTR)
            exit(71); /* the supervisor is gone: nobody to report to */
        done += n > 0 ? (size_t)n : 0;
    }
    free(line);
    free(text);
    json_decref(payload);
    if (!size)
        exit(70);
}

static json_t *text_json(const char *zh, const char *en)
{
    return json_pack("{s:s, s:s}", "zh", zh, "en", en);
}

static void report_check(void)
{
    json_t *r = json_pack("{s:s, s:s, s:o, s:o, s:I}", "id", now.check->id,
                          "verdict", verdict_names[now.verdict], "message",
                          text_json(now.zh ? now.zh : "", now.en ? now.en : ""),
                          "evidence", json_incref(now.evidence), "ms",
                          (json_int_t)(now_ms() - now.begun_ms));

    if (now.hint.zh)
        json_object_set_new(r, "hint", text_json(now.hint.zh, now.hint.en));
    if (now.line > 0 && now.verdict != PASS)
        json_object_set_new(r, "line", json_integer(now.line));
    send_record('R', r);
}

/* ---- running ------------------------------------------------------------- */

static size_t check_index(const char *id)
{
    for (size_t i = 0; lab.checks[i].id; i++)
        if (strcmp(lab.checks[i].id, id) == 0)
            return i;
    abort(); /* `needs` names no check: a mistake in <lab>_checks.c */
}

static void before_check(const CU_pTest test, const CU_pSuite suite)
{
    (void)suite;
    memset(&now, 0, sizeof now);
    now.check = &lab.checks[check_index(test->pName)];
    now.evidence = json_object();
    now.begun_ms = now_ms();
    chance_begin(seed, now.check->id);
}

static void no_stranger_may_be_left(void)
{
    const char *name = fixture_stranger();

    if (!name)
        return;
    evidence("leaks", json_pack("[{s:s, s:s}]", "kind", "file", "name", name));
    fail(LEAK, "留下了一个没有人要的文件：%s",
         "a file was left that nobody asked for: %s", name);
}

static void nothing_may_be_left(void)
{
    json_t *left = leaks_found();
    size_t n = json_array_size(left);
    const json_t *first = json_array_get(left, 0);
    const char *kind = json_string_value(json_object_get(first, "kind"));
    const char *name = json_string_value(json_object_get(first, "name"));

    if (n == 0) {
        json_decref(left);
        return;
    }
    evidence("leaks", left);
    fail(LEAK, "留下了 %zu 个 IPC 对象，第一个是 %s %s",
         "%zu IPC object(s) were left behind, the first is %s %s", n, kind,
         name ? name : "");
}

/* Prologue of every check: it runs as its CUnit test, so that a failure here
 * ends the test like any other. */
static void run_check(void)
{
    const struct check *needed;

    if (now.check->needs) {
        size_t i = check_index(now.check->needs);

        needed = &lab.checks[i];
        if (verdicts[i] != PASS)
            fail(SKIPPED, "先要通过：%s%.0s", "first needed: %.0s%s",
                 needed->title.zh, needed->title.en);
    }
    if (timeouts >= TIMEOUTS_MAX)
        fail(SKIPPED, "前面已经有 %d 次超时，先治好它们",
             "%d checks have run out of time before this one: cure those first",
             timeouts);
    if (work_begin() == -1)
        grader_error("an empty work folder");
    now.check->run();
    students_must_have_ended();
    if (!now.check->leaves) {
        nothing_may_be_left();
        no_stranger_may_be_left();
    }
}

static void after_check(const CU_pTest test, const CU_pSuite suite,
                        const CU_pFailureRecord failure)
{
    (void)test;
    (void)suite;
    /* Whatever else happens: CUnit's own count and ours must agree. */
    if (failure && now.verdict == PASS)
        now.verdict = GRADER_ERROR;
    students_kill();
    explore_forget();
    leaks_sweep();
    fixtures_end();
    verdicts[now.check - lab.checks] = now.verdict;
    timeouts += now.verdict == TIMEOUT;
    report_check();
    free(now.zh);
    free(now.en);
    json_decref(now.evidence);
}

static int run_all(void)
{
    json_t *ids = json_array();
    unsigned count = 0;
    CU_pSuite suite;

    if (CU_initialize_registry() != CUE_SUCCESS)
        return 70;
    suite = CU_add_suite(lab.name, NULL, NULL);
    for (; lab.checks[count].id; count++) {
        json_array_append_new(ids, json_string(lab.checks[count].id));
        if (!suite || !CU_add_test(suite, lab.checks[count].id, run_check))
            return 70;
    }
    send_record('H', json_pack("{s:o}", "checks", ids));
    CU_set_test_start_handler(before_check);
    CU_set_test_complete_handler(after_check);
    CU_set_error_action(CUEA_IGNORE);
    CU_run_all_tests();
    send_record('E', json_pack("{s:i}", "count", (int)count));
    CU_cleanup_registry();
    return 0;
}

/* ---- description --------------------------------------------------------- */

static json_t *describe_check(const struct check *c)
{
    return json_pack("{s:s, s:i, s:s, s:s, s:s?, s:o, s:o, s:o}", "id", c->id,
                     "points", c->points, "at", c->at, "section", c->section,
                     "needs", c->needs, "title",
                     text_json(c->title.zh, c->title.en), "hint",
                     text_json(c->hint.zh, c->hint.en), "think",
                     text_json(c->think.zh ? c->think.zh : "",
                               c->think.en ? c->think.en : ""));
}

/* The supervisor asks the checker itself what it checks: one source. */
static int describe(void)
{
    json_t *functions = json_array(), *checks = json_array(), *d;

    for (const char *const *f = lab.functions; *f; f++)
        json_array_append_new(functions, json_string(*f));
    for (const struct check *c = lab.checks; c->id; c++)
        json_array_append_new(checks, describe_check(c));
    d = json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:b}", "lab", lab.name,
                  "chapter", lab.chapter, "number", lab.number, "title",
                  text_json(lab.title.zh, lab.title.en), "functions", functions,
                  "checks", checks, "optimised", lab.optimised);
    if (!d || json_dumpf(d, stdout, JSON_COMPACT) == -1)
        return 70;
    json_decref(d);
    return 0;
}

/* ---- main ---------------------------------------------------------------- */

static void read_key(void)
{
    if (read(RECORD_KEY_FD, key, sizeof key) != sizeof key)
        exit(70);
    close(RECORD_KEY_FD);
    if (fcntl(RECORD_FD, F_SETFD, FD_CLOEXEC) == -1)
        exit(70);
}

static void write_number(const char *path, const char *number)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    if (fd == -1)
        return; /* older kernels do not let us: the other limits remain */
    if (write(fd, number, strlen(number)) == -1)
        errno = 0;
    close(fd);
}

static void enter_lab(void)
{
    isolated = unshare(CLONE_NEWNS) == 0 &&
               mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
    if (!isolated) {
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        return;
    }
    write_number("/proc/sys/kernel/shmall", "16384");
    write_number("/proc/sys/kernel/shmmni", "64");
    write_number("/proc/sys/fs/mqueue/queues_max", "16");
}

/* Usage: checker --describe
 *        checker SEED SUBJECT WORK-FOLDER DISK-FILE [HIDE] */
int main(int argc, char **argv)
{
    page_size = (size_t)sysconf(_SC_PAGESIZE);
    if (argc == 2 && strcmp(argv[1], "--describe") == 0)
        return describe();
    if (argc < 5) {
        fputs("checker: started by build/bin/grade only\n", stderr);
        return 64;
    }
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    read_key();
    seed = strtoull(argv[1], NULL, 10);
    student_program(argv[2], argc > 5 ? argv[5] : NULL);
    work_folder = argv[3];
    disk_file = argv[4];
    enter_lab();
    return run_all();
}
