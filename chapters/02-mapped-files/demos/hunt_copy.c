/* hunt_copy.c - copy a file through two mappings; wrong in five places
 *
 * 中文：用两个映射复制文件。编译没有一句警告，错误有五处。
 * English: copy a file through two mappings. Not one warning from the
 *          compiler, and five mistakes.
 *
 * Book: chapter 2, "bug-hunt".  Sources: mmap(2), open(2).
 * Usage: ./hunt_copy   (crashes on purpose)
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* make_source - write 5000 bytes; one of them, in the middle, is zero. */
static void make_source(const char *path)
{
    char bytes[5000];
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if (fd == -1)
        die("open");
    memset(bytes, 'b', sizeof bytes);
    bytes[2500] = '\0';
    if (write(fd, bytes, sizeof bytes) != sizeof bytes)
        die("write");
    if (close(fd) == -1)
        die("close");
}

// ANCHOR: copy
static void copy(const char *from, const char *to)
{
    int in = open(from, O_RDONLY);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    struct stat sb;

    if (in == -1 || out == -1 || fstat(in, &sb) == -1)
        die("open or fstat");
    size_t len = (size_t)sb.st_size;

    char *src = mmap(NULL, len, PROT_READ, MAP_PRIVATE, in, 0);
    if (src == NULL)
        die("mmap source");
    char *dst = mmap(NULL, len, PROT_WRITE, MAP_SHARED, out, 0);
    if (dst == NULL)
        die("mmap destination");
    if (close(in) == -1 || close(out) == -1)
        die("close");

    if (msync(dst, len, MS_SYNC) == -1)
        perror("msync");
    strcpy(dst, src);
    if (munmap(src, len) == -1 || munmap(dst, len) == -1)
        die("munmap");
}
// ANCHOR_END: copy

int main(void)
{
    make_source("hunt.from");
    copy("hunt.from", "hunt.to");
    return EXIT_SUCCESS;
}
