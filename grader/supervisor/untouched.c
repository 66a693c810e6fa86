/* untouched.c - compare two C texts token by token, as far as that matters
 *
 * A student who only changed a comment or re-indented the skeleton has not
 * begun. So comments and white space outside of literals do not count.
 */
#include "untouched.h"

#include <ctype.h>

static const char *skip_comment(const char *p)
{
    if (p[1] == '/') {
        while (*p && *p != '\n')
            p++;
        return p;
    }
    p += 2;
    while (*p && !(p[0] == '*' && p[1] == '/'))
        p++;
    return *p ? p + 2 : p;
}

static const char *skip_blank(const char *p)
{
    for (;;) {
        if (isspace((unsigned char)*p))
            p++;
        else if (p[0] == '/' && (p[1] == '/' || p[1] == '*'))
            p = skip_comment(p);
        else
            return p;
    }
}

/* Inside a literal every character counts, blanks too. */
static char literal_after(char c, char before, char literal)
{
    if (literal)
        return c == literal && before != '\\' ? '\0' : literal;
    return c == '"' || c == '\'' ? c : '\0';
}

int same_program(const char *a, const char *b)
{
    char literal = '\0', before = '\0';

    for (;;) {
        if (!literal) {
            a = skip_blank(a);
            b = skip_blank(b);
        }
        if (*a != *b)
            return 0;
        if (*a == '\0')
            return 1;
        literal = literal_after(*a, before, literal);
        before = before == '\\' ? '\0' : *a;
        a++;
        b++;
    }
}
