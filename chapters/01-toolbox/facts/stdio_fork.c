/* stdio_fork.c - buffered text is doubled by fork
 *
 * 中文：缓冲区里的字在 fork 时被复制；两边都 exit 就打印两遍。
 * English: text in a stdio buffer is copied by fork, and comes out twice if
 *          both processes leave by exit.
 *
 * Facts: B035.  Sources: fork(2), exit(3), stdout(3), pty(7).
 */
#include "fact.h"

/* Print text to fd as standard output, fork, leave both ways. */
static void twins(int fd, const char *text, int use__exit)
{
    if (dup2(fd, STDOUT_FILENO) == -1)
        _exit(1);
    FILE *f = fdopen(STDOUT_FILENO, "w"); /* buffered as fd demands */
    if (f == NULL)
        _exit(1);
    fputs(text, f);
    pid_t pid = fork();
    if (pid == 0 && use__exit)
        _exit(0);
    if (pid > 0 && waitpid(pid, NULL, 0) == -1)
        _exit(1);
    exit(pid == -1);
}

/* How often does an 'o' arrive? terminal: 1 for a pty, 0 for a pipe. */
static int count(int terminal, const char *text, int use__exit)
{
    int ends[2], seen = 0, status;
    char c;

    if (terminal) {
        ends[0] = posix_openpt(O_RDWR | O_NOCTTY);
        if (ends[0] == -1 || grantpt(ends[0]) == -1 || unlockpt(ends[0]) == -1)
            return -1;
        ends[1] = open(ptsname(ends[0]), O_RDWR | O_NOCTTY);
        if (ends[1] == -1)
            return -1;
    } else if (pipe(ends) == -1) {
        die("pipe");
    }
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0)
        twins(ends[1], text, use__exit);
    if (waitpid(pid, &status, 0) == -1 || status != 0)
        die("twins");
    close(ends[1]);
    while (read(ends[0], &c, 1) == 1)
        seen += c == 'o';
    close(ends[0]);
    return seen;
}

int main(void)
{
    int pipe_exit = count(0, "o\n", 0), pipe__exit = count(0, "o\n", 1);
    int tty_line = count(1, "o\n", 0), tty_blank = count(1, "o ", 0);
    int tty_ok = tty_line == -1 || (tty_line == 1 && tty_blank == 2);

    report("B035", pipe_exit == 2 && pipe__exit == 1 && tty_ok,
           "pipe: exit %d, _exit %d; terminal%s: with newline %d, without %d",
           pipe_exit, pipe__exit, tty_line == -1 ? " (none here)" : "",
           tty_line, tty_blank);
    return 0;
}
