/* pair.h - write the same thing in both languages at once */
#ifndef PAIR_H
#define PAIR_H

#include "../control.h"

#include <stdio.h>

struct pair {
    FILE *zh, *en;
    char *zh_text, *en_text;
    size_t zh_size, en_size;
    int last; /* what zh ends with, see pair.c */
};

void pair_begin(struct pair *p);

/* pair_end - both texts, valid UTF-8 and never NULL. */
void pair_end(struct pair *p, char **zh, char **en);

/* say - the same arguments in the same order for both. In Chinese the space
 * between it and Latin comes by itself where two pieces meet. */
void say(struct pair *p, const char *zh, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

/* say_process, say_object - names of things in this execution. */
void say_process(struct pair *p, const struct control *c, unsigned process);
void say_object(struct pair *p, const struct control *c, int object);

/* object_name - what a person calls the object. */
const char *object_name(const struct control *c, int object);

/* say_place - an object of memory and an offset in it. */
void say_place(struct pair *p, const struct control *c, int object,
               uint32_t offset);

#endif
