/* hunt_log.c - a small log in a mapped file, with four mistakes in it
 *
 * 中文：编译没有警告，运行却不对。四个错都在“末尾”附近，请找出行号。
 * English: it compiles without a warning and does not work. Four
 *          mistakes, all near an end of something: find their lines.
 *
 * Book: chapter 3, "bug-hunt".  Sources: mmap(2), ftruncate(2).
 * Usage: ./hunt_log   (crashes; hunt_log_fixed.c is the good twin)
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FIRST = 16, ROOM = 1 << 20, RW = PROT_READ | PROT_WRITE };

static int fd;
static char *text;
static size_t used;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: hunt
static void log_open(const char *path)
{
    fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd == -1)
        die("open");
    if (lseek(fd, FIRST, SEEK_SET) == -1) /* the first 16 bytes */
        die("lseek");
    text = mmap(NULL, ROOM, RW, MAP_SHARED, fd, 0);
    if (text == MAP_FAILED)
        die("mmap");
}

static void log_add(const char *line)
{
    size_t n = strlen(line);

    memcpy(text + used, line, n);
    used += n;
    if (ftruncate(fd, (off_t)used) == -1) /* make room for it */
        die("ftruncate");
}

static int log_lines(void)
{
    int lines = 0;

    for (size_t i = 0; i < ROOM; i++)
        lines += text[i] == '\n';
    return lines;
}

static char log_clear(void)
{
    if (ftruncate(fd, 0) == -1)
        die("ftruncate");
    used = 0;
    return text[0]; /* the first byte of an empty log is 0 */
}
// ANCHOR_END: hunt

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
    printf("cleared, first byte %d\n", log_clear());
    return EXIT_SUCCESS;
}
