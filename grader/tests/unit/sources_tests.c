/* sources_tests.c - a line of the source beside what happened in it */
#include "../../supervisor/fields.h"
#include "../../supervisor/sources.h"
#include "unit.h"

#include <string.h>

/* The source that an entry at `where` gets from this text of x.c; "" if none.
 */
static int gets(const char *where, const char *text, size_t size,
                const char *wanted)
{
    json_t *list = json_pack("[{s:s}]", "where", where);
    int same;

    CU_ASSERT_FATAL(list != NULL);
    sources_add(list, "x.c", text, size);
    same = field_is(json_array_get(list, 0), "source", wanted);
    json_decref(list);
    return same;
}

static const char text[] = "one\n    two;\r\n\t \tthree(\"a b\") \n\nfive";

static int line(const char *where, const char *wanted)
{
    return gets(where, text, sizeof text - 1, wanted);
}

static void lines(void)
{
    CU_ASSERT(line("x.c:1", "one"));
    CU_ASSERT(line("x.c:2", "two;"));
    CU_ASSERT(line("x.c:3", "three(\"a b\")"));
    CU_ASSERT(line("x.c:4", ""));
    CU_ASSERT(line("x.c:5", "five"));
}

static void beyond(void)
{
    CU_ASSERT(line("x.c:6", ""));
    CU_ASSERT(line("x.c:999999999999", ""));
    CU_ASSERT(gets("x.c:1", "", 0, ""));
    CU_ASSERT(gets("x.c:2", "one\n", 4, ""));
}

static int has_none(const char *where)
{
    json_t *list = json_pack("[{s:s}]", "where", where);
    int none;

    sources_add(list, "x.c", text, sizeof text - 1);
    none = json_object_get(json_array_get(list, 0), "source") == NULL;
    json_decref(list);
    return none;
}

static void other_files(void)
{
    CU_ASSERT(has_none("xx.c:1"));
    CU_ASSERT(has_none("x.cc:1"));
    CU_ASSERT(has_none("x.c"));
    CU_ASSERT(has_none("x"));
    CU_ASSERT(has_none(""));
}

static void any_bytes(void)
{
    CU_ASSERT(gets("x.c:1", "a\xff\0b\n", 5, "a\ufffd\ufffdb"));
    CU_ASSERT(gets("x.c:1", "映射", 4, "映\ufffd"));
}

const struct test sources_tests[] = {
    {"an entry gets its line without the blanks around it", lines},
    {"a line that does not exist is empty", beyond},
    {"entries of other files get nothing", other_files},
    {"a source of any bytes becomes text", any_bytes},
    {NULL, NULL},
};
