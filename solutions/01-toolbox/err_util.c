/* err_util.c - tell what went wrong, then leave
 *
 * 中文：最常见的出错函数也最常写错：缓冲区、格式串、errno，一样都不能马虎。
 * English: the most common of all error functions is the one most often
 *          written wrong: the buffer, the format and errno all want care.
 *
 * Lab 1.3.  Book: chapter 1, "errno".  Contract: err_util.h.
 * Check: make err_util
 */
#include "err_util.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

// SOLUTION BEGIN 1.3
//! /* TODO 1.3
//!  * 中文：先读 chapters/01-toolbox/notes.zh.md#errno 和 #lab-err-util。
//!  *   这个文件能编译，信息短的时候也能用，但里面有三处从旧代码带来的错误。
//!  *   对照 err_util.h 把它们找出来修好：
//!  *   1. 信息比缓冲区长时会写到哪里？cap 小、信息 5000 字节，都要不越界，
//!  *      而且返回值仍然是整行的长度。
//!  *   2. 换行是最后加上的。缓冲区正好满了，它写到哪里？
//!  *   3. 信息里有 %n 或 %s（例如文件名）时，送到系统日志的那一行被当成
//!  *      什么？编译器为什么没有警告？见 #building。
//!  *   还缺一样：NULL 参数（EINVAL）没有检查。
//!  *   现在是好的，修的时候别弄坏：errno 不变、先刷新 stdout、退出状态是 1。
//!  * English: first read chapters/01-toolbox/notes.en.md#errno and
//!  *       #lab-err-util.  This file compiles, and works while messages are
//!  *       short, but it holds three mistakes handed down from old code.
//!  *       Compare it with err_util.h, find them and repair them:
//!  *   1. Where do the bytes go if the message is longer than the buffer?
//!  *      With a small cap, or a message of 5000 bytes, nothing may be
//!  *      written outside, and the length of the whole line is still
//!  *      returned.
//!  *   2. The newline is added last.  Where does it go if the buffer is full
//!  *      just then?
//!  *   3. If there is a %n or a %s in the message (a file name, say), what
//!  *      is the line taken for on its way to the system log?  Why does the
//!  *      compiler not warn?  See #building.
//!  *   One thing is missing: NULL arguments (EINVAL) are not tested for.
//!  *   Do not break what is good already: errno stays, stdout is flushed
//!  *   first, the exit status is 1.
//!  */
//! enum { LINE_SIZE = 1024 };
//!
//! static void to_stderr(int priority, const char *line, ...)
//! {
//!     (void)priority;
//!     fflush(stdout);
//!     fputs(line, stderr);
//! }
//!
//! /* where a line goes: to_stderr or syslog */
//! static void (*deliver)(int priority, const char *line, ...) = to_stderr;
//!
//! static int make_line(char *buf, size_t cap, int errnum, const char *fmt,
//!                      va_list ap)
//! {
//!     int saved = errno;
//!     char text[LINE_SIZE];
//!
//!     vsprintf(text, fmt, ap);
//!     if (errnum != 0) {
//!         strcat(text, ": ");
//!         strcat(text, strerror(errnum));
//!     }
//!     if (cap > 0) {
//!         strncpy(buf, text, cap - 1);
//!         buf[cap - 1] = '\0';
//!         strcat(buf, "\n");
//!     }
//!     errno = saved;
//!     return (int)strlen(text) + 1;
//! }
enum { MESSAGE_MAX = 4096, ERRNO_TEXT_MAX = 256 };

static int to_syslog;

/* put - write the part of a text that fits at buf[at], with a final 0. */
static void put(char *buf, size_t cap, size_t at, const char *text)
{
    if (at < cap)
        snprintf(buf + at, cap - at, "%s", text);
}

/* make_line - err_format, with its arguments in a list. */
static int make_line(char *buf, size_t cap, int errnum, const char *fmt,
                     va_list ap)
{
    const int saved = errno;
    size_t len, room;
    int n;

    if (fmt == NULL || (buf == NULL && cap != 0)) {
        if (cap != 0 && buf != NULL)
            buf[0] = '\0';
        errno = EINVAL;
        return -1;
    }
    room = cap > 1 ? cap - 1 : cap; /* the text may not have the last byte */
    n = vsnprintf(buf, room, fmt, ap);
    if (n >= 0) {
        len = (size_t)n;
        if (errnum != 0) {
            const char *why = strerror(errnum);

            put(buf, room, len, ": ");
            put(buf, room, len + 2, why);
            len += 2 + strlen(why);
        }
        if (cap > 1) {
            size_t end = len < room ? len : room - 1; /* of the text */

            buf[end] = '\n';
            buf[end + 1] = '\0';
        }
        if (!__builtin_add_overflow(len, 1, &n)) {
            errno = saved;
            return n;
        }
        errno = EOVERFLOW;
    }
    if (cap != 0)
        buf[0] = '\0';
    return -1;
}

/* deliver - bring a finished line to where messages go. */
static void deliver(const char *line)
{
    if (to_syslog) {
        syslog(LOG_ERR, "%s", line);
        return;
    }
    fflush(stdout); /* what was printed before must be seen before */
    fputs(line, stderr);
}
// SOLUTION END

int err_format(char *buf, size_t cap, int errnum, const char *fmt, ...)
{
    va_list ap;
    int len;

    va_start(ap, fmt);
    len = make_line(buf, cap, errnum, fmt, ap);
    va_end(ap);
    return len;
}

void err_set_daemon(int on)
{
    // SOLUTION BEGIN 1.3
    //! deliver = on ? syslog : to_stderr;
    to_syslog = on;
    // SOLUTION END
}

/* leave - make the line, deliver it, exit. */
static _Noreturn void leave(int errnum, const char *fmt, va_list ap)
{
    // SOLUTION BEGIN 1.3
    //! char line[LINE_SIZE];
    //!
    //! make_line(line, sizeof line, errnum, fmt, ap);
    //! deliver(LOG_ERR, line);
    char line[MESSAGE_MAX + ERRNO_TEXT_MAX];

    make_line(line, sizeof line, errnum, fmt, ap);
    deliver(line);
    // SOLUTION END
    exit(EXIT_FAILURE);
}

void err_sys(const char *fmt, ...)
{
    const int errnum = errno; /* before any call can change it */
    va_list ap;

    va_start(ap, fmt);
    leave(errnum, fmt, ap);
}

void err_quit(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    leave(0, fmt, ap);
}
