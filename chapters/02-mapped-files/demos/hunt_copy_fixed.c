/* hunt_copy_fixed.c - the file copy of hunt_copy.c, repaired
 *
 * 中文：修好以后的复制：逐字节相同，而且真的写到了盘上。
 * English: the copy repaired: equal byte for byte, and really on the disk.
 *
 * Book: chapter 2, "bug-hunt".  Sources: mmap(2), msync(2), ftruncate(2).
 * Usage: ./hunt_copy_fixed   (makes and removes hunt.from and hunt.to)
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

/* fill_source - 5000 bytes; one of them, in the middle, is zero. */
static void fill_source(char bytes[5000])
{
    int fd = open("hunt.from", O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if (fd == -1)
        die("open");
    memset(bytes, 'b', 5000);
    bytes[2500] = '\0';
    if (write(fd, bytes, 5000) != 5000)
        die("write");
    if (close(fd) == -1)
        die("close");
}

// ANCHOR: copy
static void copy_bytes(int in, int out, size_t len)
{
    if (ftruncate(out, (off_t)len) == -1)
        die("ftruncate");

    char *src = mmap(NULL, len, PROT_READ, MAP_PRIVATE, in, 0);
    if (src == MAP_FAILED)
        die("mmap source");
    char *dst = mmap(NULL, len, PROT_WRITE, MAP_SHARED, out, 0);
    if (dst == MAP_FAILED)
        die("mmap destination");

    memcpy(dst, src, len);
    if (msync(dst, len, MS_SYNC) == -1)
        die("msync");
    if (munmap(src, len) == -1 || munmap(dst, len) == -1)
        die("munmap");
}

static void copy(const char *from, const char *to)
{
    int in = open(from, O_RDONLY);
    int out = open(to, O_RDWR | O_CREAT | O_TRUNC, 0600);
    struct stat sb;

    if (in == -1 || out == -1 || fstat(in, &sb) == -1)
        die("open or fstat");
    if (sb.st_size > 0) /* an empty file has nothing to map */
        copy_bytes(in, out, (size_t)sb.st_size);
    if (close(in) == -1 || close(out) == -1)
        die("close");
}
// ANCHOR_END: copy

int main(void)
{
    static char want[5000], got[6000];

    fill_source(want);
    copy("hunt.from", "hunt.to");

    int fd = open("hunt.to", O_RDONLY);
    if (fd == -1)
        die("open");
    ssize_t n = read(fd, got, sizeof got);
    if (n == -1)
        die("read");
    int same = n == 5000 && memcmp(want, got, 5000) == 0;
    printf("%zd bytes copied, %s\n", n, same ? "all equal" : "NOT equal");
    if (unlink("hunt.from") == -1 || unlink("hunt.to") == -1)
        die("unlink");
    return EXIT_SUCCESS;
}
