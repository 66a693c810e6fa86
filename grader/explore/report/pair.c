/* pair.c - write the same thing in both languages at once */
#include "pair.h"

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

void pair_end(struct pair *p, char **zh, char **en)
{
    fclose(p->zh);
    fclose(p->en);
    *zh = p->zh_text;
    *en = p->en_text;
}

void say(struct pair *p, const char *zh, const char *en, ...)
{
    va_list arguments, again;

    va_start(arguments, en);
    va_copy(again, arguments);
    vfprintf(p->zh, zh, arguments);
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

void say_object(struct pair *p, const struct control *c, int object)
{
    const struct object *o = &c->object[object];

    if (object == 0)
        say(p, "？", "?");
    else if (o->type == OBJECT_CHILDREN)
        say(p, "子进程", "a child");
    else
        say(p, "%s", "%s", o->name);
}

void say_place(struct pair *p, const struct control *c, int object,
               uint32_t offset)
{
    say_object(p, c, object);
    say(p, "+%u", "+%u", offset);
}
