/* names_tests.c - objects of the explorer under the names a scenario gives */
#include "../../explore/report/pair.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { MEMORY = 1, SEM, OTHER_SEM, FILE_OBJECT };

static void object(struct control *c, int i, int type, uint64_t key1,
                   uint64_t key2, const char *name)
{
    c->object[i].type = type;
    c->object[i].key1 = key1;
    c->object[i].key2 = key2;
    strcpy(c->object[i].name, name);
}

static void label(struct control *c, int object, uint32_t offset,
                  const char *name)
{
    struct label *l = &c->label[c->labels++];

    l->object = object;
    l->offset = offset;
    strcpy(l->name, name);
}

/* A mapping with two semaphores and a counter; one of them has no name, and
 * neither has the file. */
static struct control *execution(void)
{
    struct control *c = calloc(1, sizeof *c);

    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    c->objects = 5;
    object(c, MEMORY, OBJECT_ANONYMOUS, 1, 0, "anon#1");
    object(c, SEM, OBJECT_SEM, MEMORY, 0, "sem@anon#1+0");
    object(c, OTHER_SEM, OBJECT_SEM, MEMORY, 64, "sem@anon#1+64");
    object(c, FILE_OBJECT, OBJECT_FILE, MEMORY, 0, "file");
    label(c, MEMORY, 0, "s->mutex");
    label(c, MEMORY, 32, "s->count");
    label(c, MEMORY, 32, "the first name stays");
    return c;
}

static void expect_place(const struct control *c, int object, uint32_t offset,
                         const char *wanted)
{
    char *zh, *en;
    struct pair p;

    pair_begin(&p);
    say_place(&p, c, object, offset);
    pair_end(&p, &zh, &en);
    CU_ASSERT_STRING_EQUAL(zh, wanted);
    CU_ASSERT_STRING_EQUAL(en, wanted);
    free(zh);
    free(en);
}

static void places(void)
{
    struct control *c = execution();

    expect_place(c, MEMORY, 32, "s->count");
    expect_place(c, MEMORY, 3, "anon#1+3");
    expect_place(c, FILE_OBJECT, 32, "file+32");
    free(c);
}

static void objects(void)
{
    struct control *c = execution();

    CU_ASSERT_STRING_EQUAL(object_name(c, SEM), "s->mutex");
    CU_ASSERT_STRING_EQUAL(object_name(c, OTHER_SEM), "sem@anon#1+64");
    CU_ASSERT_STRING_EQUAL(object_name(c, MEMORY), "anon#1");
    CU_ASSERT_STRING_EQUAL(object_name(c, FILE_OBJECT), "file");
    free(c);
}

const struct test names_tests[] = {
    {"a named place has its name, every other one its offset", places},
    {"a semaphore has the name of its place; a file of like keys has not",
     objects},
    {0}};
