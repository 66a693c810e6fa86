/* schema_tests.c - the check of results against their schema sees red */
#include "schema.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static const char schema_text[] =
    "{ '$schema': 'https://json-schema.org/draft/2020-12/schema',"
    "  'type': 'object', 'required': ['score', 'labs'],"
    "  'properties': {"
    "    'schema': {'const': 1},"
    "    'score': {'type': 'integer', 'minimum': 0},"
    "    'part': {'type': ['number', 'null']},"
    "    'labs': {'type': 'array', 'items': {'$ref': '#/$defs/lab'}}},"
    "  '$defs': {'lab': {'type': 'object', 'required': ['verdict'],"
    "    'properties': {'verdict': {'enum': ['pass', 'fail']},"
    "                   'id': {'type': 'string', 'pattern': '^[a-z]+$'}}}}}";

/* JSON with ' for ", so that a C string stays readable. */
static json_t *json_of(const char *text)
{
    char *copy = strdup(text);
    json_t *value;

    CU_ASSERT_FATAL(copy != NULL);
    for (char *p = copy; *p; p++)
        if (*p == '\'')
            *p = '"';
    value = json_loads(copy, JSON_DECODE_ANY, NULL);
    free(copy);
    CU_ASSERT_FATAL(value != NULL);
    return value;
}

/* How many violations, and whether the words are exactly these. */
static int says(const char *schema_words, const char *value_words,
                const char *wanted)
{
    json_t *schema = json_of(schema_words), *value = json_of(value_words);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    int n;

    CU_ASSERT_FATAL(out != NULL);
    n = schema_violations(schema, value, out);
    fclose(out);
    CU_ASSERT_STRING_EQUAL(text, wanted);
    free(text);
    json_decref(schema);
    json_decref(value);
    return n;
}

static void good(void)
{
    CU_ASSERT(says(schema_text, "{'score': 0, 'labs': []}", "") == 0);
    CU_ASSERT(says(schema_text,
                   "{'schema': 1, 'score': 3, 'part': 0.5, 'more': [1],"
                   " 'labs': [{'verdict': 'pass', 'id': 'mapf'}]}",
                   "") == 0);
    CU_ASSERT(says(schema_text, "{'score': 0, 'labs': [], 'part': null}", "") ==
              0);
}

static void missing(void)
{
    CU_ASSERT(says(schema_text, "{'labs': []}", "/: missing: score\n") == 1);
    CU_ASSERT(says(schema_text, "{'score': 1, 'labs': [{}]}",
                   "/labs/0: missing: verdict\n") == 1);
}

static void wrong_enum(void)
{
    CU_ASSERT(says(schema_text,
                   "{'score': 1, 'labs': [{'verdict': 'pass'},"
                   " {'verdict': 'passed'}]}",
                   "/labs/1/verdict: not one of the values allowed\n") == 1);
    CU_ASSERT(says(schema_text, "{'schema': 2, 'score': 1, 'labs': []}",
                   "/schema: not the one value allowed\n") == 1);
}

static void wrong_type(void)
{
    CU_ASSERT(says(schema_text, "{'score': '1', 'labs': []}",
                   "/score: wrong type, expected integer\n") == 1);
    CU_ASSERT(says(schema_text, "{'score': 1.5, 'labs': []}",
                   "/score: wrong type, expected integer\n") == 1);
    CU_ASSERT(says(schema_text, "{'score': 1, 'labs': {}}",
                   "/labs: wrong type, expected array\n") == 1);
    CU_ASSERT(says(schema_text, "[]", "/: wrong type, expected object\n") == 1);
    CU_ASSERT(says(schema_text, "{'score': 1, 'labs': [], 'part': true}",
                   "/part: wrong type, expected one of several\n") == 1);
}

static void bounds(void)
{
    CU_ASSERT(says(schema_text, "{'score': -1, 'labs': []}",
                   "/score: too small\n") == 1);
    CU_ASSERT(says(schema_text,
                   "{'score': 1, 'labs': [{'verdict': 'fail', 'id': 'A1'}]}",
                   "/labs/0/id: does not match ^[a-z]+$\n") == 1);
}

static void all_named(void)
{
    CU_ASSERT(says(schema_text, "{'score': -1}",
                   "/: missing: labs\n/score: too small\n") == 2);
}

static void bad_schema(void)
{
    CU_ASSERT(says("{'maxLength': 3}", "'x'",
                   "schema: at /: a keyword this program does not know: "
                   "maxLength\n") == -1);
    CU_ASSERT(says("{'type': 'text'}", "'x'",
                   "schema: at /: there is no such type: text\n") == -1);
    CU_ASSERT(says("{'$ref': '#/$defs/none'}", "'x'",
                   "schema: at /: there is no definition #/$defs/none\n") ==
              -1);
    CU_ASSERT(says("{'$ref': '#/$defs/a', '$defs': {'a': {'$ref': "
                   "'#/$defs/a'}}}",
                   "'x'",
                   "schema: at /: too deep (a definition that refers to "
                   "itself?)\n") == -1);
}

const struct test schema_tests[] = {
    {"a value that follows its schema is accepted", good},
    {"a missing field is named", missing},
    {"a value outside its enum is named", wrong_enum},
    {"a value of the wrong type is named", wrong_type},
    {"a number too small and a word of the wrong form are named", bounds},
    {"every violation is named, not only the first", all_named},
    {"a schema that is not understood is refused", bad_schema},
    {NULL, NULL},
};
