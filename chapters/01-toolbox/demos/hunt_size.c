/* hunt_size.c - print the size of three files; wrong in five places
 *
 * 中文：打印三个文件的长度。三行输出，一行也不对。
 * English: print the size of three files. Three lines, none of them right.
 *
 * Book: chapter 1, "bug-hunt".  Sources: errno(3), stat(2), exit(3).
 * Usage: ./hunt_size   (makes and removes two files)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make(const char *path, off_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if (fd == -1 || ftruncate(fd, size) == -1 || close(fd) == -1) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

// ANCHOR: size
static void say(const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
}

static void size_of(const char *path)
{
    struct stat sb;
    int fd = open(path, O_RDONLY);

    fstat(fd, &sb);
    close(fd);
    say(path);
    if (errno != 0) {
        say(": %s\n", strerror(errno));
        return;
    }
    int size = sb.st_size;
    say(": %d bytes\n", size);
}

int main(void)
{
    make("hunt.big", (off_t)3 << 30);
    make("100%%.txt", 11);
    size_of("hunt.big");
    size_of("hunt.none");
    size_of("100%%.txt");
    unlink("hunt.big");
    unlink("100%%.txt");
    exit(errno);
}
// ANCHOR_END: size
