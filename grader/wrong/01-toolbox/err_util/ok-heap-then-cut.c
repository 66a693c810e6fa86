/* ok: 整行先用 asprintf 拼在堆上，再把装得下的部分搬进 buf / the whole line is made on the heap by asprintf, then as much as fits is moved to buf */
#include "err_util.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

static int daemon_mode;

/* whole_line - the line without its newline, to be freed; NULL with errno. */
static char *whole_line(int errnum, const char *fmt, va_list ap)
{
    char *message, *line;

    if (vasprintf(&message, fmt, ap) == -1)
        return NULL;
    if (errnum == 0)
        return message;
    if (asprintf(&line, "%s: %s", message, strerror(errnum)) == -1)
        line = NULL;
    free(message);
    return line;
}

int err_format(char *buf, size_t cap, int errnum, const char *fmt, ...)
{
    int before = errno;
    size_t len, kept;
    char *line;
    va_list ap;

    if (buf != NULL && cap > 0)
        *buf = '\0';
    if (fmt == NULL || (buf == NULL && cap > 0)) {
        errno = EINVAL;
        return -1;
    }
    va_start(ap, fmt);
    line = whole_line(errnum, fmt, ap);
    va_end(ap);
    if (line == NULL)
        return -1;
    len = strlen(line);
    if (len >= INT_MAX) {
        free(line);
        errno = EOVERFLOW;
        return -1;
    }
    if (cap >= 2) {
        kept = len <= cap - 2 ? len : cap - 2;
        memcpy(buf, line, kept);
        memcpy(buf + kept, "\n", 2);
    }
    free(line);
    errno = before;
    return (int)len + 1;
}

void err_set_daemon(int on)
{
    daemon_mode = on != 0;
}

static void say(int errnum, const char *fmt, va_list ap)
{
    char *line = whole_line(errnum, fmt, ap);

    if (line == NULL)
        return;
    if (daemon_mode) {
        syslog(LOG_ERR, "%s", line);
    } else {
        fflush(NULL);
        fprintf(stderr, "%s\n", line);
    }
}

void err_sys(const char *fmt, ...)
{
    int errnum = errno;
    va_list ap;

    va_start(ap, fmt);
    say(errnum, fmt, ap);
    va_end(ap);
    exit(1);
}

void err_quit(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    say(0, fmt, ap);
    va_end(ap);
    exit(1);
}
