/* ok: 文字逐段追加；送往 stderr 时用 writev，一次写出整行 / the text is appended piece by piece, and one writev brings the line to stderr */
#include "err_util.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <syslog.h>
#include <unistd.h>

static enum { STDERR, SYSLOG } target = STDERR;

/* A line being made. Bytes beyond `room` are counted, not stored. */
struct line {
    char *at;
    size_t room, len;
};

static void append(struct line *line, const char *text)
{
    for (; *text != '\0'; text++, line->len++)
        if (line->len < line->room)
            line->at[line->len] = *text;
}

int err_format(char *buf, size_t cap, int errnum, const char *fmt, ...)
{
    struct line line = {buf, cap >= 2 ? cap - 2 : 0, 0};
    const int entry_errno = errno;
    va_list ap;
    int n;

    if (fmt == NULL || (buf == NULL && cap != 0)) {
        if (buf != NULL && cap != 0)
            buf[0] = '\0';
        errno = EINVAL;
        return -1;
    }
    va_start(ap, fmt);
    n = vsnprintf(buf, cap, fmt, ap); /* the newline goes over its end later */
    va_end(ap);
    if (n < 0 || n > INT_MAX - 4096) {
        if (n >= 0)
            errno = EOVERFLOW;
        if (cap != 0)
            buf[0] = '\0';
        return -1;
    }
    line.len = (size_t)n;
    if (errnum != 0) {
        append(&line, ": ");
        append(&line, strerror(errnum));
    }
    if (cap >= 2) {
        char *end = buf + (line.len < line.room ? line.len : line.room);

        *end++ = '\n';
        *end = '\0';
    }
    errno = entry_errno;
    return (int)line.len + 1;
}

void err_set_daemon(int on)
{
    target = on ? SYSLOG : STDERR;
}

static void tell(const char *message, const char *colon, const char *why)
{
    struct iovec parts[4];
    const char *texts[] = {message, colon, why, "\n"};

    if (target == SYSLOG) {
        syslog(LOG_ERR, "%s%s%s", message, colon, why);
        return;
    }
    fflush(stdout);
    for (int i = 0; i < 4; i++) {
        parts[i].iov_base = (void *)texts[i];
        parts[i].iov_len = strlen(texts[i]);
    }
    while (writev(STDERR_FILENO, parts, 4) == -1 && errno == EINTR)
        ;
}

void err_sys(const char *fmt, ...)
{
    const char *why = strerrordesc_np(errno);
    char message[4097];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    tell(message, ": ", why != NULL ? why : "Unknown error");
    exit(EXIT_FAILURE);
}

void err_quit(const char *fmt, ...)
{
    char message[4097];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    tell(message, "", "");
    exit(EXIT_FAILURE);
}
