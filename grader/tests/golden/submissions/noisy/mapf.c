/* mapf.c - a hand-in that prints what could break a report, then dies
 *
 * Escape sequences, markup, the end of a CDATA section, a line of TAP, a
 * direction mark, bytes that are not UTF-8, and a NUL byte.
 */
#include "mapf.h"

#include <stddef.h>
#include <unistd.h>

static const char noise[] = "\033[2J\033]0;title\a red \033[31m\n"
                            "<b>&amp;</b> \"quoted\" ]]> # TODO \\ %s\n"
                            "ok 1 - passed\n1..1\nBail out!\n"
                            "\xe2\x80\xae"
                            "txt.c \xc2\x9b"
                            "2J \xff\xfe \xc0\x9b \xed\xa0\x80 \0 end \xe6\x98";

int mapf_open(struct mapf *m, const char *path, enum mapf_mode mode, off_t off,
              size_t len)
{
    volatile char *nowhere = NULL;

    (void)m, (void)path, (void)mode, (void)off, (void)len;
    if (write(STDOUT_FILENO, noise, sizeof noise - 1) == -1)
        _exit(1);
    *nowhere = 1;
    return 0;
}

int mapf_close(struct mapf *m)
{
    (void)m;
    return -1;
}
