/* unit.h - what the unit tests of the grader share
 *
 * One file per subject; each has a list of tests, and the name of a test is a
 * true sentence about the grader.
 */
#ifndef UNIT_H
#define UNIT_H

#include <CUnit/CUnit.h>

struct test {
    const char *sentence; /* NULL at the end of a list */
    void (*run)(void);
};

extern const struct test siphash_tests[], record_tests[], stage_tests[],
    untouched_tests[], text_tests[], chance_tests[], cell_tests[], view_tests[],
    schema_tests[], schedule_tests[], visited_tests[], places_tests[],
    execute_tests[], livelock_tests[], words_tests[], timeline_tests[],
    lanes_tests[], sources_tests[], names_tests[], jail_tests[];

/* be - turn into the program that a test of cells runs: `unit --be WORD`
 * (cell_programs.c). */
_Noreturn void be(const char *word);

/* Where the programs fault, so that a test can compare addresses. */
#define BE_NOWHERE ((char *)0x10)
#define BE_AT ((char *)0x200000000)

/* Exit status of `forbidden` when nothing but memfd_create was allowed. */
enum { BE_MEMFD = 9 };

/* be_spinning - the endless loop; a symbol, so that a test can ask whether a
 * program counter lies in it. At most BE_SPIN_SIZE bytes long. */
enum { BE_SPIN_SIZE = 64 };
_Noreturn void be_spinning(void);

#endif
