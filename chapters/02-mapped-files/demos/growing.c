/* growing.c - four ways to make a file bigger, one of which does not
 *
 * 中文：哪一种写法真的让文件变大？变大的部分占不占磁盘？
 * English: which call really makes the file bigger, and does the new part
 *          take up any disk?
 *
 * Book: chapter 2, "growing".  Sources: lseek(2), ftruncate(2),
 *       posix_fallocate(3), fstat(2).
 * Usage: ./growing   (makes and removes growing.tmp)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TARGET = 1 << 20 }; /* bytes */

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int empty_file(void)
{
    int fd = open("growing.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (unlink("growing.tmp") == -1)
        die("unlink");
    return fd;
}

static void report(const char *how, int fd)
{
    struct stat sb;

    if (fstat(fd, &sb) == -1)
        die("fstat");
    /* st_blocks counts 512-byte units, whatever the file system */
    int hole = (intmax_t)sb.st_blocks * 512 < (intmax_t)sb.st_size;
    printf("%-18s size %7jd   hole: %s\n", how, (intmax_t)sb.st_size,
           hole ? "yes" : "no");
    if (close(fd) == -1)
        die("close");
}

static void store_past_the_end(void)
{
    int fd = empty_file();
    struct stat sb;
    char back[8];

    if (write(fd, "abc", 3) != 3)
        die("write");
    // ANCHOR: past
    char *p = mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    memcpy(p, "ABCDEF", 6); /* the file has three bytes */
    if (fstat(fd, &sb) == -1)
        die("fstat");
    ssize_t got = pread(fd, back, sizeof back, 0);
    if (got == -1)
        die("pread");
    printf("six bytes stored:  size %jd, pread gives \"%.*s\"\n",
           (intmax_t)sb.st_size, (int)got, back);
    // ANCHOR_END: past
}

int main(void)
{
    int fd = empty_file();

    // ANCHOR: four
    if (lseek(fd, TARGET, SEEK_SET) == -1)
        die("lseek");
    report("lseek alone", fd);

    fd = empty_file();
    if (lseek(fd, TARGET - 1, SEEK_SET) == -1 || write(fd, "", 1) != 1)
        die("lseek and write");
    report("lseek and write", fd);

    fd = empty_file();
    if (ftruncate(fd, TARGET) == -1)
        die("ftruncate");
    report("ftruncate", fd);

    fd = empty_file();
    int err = posix_fallocate(fd, 0, TARGET); /* the error, not errno */
    if (err != 0) {
        errno = err;
        die("posix_fallocate");
    }
    report("posix_fallocate", fd);
    // ANCHOR_END: four

    store_past_the_end();
    return EXIT_SUCCESS;
}
