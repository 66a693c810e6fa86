/* err_util_driver.c - drive err_util in the student's process
 *
 * Requests:
 *   format FIRST LAST GAP ERRNUM BEFORE N NAME   err_format, once for each cap
 *   nested ERRNUM                 err_format, called again while it formats
 *   null-buf CAP ERRNUM N NAME    err_format without a buffer
 *   daemon ON · print TEXT · close FD
 *   into FD PATH                  descriptor FD is this file from now on
 *   log PATH                      what goes to the system log goes there
 *   sys ERRNO N NAME · quit ERRNO N NAME        end the process
 * NAME is one of the messages below, N the number that it may hold. Values of
 * the answers to format and nested: address of the records, bytes of each.
 *
 * A record is: what err_format returned, errno after it (two ints), MARGIN
 * bytes before buf, cap bytes of buf, MARGIN bytes behind it. All of them
 * begin as UNTOUCHED. GAP is the way from the end of buf to a page that may
 * not be touched; there are no bytes behind buf to record if it is short.
 *
 * syslog is ours: it takes the place of the library's when the program is
 * linked, and writes down what it was given.
 */
#include "driver.h"
#include "err_util.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <printf.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <syslog.h>
#include <unistd.h>

enum {
    UNTOUCHED = 0x5a,
    MARGIN = 64,
    ROOM = 65536, /* for buf and what is around it */
    RECORDS = 2 << 20,
    MESSAGE_MAX = 16000
};

static unsigned char records[RECORDS];

/* ---- the messages -------------------------------------------------------- */

/* One call serves all: a format takes the first of its two arguments it needs,
 * and what is left over does no harm. */
static struct message {
    const char *name, *format, *word;
    int number; /* comes with the request */
} messages[] = {
    {"plain", "plain", "", 0},
    {"empty", "", "", 0},
    {"bad", "bad %s", "word", 0},
    {"open", "open %s: %d", "x", 0},
    {"percent", "%s", "%n%s%n 100%d", 0},
    {"errno", "%m", "", 0},
    {"null", NULL, "", 0},
    {"long", "%s", "", 0}, /* number bytes */
};

/* "abc...xyzabc...", the text of "long". */
static const char *alphabet(size_t length)
{
    static char text[MESSAGE_MAX + 1];

    if (length > MESSAGE_MAX)
        _exit(125);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + i % 26);
    text[length] = '\0';
    return text;
}

static struct message *message_named(const char *name)
{
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (strcmp(messages[i].name, name) == 0)
            return &messages[i];
    _exit(121); /* checker and driver disagree: a mistake of ours */
}

static const struct message *arg_message(void)
{
    int number = (int)arg_number();
    struct message *m = message_named(arg_rest());

    m->number = number;
    if (strcmp(m->name, "long") == 0)
        m->word = alphabet((size_t)number);
    return m;
}

/* ---- err_format ---------------------------------------------------------- */

/* ROOM bytes between two pages that may not be touched. */
static unsigned char *room(void)
{
    static unsigned char *start;
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    unsigned char *all;

    if (start)
        return start;
    all = mmap(NULL, ROOM + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
               -1, 0);
    if (all == MAP_FAILED ||
        mprotect(all + page, ROOM, PROT_READ | PROT_WRITE) == -1)
        _exit(126);
    start = all + page;
    return start;
}

static void keep(unsigned char *record, int ret, int err,
                 const unsigned char *bytes, size_t n)
{
    memcpy(record, &ret, sizeof ret);
    memcpy(record + sizeof ret, &err, sizeof err);
    memcpy(record + 2 * sizeof(int), bytes, n);
}

static void answer_records(size_t size)
{
    answer(0, 0, 2, (unsigned long long)(uintptr_t)records,
           (unsigned long long)size);
}

static void op_format(void)
{
    size_t first = (size_t)arg_size(), last = (size_t)arg_size();
    size_t gap = (size_t)arg_size(), size = 2 * sizeof(int) + last + 2 * MARGIN;
    int errnum = (int)arg_number(), before = (int)arg_number(), ret;
    const struct message *m = arg_message();

    if ((last - first + 1) * size > RECORDS)
        _exit(125);
    for (size_t cap = first; cap <= last; cap++) {
        unsigned char *buf = room() + ROOM - gap - cap;
        size_t seen = MARGIN + cap + (gap >= MARGIN ? MARGIN : 0);

        memset(buf - MARGIN, UNTOUCHED, seen);
        errno = before;
        ret =
            err_format((char *)buf, cap, errnum, m->format, m->word, m->number);
        keep(records + (cap - first) * size, ret, errno, buf - MARGIN, seen);
    }
    answer_records(size);
}

static void op_null_buf(void)
{
    size_t cap = (size_t)arg_size();
    int errnum = (int)arg_number(), ret;
    const struct message *m = arg_message();

    errno = 0;
    ret = err_format(NULL, cap, errnum, m->format, m->word, m->number);
    answer(ret, errno, 0);
}

/* ---- a second call half-way through the first ---------------------------- */

enum { NESTED_CAP = 200 };

static unsigned char inner[NESTED_CAP + 2 * MARGIN];

/* The conversion %Q: takes an int, prints <Q>, and uses err_format itself. */
static int print_q(FILE *stream, const struct printf_info *info,
                   const void *const *arguments)
{
    const char *format = message_named("open")->format;
    int ret;

    (void)info;
    ret = err_format((char *)inner + MARGIN, NESTED_CAP, EACCES, format,
                     "inner", **(const int *const *)arguments);
    keep(records + 2 * sizeof(int) + sizeof inner, ret, errno, inner,
         sizeof inner);
    return fputs("<Q>", stream) == EOF ? -1 : 3;
}

static int arguments_of_q(const struct printf_info *info, size_t n, int *types,
                          int *sizes)
{
    (void)info;
    if (n > 0) {
        types[0] = PA_INT;
        sizes[0] = sizeof(int);
    }
    return 1;
}

static void op_nested(void)
{
    static unsigned char outer[NESTED_CAP + 2 * MARGIN];
    const char *volatile format =
        "first %d %Q last"; /* not known to -Wformat */
    int errnum = (int)arg_number(), ret;

    memset(outer, UNTOUCHED, sizeof outer);
    memset(inner, UNTOUCHED, sizeof inner);
    memset(records, 0, 2 * (2 * sizeof(int) + sizeof inner));
    if (register_printf_specifier('Q', print_q, arguments_of_q) == -1)
        _exit(126);
    errno = 0;
    ret = err_format((char *)outer + MARGIN, NESTED_CAP, errnum, format, 7, 8);
    keep(records, ret, errno, outer, sizeof outer);
    answer_records(2 * sizeof(int) + sizeof outer);
}

/* ---- the system log ------------------------------------------------------ */

static int log_fd = -1;

static void put(const void *bytes, size_t n)
{
    if (write(log_fd, bytes, n) != (ssize_t)n)
        _exit(126);
}

/* A message of the log: priority, length of the format, length of the text
 * (three ints), format, text. A format with %n in it is a message in the wrong
 * place, and rendering it might end us: it is written down alone. */
void vsyslog(int priority, const char *format, va_list arguments)
{
    static char text[MESSAGE_MAX + 1024];
    int saved = errno, head[3] = {priority, (int)strlen(format), 0};

    if (log_fd == -1)
        return;
    if (strstr(format, "%n") == NULL)
        head[2] = vsnprintf(text, sizeof text, format, arguments);
    if (head[2] < 0 || head[2] >= (int)sizeof text)
        _exit(125);
    put(head, sizeof head);
    put(format, (size_t)head[1]);
    put(text, (size_t)head[2]);
    errno = saved;
}

void syslog(int priority, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsyslog(priority, format, arguments);
    va_end(arguments);
}

void openlog(const char *ident, int option, int facility)
{
    (void)ident, (void)option, (void)facility;
}

void closelog(void)
{
}

/* ---- what ends the process ----------------------------------------------- */

static int open_or_end(const char *path)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);

    if (fd == -1)
        _exit(126);
    return fd;
}

static void op_log(void)
{
    log_fd = open_or_end(arg_rest());
    answer(0, 0, 0);
}

static void op_into(void)
{
    int to = (int)arg_number(), fd = open_or_end(arg_rest());

    if (dup2(fd, to) == -1 || close(fd) == -1)
        _exit(126);
    answer(0, 0, 0);
}

static void op_daemon(void)
{
    err_set_daemon((int)arg_number());
    answer(0, 0, 0);
}

/* Without a newline: it stays in the buffer of stdout. */
static void op_print(void)
{
    printf("%s", arg_rest());
    answer(0, 0, 0);
}

static void op_close(void)
{
    close((int)arg_number());
    answer(0, 0, 0);
}

static void op_sys(void)
{
    int err = (int)arg_number();
    const struct message *m = arg_message();

    errno = err;
    err_sys(m->format, m->word, m->number);
}

static void op_quit(void)
{
    int err = (int)arg_number();
    const struct message *m = arg_message();

    errno = err;
    err_quit(m->format, m->word, m->number);
}

const struct driver_op driver_ops[] = {
    {"format", op_format}, {"nested", op_nested}, {"null-buf", op_null_buf},
    {"daemon", op_daemon}, {"print", op_print},   {"close", op_close},
    {"into", op_into},     {"log", op_log},       {"sys", op_sys},
    {"quit", op_quit},     {NULL, NULL},
};
