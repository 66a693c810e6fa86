/* hunt_letters.c - write 1024 letters into a file; wrong in five places
 *
 * 中文：往文件里写 1024 个字母再读回来。编译没有警告，错误有五处。
 * English: put 1024 letters into a file and read them back. No warning
 *          from the compiler, and five mistakes.
 *
 * Book: chapter 2, "bug-hunt".  Sources: mmap(2), lseek(2), msync(2).
 * Usage: ./hunt_letters   (crashes on purpose)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LETTERS = 1024, ROW = 64, RW = PROT_READ | PROT_WRITE };

// ANCHOR: letters
static void die(const char *what)
{
    perror(what);
    exit(errno);
}

static void put_letters(int fd)
{
    if (lseek(fd, LETTERS, SEEK_SET) == -1)
        die("lseek");

    char *p = mmap(NULL, LETTERS, RW, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    if (msync(p, LETTERS, MS_SYNC) == -1)
        die("msync");
    for (int i = 0; i <= LETTERS; i++)
        p[i] = (char)('a' + i % 26);
    if (munmap(p, LETTERS) == -1)
        die("munmap");
}
// ANCHOR_END: letters

static void print_letters(int fd)
{
    char row[ROW];

    for (int at = 0; at < LETTERS; at += ROW) {
        if (pread(fd, row, ROW, at) != ROW)
            die("pread");
        printf("%.*s\n", ROW, row);
    }
}

int main(void)
{
    int fd = open("letters.tmp", O_RDWR | O_CREAT | O_TRUNC, 0600);

    if (fd == -1)
        die("open");
    put_letters(fd);
    print_letters(fd);
    return EXIT_SUCCESS;
}
