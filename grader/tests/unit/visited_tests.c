/* visited_tests.c - a state is gone on from once at each cost */
#include "../../explore/search/visited.h"
#include "unit.h"

static void once(void)
{
    struct visited v = {0};

    CU_ASSERT(visited_before(&v, 5, 0, 1) == 0);
    CU_ASSERT(visited_before(&v, 5, 0, 1) == 1);
    CU_ASSERT(visited_before(&v, 6, 0, 1) == 0);
    visited_free(&v);
    CU_ASSERT(v.n == 0 && v.room == 0 && v.key == NULL);
}

static void cheaper(void)
{
    struct visited v = {0};

    CU_ASSERT(visited_before(&v, 5, 0, 3) == 0);
    CU_ASSERT(visited_before(&v, 5, 0, 4) == 1);
    CU_ASSERT(visited_before(&v, 5, 0, 2) == 0);
    CU_ASSERT(visited_before(&v, 5, 0, 2) == 1);
    CU_ASSERT(visited_before(&v, 5, 0, 3) == 1);
    CU_ASSERT(visited_before(&v, 5, 0, 2) == 1);
    visited_free(&v);
}

static void others(void)
{
    struct visited v = {0};

    CU_ASSERT(visited_before(&v, 5, 0, 2) == 0);
    CU_ASSERT(visited_before(&v, 5, 1, 2) == 0);
    CU_ASSERT(visited_before(&v, 5, 2, 3) == 1);
    CU_ASSERT(visited_before(&v, 5, 3, 1) == 0);
    visited_free(&v);
}

static void key_zero(void)
{
    struct visited v = {0};

    CU_ASSERT(visited_before(&v, 0, 0, 0) == 0);
    CU_ASSERT(visited_before(&v, 0, 0, 0) == 1);
    visited_free(&v);
}

static void dear(void)
{
    struct visited v = {0};

    CU_ASSERT(visited_before(&v, 5, 0, 100000) == 0);
    CU_ASSERT(visited_before(&v, 5, 0, 256) == 1);
    CU_ASSERT(visited_before(&v, 5, 0, 253) == 0);
    visited_free(&v);
}

static void many(void)
{
    enum { MANY = 50000 };
    struct visited v = {0};
    int early = 0, forgotten = 0;

    for (uint64_t i = 1; i <= MANY; i++)
        early += visited_before(&v, i << 12, 1, (unsigned)(i % 7));
    for (uint64_t i = 1; i <= MANY; i++)
        forgotten += !visited_before(&v, i << 12, 1, (unsigned)(i % 7));
    CU_ASSERT_EQUAL(early, 0);
    CU_ASSERT_EQUAL(forgotten, 0);
    CU_ASSERT_EQUAL(v.n, 2 * MANY);
    CU_ASSERT(v.room >= v.n && (v.room & (v.room - 1)) == 0);
    visited_free(&v);
}

/* States whose keys all belong to one place: the inverses of the multipliers in
 * visited.c. Some may be forgotten, none may be invented, and without its limit
 * the table would take minutes. */
static void chosen(void)
{
    enum { CHOSEN = 200000 };
    const uint64_t inverse = 0xf1de83e19937733d, of_31 = 0xef7bdef7bdef7bdf;
    struct visited v = {0};
    int early = 0;

    CU_ASSERT_FATAL(inverse * 0x9e3779b97f4a7c15 == 1 && of_31 * 31 == 1);
    for (uint64_t i = 1; i <= CHOSEN; i++)
        early += visited_before(&v, inverse * i * of_31, 0, 0);
    CU_ASSERT_EQUAL(early, 0);
    CU_ASSERT(visited_before(&v, inverse * of_31, 0, 0) == 1);
    CU_ASSERT(visited_before(&v, 3, 0, 0) == 0);
    CU_ASSERT(visited_before(&v, 3, 0, 0) == 1);
    visited_free(&v);
}

const struct test visited_tests[] = {
    {"a state has been visited the second time, not the first", once},
    {"a state counts as new when it is reached at a lower cost", cheaper},
    {"a state that anybody left at a lower cost is not left again", others},
    {"key 0 is a state like any other", key_zero},
    {"costs above the largest that is kept count as that one", dear},
    {"keys chosen to collide cost little time, and no others", chosen},
    {"fifty thousand states are all remembered", many},
    {NULL, NULL},
};
