/* wrong: 退出状态用了 errno，不是 1 / the exit status is errno, not 1 — caught by: err_util.exit_status */
#include "err_util.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

static int use_syslog;

/* The same as err_format, for callers that have a va_list. */
static int vformat(char *buf, size_t cap, int errnum, const char *fmt,
                   va_list ap)
{
    int saved = errno;
    long len, end;

    if (fmt == NULL || (buf == NULL && cap > 0)) {
        if (buf != NULL && cap > 0)
            buf[0] = '\0';
        errno = EINVAL;
        return -1;
    }
    len = vsnprintf(buf, cap, fmt, ap);
    if (len < 0) {
        if (cap > 0)
            buf[0] = '\0';
        return -1;
    }
    if (errnum != 0) {
        const char *text = strerror(errnum);

        if ((size_t)len < cap)
            snprintf(buf + len, cap - (size_t)len, ": %s", text);
        len += 2 + (long)strlen(text);
    }
    if (len >= INT_MAX) {
        if (cap > 0)
            buf[0] = '\0';
        errno = EOVERFLOW;
        return -1;
    }
    if (cap >= 2) { /* the newline must fit, so it may replace the last byte */
        end = (size_t)len > cap - 2 ? (long)cap - 2 : len;
        buf[end] = '\n';
        buf[end + 1] = '\0';
    }
    errno = saved;
    return (int)len + 1;
}

int err_format(char *buf, size_t cap, int errnum, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    int len = vformat(buf, cap, errnum, fmt, ap);
    va_end(ap);
    return len;
}

void err_set_daemon(int on)
{
    use_syslog = on;
}

static void report(int errnum, const char *fmt, va_list ap)
{
    char line[8192];

    vformat(line, sizeof line, errnum, fmt, ap);
    if (use_syslog) {
        syslog(LOG_ERR, "%s", line);
    } else {
        fflush(stdout);
        fputs(line, stderr);
    }
}

void err_sys(const char *fmt, ...)
{
    int errnum = errno;
    va_list ap;

    va_start(ap, fmt);
    report(errnum, fmt, ap);
    va_end(ap);
    exit(errnum);
}

void err_quit(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    report(0, fmt, ap);
    va_end(ap);
    exit(1);
}
