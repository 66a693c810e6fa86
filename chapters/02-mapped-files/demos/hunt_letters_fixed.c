/* hunt_letters_fixed.c - the 1024 letters of hunt_letters.c, repaired
 *
 * 中文：修好以后：1024 个字母写进文件，一个不少地读回来。
 * English: repaired: 1024 letters go into the file, and come back.
 *
 * Book: chapter 2, "bug-hunt".  Sources: mmap(2), ftruncate(2), msync(2).
 * Usage: ./hunt_letters_fixed   (makes and removes letters.tmp)
 */
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
    exit(EXIT_FAILURE);
}

static void put_letters(int fd)
{
    if (ftruncate(fd, LETTERS) == -1)
        die("ftruncate");

    char *p = mmap(NULL, LETTERS, RW, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    for (int i = 0; i < LETTERS; i++)
        p[i] = (char)('a' + i % 26);
    if (msync(p, LETTERS, MS_SYNC) == -1)
        die("msync");
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
    if (unlink("letters.tmp") == -1)
        die("unlink");
    return EXIT_SUCCESS;
}
