/* wrap_text.c - library functions that read or write memory the compiler's
 * hooks do not see, and output
 *
 * The student's file is compiled with -fno-builtin, so memcpy is always a call.
 * Each of these is one access of all its bytes: first memory_range, which is
 * the scheduling point, then at once the access itself. From shared to shared
 * memory that makes two accesses with a copy between them, which is what the
 * library's own loop would be seen to do.
 *
 * Output to standard output and standard error is an event OP_PRINT, text is
 * what was printed.
 */
#include "wrap.h"

#include <printf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* Declared here because the headers know these functions by other names. */
void *explored_memcpy(void *to, const void *from, size_t size);
void *explored_memmove(void *to, const void *from, size_t size);
void *explored_mempcpy(void *to, const void *from, size_t size);
void *explored_memset(void *to, int byte, size_t size);
void explored_bzero(void *to, size_t size);
int explored_memcmp(const void *a, const void *b, size_t size);
void *explored_memchr(const void *s, int byte, size_t size);
char *explored_strcpy(char *to, const char *from);
char *explored_stpcpy(char *to, const char *from);
char *explored_strncpy(char *to, const char *from, size_t size);
char *explored_strcat(char *to, const char *from);
char *explored_strncat(char *to, const char *from, size_t size);
size_t explored_strlen(const char *s);
size_t explored_strnlen(const char *s, size_t size);
int explored_strcmp(const char *a, const char *b);
int explored_strncmp(const char *a, const char *b, size_t size);
char *explored_strchr(const char *s, int c);
char *explored_strrchr(const char *s, int c);
char *explored_strstr(const char *s, const char *part);
char *explored_strdup(const char *s);
char *explored_strndup(const char *s, size_t size);
int explored_strcasecmp(const char *a, const char *b);
int explored_atoi(const char *s);
long explored_atol(const char *s);
long explored_strtol(const char *s, char **end, int base);
unsigned long explored_strtoul(const char *s, char **end, int base);
int explored_sscanf(const char *s, const char *format, ...);
void explored_qsort(void *base, size_t n, size_t size,
                    int (*compare)(const void *, const void *));

/* ---- bytes -------------------------------------------------------------- */

static void copy(void *to, const void *from, size_t size, uint64_t pc)
{
    const void *bytes;

    if (me < 0) {
        memmove(to, from, size);
        return;
    }
    bytes = take_out(from, size, pc);
    memory_range(to, size, 1, pc);
    memmove(to, bytes, size);
    put_back(bytes, from);
}

void *explored_memcpy(void *to, const void *from, size_t size)
{
    copy(to, from, size, PC);
    return to;
}

void *explored_memmove(void *to, const void *from, size_t size)
    __attribute__((alias("explored_memcpy")));
void *explored___memcpy_chk(void *to, const void *from, size_t size)
    __attribute__((alias("explored_memcpy")));
void *explored___memmove_chk(void *to, const void *from, size_t size)
    __attribute__((alias("explored_memcpy")));

void *explored_mempcpy(void *to, const void *from, size_t size)
{
    copy(to, from, size, PC);
    return (char *)to + size;
}

void *explored_memset(void *to, int byte, size_t size)
{
    memory_range(to, size, 1, PC);
    return memset(to, byte, size);
}

void *explored___memset_chk(void *to, int byte, size_t size)
    __attribute__((alias("explored_memset")));

void explored_bzero(void *to, size_t size)
{
    memory_range(to, size, 1, PC);
    memset(to, 0, size);
}

void explored_explicit_bzero(void *to, size_t size)
    __attribute__((alias("explored_bzero")));

/* Two things to compare: what is shared is copied, so that the result follows
 * from what was read and from nothing later. */
struct pair {
    const void *a, *b, *given_a, *given_b;
};

static struct pair take_pair(const void *a, size_t size_a, const void *b,
                             size_t size_b, uint64_t pc)
{
    struct pair p = {.given_a = a, .given_b = b};

    p.a = take_out(a, size_a, pc);
    p.b = take_out(b, size_b, pc);
    return p;
}

static int give_back(const struct pair *p, int result)
{
    put_back(p->a, p->given_a);
    put_back(p->b, p->given_b);
    return result;
}

int explored_memcmp(const void *a, const void *b, size_t size)
{
    struct pair p = take_pair(a, size, b, size, PC);

    return give_back(&p, memcmp(p.a, p.b, size));
}

void *explored_memchr(const void *s, int byte, size_t size)
{
    memory_range(s, size, 0, PC);
    return memchr(s, byte, size);
}

/* ---- strings ------------------------------------------------------------ */

/* How long a string is, is seen before the scheduling point of reading it, and
 * once more after it, by then perhaps another. The copy ends where it is. */
static size_t room(const char *s)
{
    return strlen(s) + 1;
}

static char *string_copy(char *to, const char *from, size_t size, uint64_t pc)
{
    copy(to, from, size, pc);
    to[size - 1] = '\0';
    return to + size - 1;
}

char *explored_strcpy(char *to, const char *from)
{
    string_copy(to, from, room(from), PC);
    return to;
}

char *explored___strcpy_chk(char *to, const char *from)
    __attribute__((alias("explored_strcpy")));

char *explored_stpcpy(char *to, const char *from)
{
    return string_copy(to, from, room(from), PC);
}

char *explored_strncpy(char *to, const char *from, size_t size)
{
    size_t length = strnlen(from, size);
    const char *bytes = take_out(from, length < size ? length + 1 : size, PC);

    memory_range(to, size, 1, PC);
    strncpy(to, bytes, size);
    put_back(bytes, from);
    return to;
}

char *explored___strncpy_chk(char *to, const char *from, size_t size)
    __attribute__((alias("explored_strncpy")));

/* Appending reads what is there. */
char *explored_strcat(char *to, const char *from)
{
    size_t length = strlen(to);

    memory_range(to, length + 1, 0, PC);
    string_copy(to + length, from, room(from), PC);
    return to;
}

char *explored_strncat(char *to, const char *from, size_t size)
{
    size_t length = strlen(to), more = strnlen(from, size);

    memory_range(to, length + 1, 0, PC);
    copy(to + length, from, more, PC);
    memory_range(to + length + more, 1, 1, PC);
    to[length + more] = '\0';
    return to;
}

size_t explored_strlen(const char *s)
{
    memory_range(s, room(s), 0, PC);
    return strlen(s);
}

size_t explored_strnlen(const char *s, size_t size)
{
    size_t length = strnlen(s, size);

    memory_range(s, length < size ? length + 1 : size, 0, PC);
    return strnlen(s, size);
}

int explored_strcmp(const char *a, const char *b)
{
    struct pair p = take_pair(a, room(a), b, room(b), PC);

    return give_back(&p, strcmp(p.a, p.b));
}

static size_t room_within(const char *s, size_t size)
{
    size_t length = strnlen(s, size);

    return length < size ? length + 1 : size;
}

int explored_strncmp(const char *a, const char *b, size_t size)
{
    struct pair p =
        take_pair(a, room_within(a, size), b, room_within(b, size), PC);

    return give_back(&p, strncmp(p.a, p.b, size));
}

char *explored_strchr(const char *s, int c)
{
    memory_range(s, room(s), 0, PC);
    return strchr(s, c);
}

char *explored_strrchr(const char *s, int c)
{
    memory_range(s, room(s), 0, PC);
    return strrchr(s, c);
}

char *explored_strstr(const char *s, const char *part)
{
    memory_range(s, room(s), 0, PC);
    return strstr(s, part);
}

char *explored_strdup(const char *s)
{
    memory_range(s, room(s), 0, PC);
    return strdup(s);
}

char *explored_strndup(const char *s, size_t size)
{
    memory_range(s, room_within(s, size), 0, PC);
    return strndup(s, size);
}

int explored_strcasecmp(const char *a, const char *b)
{
    struct pair p = take_pair(a, room(a), b, room(b), PC);

    return give_back(&p, strcasecmp(p.a, p.b));
}

int explored_bcmp(const void *a, const void *b, size_t size)
    __attribute__((alias("explored_memcmp")));

/* ---- numbers and sorting ------------------------------------------------ */

int explored_atoi(const char *s)
{
    memory_range(s, room(s), 0, PC);
    return atoi(s);
}

long explored_atol(const char *s)
{
    memory_range(s, room(s), 0, PC);
    return atol(s);
}

long explored_strtol(const char *s, char **end, int base)
{
    memory_range(s, room(s), 0, PC);
    return strtol(s, end, base);
}

unsigned long explored_strtoul(const char *s, char **end, int base)
{
    memory_range(s, room(s), 0, PC);
    return strtoul(s, end, base);
}

long long explored_strtoll(const char *s, char **end, int base)
    __attribute__((alias("explored_strtol")));
unsigned long long explored_strtoull(const char *s, char **end, int base)
    __attribute__((alias("explored_strtoul")));

int explored_sscanf(const char *s, const char *format, ...)
{
    va_list list;
    int result;

    memory_range(s, room(s), 0, PC);
    va_start(list, format);
    result = vsscanf(s, format, list);
    va_end(list);
    return result;
}

int explored___isoc99_sscanf(const char *s, const char *format, ...)
    __attribute__((alias("explored_sscanf")));

/* Read all, sort, write all: two accesses, however many the sort makes. The
 * student's comparison sees a private copy. */
void explored_qsort(void *base, size_t n, size_t size,
                    int (*compare)(const void *, const void *))
{
    void *copied = (void *)(uintptr_t)take_out(base, n * size, PC);

    qsort(copied, n, size, compare);
    if (copied != base)
        put_in(base, copied, n * size, PC);
    put_back(copied, base);
}

/* ---- formats ------------------------------------------------------------ */

/* Take one argument of this type from the list; %s reads memory. */
static void read_argument(int type, va_list *list, uint64_t pc)
{
    const char *s;

    switch (type & ~PA_FLAG_MASK) {
    case PA_STRING:
        s = va_arg(*list, const char *);
        if (s && is_shared(s))
            memory_range(s, room(s), 0, pc);
        break;
    case PA_FLOAT:
    case PA_DOUBLE:
        if (type & PA_FLAG_LONG_DOUBLE)
            (void)va_arg(*list, long double);
        else
            (void)va_arg(*list, double);
        break;
    default: /* on the ABIs of Linux integers and pointers go alike */
        (void)va_arg(*list, long);
    }
}

/* The strings that a format is about to read. */
static void read_strings(const char *format, va_list list, uint64_t pc)
{
    int types[32];
    size_t n;
    va_list copied;

    if (me < 0 || !strstr(format, "s"))
        return;
    n = parse_printf_format(format, sizeof types / sizeof *types, types);
    if (n > sizeof types / sizeof *types)
        return;
    va_copy(copied, list);
    for (size_t i = 0; i < n; i++)
        read_argument(types[i], &copied, pc);
    va_end(copied);
}

/* format_new - the finished text, to be freed; NULL when it fails. */
static char *format_new(const char *format, va_list list, int *length,
                        uint64_t pc)
{
    char *text;

    read_strings(format, list, pc);
    memory_settle();
    *length = vasprintf(&text, format, list);
    return *length == -1 ? NULL : text;
}

/* ---- into memory -------------------------------------------------------- */

static int into(char *to, size_t size, const char *format, va_list list,
                uint64_t pc)
{
    int length;
    char *text = format_new(format, list, &length, pc);
    size_t n;

    if (text && size > 0) {
        n = (size_t)length < size ? (size_t)length : size - 1;
        text[n] = '\0';
        put_in(to, text, n + 1, pc);
    }
    free(text);
    return length;
}

#define FORMATTED(call)                                                        \
    do {                                                                       \
        va_list list;                                                          \
        int result;                                                            \
        va_start(list, format);                                                \
        result = call;                                                         \
        va_end(list);                                                          \
        return result;                                                         \
    } while (0)

int explored_snprintf(char *to, size_t size, const char *format, ...);
int explored_vsnprintf(char *to, size_t size, const char *format, va_list list);
int explored_sprintf(char *to, const char *format, ...);
int explored_vsprintf(char *to, const char *format, va_list list);
int explored___snprintf_chk(char *to, size_t size, int flag, size_t room,
                            const char *format, ...);
int explored___sprintf_chk(char *to, int flag, size_t room, const char *format,
                           ...);

int explored_snprintf(char *to, size_t size, const char *format, ...)
{
    FORMATTED(into(to, size, format, list, PC));
}

int explored_vsnprintf(char *to, size_t size, const char *format, va_list list)
{
    return into(to, size, format, list, PC);
}

int explored_sprintf(char *to, const char *format, ...)
{
    FORMATTED(into(to, SIZE_MAX, format, list, PC));
}

int explored_vsprintf(char *to, const char *format, va_list list)
{
    return into(to, SIZE_MAX, format, list, PC);
}

int explored___snprintf_chk(char *to, size_t size, int flag, size_t room,
                            const char *format, ...)
{
    (void)flag, (void)room;
    FORMATTED(into(to, size, format, list, PC));
}

int explored___sprintf_chk(char *to, int flag, size_t room, const char *format,
                           ...)
{
    (void)flag;
    FORMATTED(into(to, room, format, list, PC));
}

/* ---- output ------------------------------------------------------------- */

static void print_event(const char *text, size_t length, uint64_t pc)
{
    char shown[TEXT];

    if (me < 0)
        return;
    memory_settle();
    length = length < sizeof shown ? length : sizeof shown - 1;
    memcpy(shown, text, length);
    shown[length] = '\0';
    called(OP_PRINT, CALLS, 0, pc, (int64_t)length, 0, shown, 0, 0);
}

static int is_output(const FILE *file)
{
    return file == stdout || file == stderr;
}

static int out(FILE *file, const char *format, va_list list, uint64_t pc)
{
    int length, result = -1;
    char *text = format_new(format, list, &length, pc);

    if (text) {
        if (is_output(file))
            print_event(text, (size_t)length, pc);
        result = fwrite(text, 1, (size_t)length, file) == (size_t)length
                     ? length
                     : -1;
    }
    free(text);
    return result;
}

int explored_printf(const char *format, ...);
int explored_vprintf(const char *format, va_list list);
int explored_fprintf(FILE *file, const char *format, ...);
int explored_vfprintf(FILE *file, const char *format, va_list list);
int explored_dprintf(int fd, const char *format, ...);
int explored___printf_chk(int flag, const char *format, ...);
int explored___fprintf_chk(FILE *file, int flag, const char *format, ...);
int explored_puts(const char *s);
int explored_fputs(const char *s, FILE *file);
int explored_putchar(int c);
int explored_fputc(int c, FILE *file);
size_t explored_fwrite(const void *from, size_t size, size_t n, FILE *file);
size_t explored_fread(void *to, size_t size, size_t n, FILE *file);
char *explored_fgets(char *to, int size, FILE *file);
void explored_perror(const char *s);

int explored_printf(const char *format, ...)
{
    FORMATTED(out(stdout, format, list, PC));
}

int explored_vprintf(const char *format, va_list list)
{
    return out(stdout, format, list, PC);
}

int explored_fprintf(FILE *file, const char *format, ...)
{
    FORMATTED(out(file, format, list, PC));
}

int explored_vfprintf(FILE *file, const char *format, va_list list)
{
    return out(file, format, list, PC);
}

int explored___printf_chk(int flag, const char *format, ...)
{
    (void)flag;
    FORMATTED(out(stdout, format, list, PC));
}

int explored___fprintf_chk(FILE *file, int flag, const char *format, ...)
{
    (void)flag;
    FORMATTED(out(file, format, list, PC));
}

int explored_dprintf(int fd, const char *format, ...)
{
    va_list list;
    int length;
    char *text;

    va_start(list, format);
    text = format_new(format, list, &length, PC);
    va_end(list);
    if (text)
        length = (int)written(fd, text, (size_t)length, PC);
    free(text);
    return length;
}

int explored_puts(const char *s)
{
    memory_range(s, room(s), 0, PC);
    print_event(s, strlen(s), PC);
    return puts(s);
}

int explored_fputs(const char *s, FILE *file)
{
    memory_range(s, room(s), 0, PC);
    if (is_output(file))
        print_event(s, strlen(s), PC);
    return fputs(s, file);
}

int explored_fputc(int c, FILE *file)
{
    char byte = (char)c;

    if (is_output(file))
        print_event(&byte, 1, PC);
    return fputc(c, file);
}

int explored_putc(int c, FILE *file) __attribute__((alias("explored_fputc")));

int explored_putchar(int c)
{
    char byte = (char)c;

    print_event(&byte, 1, PC);
    return putchar(c);
}

size_t explored_fwrite(const void *from, size_t size, size_t n, FILE *file)
{
    memory_range(from, size * n, 0, PC);
    if (is_output(file))
        print_event(from, size * n, PC);
    return fwrite(from, size, n, file);
}

size_t explored_fread(void *to, size_t size, size_t n, FILE *file)
{
    memory_range(to, size * n, 1, PC);
    return fread(to, size, n, file);
}

char *explored_fgets(char *to, int size, FILE *file)
{
    memory_range(to, size > 0 ? (size_t)size : 0, 1, PC);
    return fgets(to, size, file);
}

void explored_perror(const char *s)
{
    int saved = errno;
    char text[TEXT];

    snprintf(text, sizeof text, "%s%s%s\n", s ? s : "", s && *s ? ": " : "",
             strerror(saved));
    print_event(text, strlen(text), PC);
    errno = saved;
    perror(s);
}
