/* schema.c - validate JSON against the part of JSON Schema we use */
#include "schema.h"

#include <regex.h>
#include <string.h>

enum { PATH = 512, DEEPEST = 64 };

struct check {
    const json_t *root; /* of the schema, for $ref */
    FILE *out;
    int violations, broken;
    int depth;
    char path[PATH];
};

static void follow(struct check *c, const json_t *schema, const json_t *value);

static void violation(struct check *c, const char *reason, const char *detail)
{
    fprintf(c->out, "%s: %s%s\n", *c->path ? c->path : "/", reason, detail);
    c->violations++;
}

static void broken(struct check *c, const char *reason, const char *detail)
{
    fprintf(c->out, "schema: at %s: %s%s\n", *c->path ? c->path : "/", reason,
            detail);
    c->broken = 1;
}

/* ---- the keywords -------------------------------------------------------- */

static int is_type(const json_t *value, const char *type)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return strcmp(type, "object") == 0;
    case JSON_ARRAY:
        return strcmp(type, "array") == 0;
    case JSON_STRING:
        return strcmp(type, "string") == 0;
    case JSON_INTEGER:
        return strcmp(type, "integer") == 0 || strcmp(type, "number") == 0;
    case JSON_REAL:
        return strcmp(type, "number") == 0;
    case JSON_NULL:
        return strcmp(type, "null") == 0;
    default:
        return strcmp(type, "boolean") == 0;
    }
}

static int is_word_of_types(const char *word)
{
    static const char *const types[] = {"object",  "array",  "string",
                                        "integer", "number", "boolean",
                                        "null",    NULL};

    for (size_t i = 0; word && types[i]; i++)
        if (strcmp(word, types[i]) == 0)
            return 1;
    return 0;
}

static void check_type(struct check *c, const json_t *type, const json_t *value)
{
    size_t n = json_is_array(type) ? json_array_size(type) : 1;
    int fits = 0;

    for (size_t i = 0; i < n; i++) {
        const json_t *one =
            json_is_array(type) ? json_array_get(type, i) : type;
        const char *word = json_string_value(one);

        if (!is_word_of_types(word)) {
            broken(c, "there is no such type: ", word ? word : "?");
            return;
        }
        fits |= is_type(value, word);
    }
    if (!fits)
        violation(c, "wrong type, expected ",
                  json_is_string(type) ? json_string_value(type)
                                       : "one of several");
}

static void check_required(struct check *c, const json_t *names,
                           const json_t *value)
{
    const json_t *name;
    size_t i;

    if (!json_is_object(value))
        return;
    json_array_foreach (names, i, name) {
        const char *word = json_string_value(name);

        if (word && !json_object_get(value, word))
            violation(c, "missing: ", word);
    }
}

/* Check a part of a value, with its name added to the path. */
static void descend(struct check *c, const json_t *schema, const json_t *value,
                    const char *name)
{
    size_t before = strlen(c->path);

    snprintf(c->path + before, PATH - before, "/%s", name);
    follow(c, schema, value);
    c->path[before] = '\0';
}

static void check_properties(struct check *c, const json_t *properties,
                             const json_t *value)
{
    const char *name;
    json_t *schema;

    json_object_foreach ((json_t *)properties, name, schema) {
        const json_t *part = json_object_get(value, name);

        if (part)
            descend(c, schema, part, name);
    }
}

static void check_items(struct check *c, const json_t *schema,
                        const json_t *value)
{
    const json_t *item;
    char name[24];
    size_t i;

    json_array_foreach (value, i, item) {
        snprintf(name, sizeof name, "%zu", i);
        descend(c, schema, item, name);
    }
}

static void check_enum(struct check *c, const json_t *values,
                       const json_t *value)
{
    const json_t *one;
    size_t i;

    json_array_foreach (values, i, one)
        if (json_equal(one, value))
            return;
    violation(c, "not one of the values allowed",
              json_is_string(value) ? "" : " (and no string)");
}

static void check_const(struct check *c, const json_t *wanted,
                        const json_t *value)
{
    if (!json_equal(wanted, value))
        violation(c, "not the one value allowed", "");
}

static void check_minimum(struct check *c, const json_t *least,
                          const json_t *value)
{
    if (json_is_number(value) &&
        json_number_value(value) < json_number_value(least))
        violation(c, "too small", "");
}

/* Extended regular expressions of POSIX: in our schema they mean the same. */
static void check_pattern(struct check *c, const json_t *pattern,
                          const json_t *value)
{
    const char *word = json_string_value(pattern);
    regex_t re;

    if (!word || regcomp(&re, word, REG_EXTENDED | REG_NOSUB) != 0) {
        broken(c, "not a pattern: ", word ? word : "?");
        return;
    }
    if (json_is_string(value) &&
        regexec(&re, json_string_value(value), 0, NULL, 0) != 0)
        violation(c, "does not match ", word);
    regfree(&re);
}

static void check_ref(struct check *c, const json_t *ref, const json_t *value)
{
    static const char prefix[] = "#/$defs/";
    const char *word = json_string_value(ref);
    const json_t *target = NULL;

    if (word && strncmp(word, prefix, sizeof prefix - 1) == 0)
        target = json_object_get(json_object_get(c->root, "$defs"),
                                 word + sizeof prefix - 1);
    if (!target) {
        broken(c, "there is no definition ", word ? word : "?");
        return;
    }
    follow(c, target, value);
}

/* ---- the whole ----------------------------------------------------------- */

static void nothing(struct check *c, const json_t *keyword, const json_t *value)
{
    (void)c, (void)keyword, (void)value;
}

static const struct keyword {
    const char *name;
    void (*check)(struct check *, const json_t *, const json_t *);
} keywords[] = {
    {"type", check_type},
    {"required", check_required},
    {"properties", check_properties},
    {"items", check_items},
    {"enum", check_enum},
    {"const", check_const},
    {"minimum", check_minimum},
    {"pattern", check_pattern},
    {"$ref", check_ref},
    {"$schema", nothing},
    {"$id", nothing},
    {"$defs", nothing},
    {"title", nothing},
    {"description", nothing},
};

static const struct keyword *find_keyword(const char *name)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(name, keywords[i].name) == 0)
            return &keywords[i];
    return NULL;
}

static void follow(struct check *c, const json_t *schema, const json_t *value)
{
    const char *name;
    json_t *word;

    if (!json_is_object(schema)) {
        broken(c, "a schema must be an object", "");
        return;
    }
    if (c->depth == DEEPEST) {
        broken(c, "too deep (a definition that refers to itself?)", "");
        return;
    }
    c->depth++;
    json_object_foreach ((json_t *)schema, name, word) {
        const struct keyword *k = find_keyword(name);

        if (k)
            k->check(c, word, value);
        else
            broken(c, "a keyword this program does not know: ", name);
    }
    c->depth--;
}

int schema_violations(const json_t *schema, const json_t *value, FILE *out)
{
    struct check c = {.root = schema, .out = out};

    follow(&c, schema, value);
    return c.broken ? -1 : c.violations;
}
