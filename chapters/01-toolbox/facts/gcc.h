/* gcc.h - try a source text with gcc, in a folder that goes away */
#ifndef GCC_H
#define GCC_H

#include "fact.h"

static char gcc_dir[] = "gcc-XXXXXX";

/* gcc_start - 0, or -1 if there is no gcc to ask. */
static inline int gcc_start(void)
{
    if (system("gcc --version >/dev/null 2>&1") != 0)
        return -1;
    if (mkdtemp(gcc_dir) == NULL || chdir(gcc_dir) == -1)
        die(gcc_dir);
    return 0;
}

/* gcc_try - does `gcc FLAGS` accept this text? says holds its messages. */
static inline int gcc_try(const char *flags, const char *text, char *says,
                          size_t size)
{
    char command[300];
    FILE *f = fopen("t.c", "w");

    if (f == NULL || fputs(text, f) == EOF || fclose(f) == EOF)
        die("t.c");
    snprintf(command, sizeof command,
             "LC_ALL=C gcc %s -o t.bin t.c >t.err 2>&1", flags);
    int accepted = system(command) == 0;
    if (says != NULL) {
        f = fopen("t.err", "r");
        if (f == NULL)
            die("t.err");
        says[fread(says, 1, size - 1, f)] = '\0';
        fclose(f);
    }
    return accepted;
}

static inline void gcc_end(void)
{
    unlink("t.c");
    unlink("t.bin");
    unlink("t.err");
    if (chdir("..") == -1 || rmdir(gcc_dir) == -1)
        die(gcc_dir);
}

#endif
