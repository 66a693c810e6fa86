/* once.c - text that waits in a stdio buffer is copied by fork
 *
 * 中文：fork 之前 printf 一次，进程各自 exit。这行字会出现几次？
 * English: one printf before fork, then both processes exit. How often does
 *          the text come out?
 *
 * Book: chapter 1, "fork".  Sources: fork(2), exit(3), _exit(2), setbuf(3).
 * Usage: ./once
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BY_EXIT, BY__EXIT, FLUSH_FIRST };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: once
/* once - print a text once, fork, leave; the text goes to out. */
static void once(int out, int mode, const char *text, int how)
{
    FILE *f = fdopen(out, "w");

    if (f == NULL || setvbuf(f, NULL, mode, BUFSIZ) != 0)
        die("fdopen or setvbuf");
    fputs(text, f);
    if (how == FLUSH_FIRST)
        fflush(f);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0 && how == BY__EXIT)
        _exit(0);
    if (pid == 0)
        exit(0);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    exit(0);
}
// ANCHOR_END: once

/* count - run once() in a process of its own and count the texts. */
static int count(int mode, const char *text, int how)
{
    int ends[2], seen = 0;
    char c;

    if (pipe(ends) == -1)
        die("pipe");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        close(ends[0]);
        once(ends[1], mode, text, how);
    }
    close(ends[1]);
    while (read(ends[0], &c, 1) == 1)
        seen += c == 'e'; /* one in each "once" */
    close(ends[0]);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    return seen;
}

static void row(const char *label, int how)
{
    int line = count(_IOLBF, "once\n", how);
    int line_open = count(_IOLBF, "once ", how);
    int full = count(_IOFBF, "once\n", how);
    int full_open = count(_IOFBF, "once ", how);

    printf("%-22s %6d %8d %8d %8d\n", label, line, line_open, full, full_open);
    fflush(stdout);
}

int main(void)
{
    printf("the buffering of       a terminal      a pipe or a file\n"
           "the text ends in a     newline  blank  newline    blank\n");
    fflush(stdout);
    row("child: exit", BY_EXIT);
    row("child: _exit", BY__EXIT);
    row("fflush before fork", FLUSH_FIRST);
    return EXIT_SUCCESS;
}
