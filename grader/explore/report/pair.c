/* pair.c - write the same thing in both languages at once */
#include "pair.h"
#include "../../supervisor/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void pair_begin(struct pair *p)
{
    memset(p, 0, sizeof *p);
    p->zh = open_memstream(&p->zh_text, &p->zh_size);
    p->en = open_memstream(&p->en_text, &p->en_size);
    if (!p->zh || !p->en)
        abort(); /* no memory for a sentence: nothing sensible is left */
}

/* Names and printed texts are the explored program's: any bytes, cut anywhere. */
static char *made_valid(char *text)
{
    char *valid = valid_utf8(text, strlen(text));

    if (!valid)
        abort();
    free(text);
    return valid;
}

void pair_end(struct pair *p, char **zh, char **en)
{
    fclose(p->zh);
    fclose(p->en);
    *zh = made_valid(p->zh_text);
    *en = made_valid(p->en_text);
}

/* Chinese has a space between a Chinese character and a Latin letter or digit.
 * Pieces are put together without knowing each other: here is where they meet. */
enum edge { OTHER, CHINESE, LATIN };

static enum edge edge_of(const unsigned char *at)
{
    /* U+3400 to U+9FFF in UTF-8; punctuation lies outside */
    if ((at[0] > 0xe3 && at[0] < 0xea) || (at[0] == 0xe3 && at[1] >= 0x90))
        return CHINESE;
    return isalnum(at[0]) || (at[0] && strchr("/_\"", at[0])) ? LATIN : OTHER;
}

static enum edge end_of(const char *text)
{
    const unsigned char *at = (const unsigned char *)text + strlen(text) - 1;

    while ((const char *)at > text && (*at & 0xc0) == 0x80)
        at--;
    return edge_of(at);
}

static void put_chinese(struct pair *p, const char *text)
{
    enum edge first = edge_of((const unsigned char *)text);

    if (!*text)
        return;
    if (first != OTHER && p->last != OTHER && first != (enum edge)p->last)
        fputc(' ', p->zh);
    fputs(text, p->zh);
    p->last = (int)end_of(text);
}

void say(struct pair *p, const char *zh, const char *en, ...)
{
    va_list arguments, again;
    char *chinese = NULL;

    va_start(arguments, en);
    va_copy(again, arguments);
    if (vasprintf(&chinese, zh, arguments) == -1)
        abort();
    put_chinese(p, chinese);
    free(chinese);
    vfprintf(p->en, en, again);
    va_end(again);
    va_end(arguments);
}

static unsigned children(const struct control *c)
{
    unsigned n = 0;

    for (uint32_t i = 1; i < c->processes; i++)
        n += c->process[i].parent == 0;
    return n;
}

void say_process(struct pair *p, const struct control *c, unsigned process)
{
    if (process == 0)
        say(p, "父进程", "parent");
    else if (c->processes <= 2)
        say(p, "子进程", "child");
    else if (process < c->processes && c->process[process].parent == 0 &&
             children(c) == c->processes - 1)
        say(p, "子进程 %u", "child %u", process);
    else
        say(p, "进程 %u", "process %u", process);
}

static const char *label_of(const struct control *c, int64_t object,
                            uint64_t offset)
{
    for (uint32_t i = 0; i < c->labels; i++)
        if (c->label[i].object == object && c->label[i].offset == offset)
            return c->label[i].name;
    return NULL;
}

const char *object_name(const struct control *c, int object)
{
    const struct object *o = &c->object[object];
    const char *label = NULL;

    if (o->type == OBJECT_SEM || o->type == OBJECT_MUTEX ||
        o->type == OBJECT_COND)
        label = label_of(c, (int64_t)o->key1, o->key2);
    return label ? label : o->name;
}

void say_object(struct pair *p, const struct control *c, int object)
{
    const struct object *o = &c->object[object];

    if (object == 0)
        say(p, "？", "?");
    else if (o->type == OBJECT_CHILDREN)
        say(p, "子进程", "a child");
    else
        say(p, "%s", "%s", object_name(c, object));
}

void say_place(struct pair *p, const struct control *c, int object,
               uint32_t offset)
{
    const char *label = label_of(c, object, offset);

    if (label) {
        say(p, "%s", "%s", label);
        return;
    }
    say_object(p, c, object);
    say(p, "+%u", "+%u", offset);
}
