/* names_tests.c - objects of the explorer under the names a check gives them */
#include "../../checker/explore.h"
#include "../../checker/explore_names.h"
#include "unit.h"

#include <stdlib.h>

static void expect_named(const char *text, const char *wanted)
{
    char *named = explore_named(text);

    CU_ASSERT_PTR_NOT_NULL_FATAL(named);
    CU_ASSERT_STRING_EQUAL(named, wanted);
    free(named);
}

static void give_names(void)
{
    explore_name("sem@anon#1+0", "b->mutex");
    explore_name("anon#1+9", "b->n");
    explore_name("anon#1+9", "the first name stays");
}

static void everywhere(void)
{
    give_names();
    expect_named("", "");
    expect_named(
        "child waits for sem@anon#1+0 (held by parent), 写 anon#1+9：0",
        "child waits for b->mutex (held by parent), 写 b->n：0");
}

static void whole_objects(void)
{
    give_names();
    expect_named("anon#1+96, sem@anon#1+0", "anon#1+96, b->mutex");
    expect_named("anon#1+", "anon#1+");
}

static void in_json(void)
{
    json_t *value = json_pack("{s:[{s:s, s:i}]}", "timeline", "object",
                              "anon#1+9", "step", 3);
    json_t *wanted =
        json_pack("{s:[{s:s, s:i}]}", "timeline", "object", "b->n", "step", 3);

    give_names();
    explore_named_json(value);
    CU_ASSERT_TRUE(json_equal(value, wanted));
    json_decref(value);
    json_decref(wanted);
}

const struct test names_tests[] = {
    {"a name stands wherever the object stood", everywhere},
    {"anon#1+9 is not the beginning of anon#1+96", whole_objects},
    {"a name stands in every string of a timeline, and only there", in_json},
    {0}};
