/* hunt_log_fixed.c - the log of hunt_log.c, its four mistakes repaired
 *
 * 中文：先长后写，只数写过的字节，清空之后不再碰它。
 * English: grow first and store afterwards, count only what was
 *          written, and do not touch what has been cut away.
 *
 * Book: chapter 3, "bug-hunt".  Sources: mmap(2), ftruncate(2).
 * Usage: ./hunt_log_fixed
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ROOM = 1 << 20, RW = PROT_READ | PROT_WRITE };

static int fd;
static char *text;
static size_t used;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: fixed
static void log_open(const char *path)
{
    fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd == -1)
        die("open");
    text = mmap(NULL, ROOM, RW, MAP_SHARED, fd, 0);
    if (text == MAP_FAILED)
        die("mmap");
}

static void log_add(const char *line)
{
    size_t n = strlen(line);

    if (ftruncate(fd, (off_t)(used + n)) == -1) /* make room first */
        die("ftruncate");
    memcpy(text + used, line, n);
    used += n;
}

static int log_lines(void)
{
    int lines = 0;

    for (size_t i = 0; i < used; i++)
        lines += text[i] == '\n';
    return lines;
}

static void log_clear(void)
{
    if (ftruncate(fd, 0) == -1)
        die("ftruncate");
    used = 0; /* and nobody touches text[] until it grows again */
}
// ANCHOR_END: fixed

int main(void)
{
    if (setvbuf(stdout, NULL, _IONBF, 0) != 0)
        die("setvbuf");
    log_open("hunt.log");
    if (unlink("hunt.log") == -1)
        die("unlink");
    log_add("one\n");
    log_add("two, somewhat longer\n");
    log_add("three\n");
    printf("%.*s", (int)used, text);
    printf("%d lines\n", log_lines());
    log_clear();
    printf("cleared, %d lines\n", log_lines());
    return EXIT_SUCCESS;
}
