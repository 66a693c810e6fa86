/* text.h - words for people: two languages, safe for a terminal
 *
 * The language follows --lang, else LAB_LANG, else the locale; anything but
 * zh* is English.
 */
#ifndef TEXT_H
#define TEXT_H

#include <jansson.h>
#include <stdio.h>

enum language { ZH, EN, BOTH };

extern enum language language;

/* choose_language - "zh", "en" or "both"; NULL: from the environment.
 * Returns 0, or -1 if the word is none of the three. */
int choose_language(const char *word);

/* in_language - zh or en, as chosen; BOTH counts as EN. */
const char *in_language(const char *zh, const char *en);

/* text_of - the same for a JSON object {"zh": ..., "en": ...}; "" if absent. */
const char *text_of(const json_t *text);

/* die - one line on standard error in the chosen language, then exit 2.
 * Both formats take the same arguments in the same order. */
_Noreturn void die(const char *zh, const char *en, ...)
    __attribute__((format(printf, 1, 3), format(printf, 2, 3)));

/* print_safely - text that may come from a student: every control character
 * and direction mark is made visible, so it cannot drive the terminal. Lines
 * after the first start with `indent`. */
void print_safely(FILE *out, const char *text, const char *indent);

/* valid_utf8 - a malloc'ed copy in which bytes that are not UTF-8 are replaced
 * by U+FFFD; NULL with ENOMEM. */
char *valid_utf8(const char *bytes, size_t size);

/* print_columns - text, then blanks up to `width` terminal columns (a Chinese
 * character takes two). */
void print_columns(FILE *out, const char *text, int width);

/* terminal_width - the columns of the terminal `out` is; `otherwise` if it is
 * none. */
int terminal_width(FILE *out, int otherwise);

/* print_wrapped - as print_safely, in lines of at most `width` columns, the
 * indent included: they end between words, and between Chinese characters where
 * no punctuation would begin a line. */
void print_wrapped(FILE *out, const char *text, const char *indent, int width);

/* nearest - the word of `words` (NULL at the end) that is fewest typing
 * mistakes away from `word`; NULL if none is near. */
const char *nearest(const char *word, const char *const *words);

#endif
