/* wrong: 为了用 %m 把 errnum 放进 errno，用完没有放回原来的值 / puts errnum into errno to use %m, and never puts the old value back — caught by: err_util.errno_kept */
#include "err_util.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

static int to_log = 0;

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* join - the whole line without its newline, on the heap */
static char *join(int errnum, const char *fmt, va_list ap)
{
    char *message, *line;

    if (vasprintf(&message, fmt, ap) < 0)
        return NULL;
    if (errnum == 0)
        return message;
    errno = errnum;
    if (asprintf(&line, "%s: %m", message) < 0)
        line = NULL;
    free(message);
    return line;
}

int err_format(char *buf, size_t cap, int errnum, const char *fmt, ...)
{
    size_t len, n;
    va_list ap;
    char *line;

    if (cap > 0 && buf != NULL)
        buf[0] = '\0';
    if (fmt == NULL || (cap > 0 && buf == NULL)) {
        errno = EINVAL;
        return -1;
    }
    va_start(ap, fmt);
    line = join(errnum, fmt, ap);
    va_end(ap);
    if (line == NULL)
        return -1;
    len = strlen(line);
    if (cap > 1) {
        n = min(len, cap - 2);
        memcpy(buf, line, n);
        buf[n] = '\n';
        buf[n + 1] = '\0';
    }
    free(line);
    return (int)(len + 1);
}

void err_set_daemon(int on)
{
    to_log = on != 0;
}

static void send_line(const char *line)
{
    if (to_log) {
        syslog(LOG_ERR, "%s", line);
        return;
    }
    fflush(stdout);
    fprintf(stderr, "%s\n", line);
}

void err_sys(const char *fmt, ...)
{
    const int why = errno;
    va_list ap;
    char *line;

    va_start(ap, fmt);
    line = join(why, fmt, ap);
    va_end(ap);
    send_line(line != NULL ? line : fmt);
    exit(EXIT_FAILURE);
}

void err_quit(const char *fmt, ...)
{
    va_list ap;
    char *line;

    va_start(ap, fmt);
    line = join(0, fmt, ap);
    va_end(ap);
    send_line(line != NULL ? line : fmt);
    exit(EXIT_FAILURE);
}
