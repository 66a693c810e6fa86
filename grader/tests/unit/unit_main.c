/* unit_main.c - run the unit tests of the grader, one line for each
 *
 * Usage: build/tests/unit        all tests
 *        build/tests/unit --be X the program a test of cells watches
 *
 * Prints "ok - sentence" or "not ok - sentence: file:line condition". Exit
 * status 0: all held, 1: some did not, 70: CUnit itself failed.
 */
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEST_SECONDS = 20, CUNIT_TROUBLE = 70 };

static const struct suite {
    const char *name;
    const struct test *tests;
} suites[] = {
    {"siphash", siphash_tests},     {"record", record_tests},
    {"stage", stage_tests},         {"text", text_tests},
    {"untouched", untouched_tests}, {"chance", chance_tests},
    {"cell", cell_tests},           {"view", view_tests},
    {"schema", schema_tests},       {"schedule", schedule_tests},
    {"visited", visited_tests},     {"places", places_tests},
    {"execute", execute_tests},     {"livelock", livelock_tests},
    {"words", words_tests},         {"timeline", timeline_tests},
    {"lanes", lanes_tests},         {"sources", sources_tests},
    {"names", names_tests},         {"jail", jail_tests},
};

static char running[256];
static int descriptors_before, failures;

static int open_descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int n = 0;

    if (!dir)
        return -1;
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

/* A test that hangs must not hang the build. */
static void too_late(int signo)
{
    static const char tail[] = ": still running after the time limit\n";

    (void)signo;
    if (write(STDOUT_FILENO, "not ok - ", 9) == -1 ||
        write(STDOUT_FILENO, running, strlen(running)) == -1 ||
        write(STDOUT_FILENO, tail, sizeof tail - 1) == -1)
        _exit(CUNIT_TROUBLE);
    _exit(1);
}

static void before(const CU_pTest test, const CU_pSuite suite)
{
    (void)suite;
    fflush(stdout);
    snprintf(running, sizeof running, "%s", test->pName);
    descriptors_before = open_descriptors();
    alarm(TEST_SECONDS);
}

/* What a test leaves behind is a failure of the code it tests. */
static const char *left_behind(void)
{
    if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
        return "a child process is left";
    if (open_descriptors() != descriptors_before)
        return "the number of open descriptors has changed";
    return NULL;
}

static void after(const CU_pTest test, const CU_pSuite suite,
                  const CU_pFailureRecord failure)
{
    const char *left = left_behind();

    (void)suite;
    alarm(0);
    if (failure)
        printf("not ok - %s: %s:%u %s\n", test->pName, failure->strFileName,
               failure->uiLineNumber, failure->strCondition);
    else if (left)
        printf("not ok - %s: %s\n", test->pName, left);
    else
        printf("ok - %s\n", test->pName);
    failures += failure || left;
}

static int add_suites(void)
{
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        CU_pSuite suite = CU_add_suite(suites[i].name, NULL, NULL);

        if (!suite)
            return -1;
        for (const struct test *t = suites[i].tests; t->sentence; t++)
            if (!CU_add_test(suite, t->sentence, t->run))
                return -1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    int trouble;

    if (argc == 3 && strcmp(argv[1], "--be") == 0)
        be(argv[2]);
    signal(SIGALRM, too_late);
    if (CU_initialize_registry() != CUE_SUCCESS || add_suites() == -1)
        return CUNIT_TROUBLE;
    CU_set_test_start_handler(before);
    CU_set_test_complete_handler(after);
    trouble = CU_run_all_tests() != CUE_SUCCESS;
    CU_cleanup_registry();
    if (trouble)
        return CUNIT_TROUBLE;
    return failures ? 1 : 0;
}
