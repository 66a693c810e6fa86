/* hunt_size_fixed.c - print the size of three files; repaired
 *
 * 中文：hunt_size.c 修好以后：先看返回值，再看 errno。
 * English: hunt_size.c repaired: the return value first, then errno.
 *
 * Book: chapter 1, "bug-hunt".  Sources: errno(3), stat(2), exit(3).
 * Usage: ./hunt_size_fixed   (makes and removes two files)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
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

/* size_of - print the size of one file: 0, or -1 if it could not be told. */
static int size_of(const char *path)
{
    struct stat sb;
    int saved = 0;
    int fd = open(path, O_RDONLY);

    if (fd == -1) {
        saved = errno;
    } else {
        if (fstat(fd, &sb) == -1)
            saved = errno;
        close(fd);
    }
    if (saved != 0) {
        printf("%s: %s\n", path, strerror(saved));
        return -1;
    }
    printf("%s: %jd bytes\n", path, (intmax_t)sb.st_size);
    return 0;
}

int main(void)
{
    int failed = 0;

    make("hunt.big", (off_t)3 << 30);
    make("100%%.txt", 11);
    failed += size_of("hunt.big") == -1;
    failed += size_of("hunt.none") == -1;
    failed += size_of("100%%.txt") == -1;
    if (unlink("hunt.big") == -1 || unlink("100%%.txt") == -1)
        perror("unlink");
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
