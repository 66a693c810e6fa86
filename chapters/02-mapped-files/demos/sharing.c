/* sharing.c - the same two pages, once shared and once private
 *
 * 中文：私有映射是文件的一张快照吗？
 * English: is a private mapping a snapshot of the file?
 *
 * Book: chapter 2, "sharing".  Sources: mmap(2), pread(2).
 * Usage: ./sharing   (makes and removes sharing.tmp)
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE };

static int fd;
static size_t page;
static char *shared, *private;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static char in_file(off_t at)
{
    char c;

    if (pread(fd, &c, 1, at) != 1)
        die("pread");
    return c;
}

static void put_in_file(char c, off_t at)
{
    if (pwrite(fd, &c, 1, at) != 1)
        die("pwrite");
}

/* show - the byte at `at` as three observers see it. */
static void show(const char *when, size_t at)
{
    char f = in_file((off_t)at);

    printf("%-34s file %c   shared %c   private %c\n", when, f, shared[at],
           private[at]);
}

int main(void)
{
    page = (size_t)sysconf(_SC_PAGESIZE);
    fd = open("sharing.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("sharing.tmp") == -1)
        die("unlink");
    if (ftruncate(fd, (off_t)(2 * page)) == -1)
        die("ftruncate");
    put_in_file('-', 0);
    put_in_file('-', 1);
    put_in_file('-', (off_t)page);

    // ANCHOR: stores
    shared = mmap(NULL, 2 * page, RW, MAP_SHARED, fd, 0);
    private = mmap(NULL, 2 * page, RW, MAP_PRIVATE, fd, 0);
    if (shared == MAP_FAILED || private == MAP_FAILED)
        die("mmap");

    shared[0] = 'S';
    show("byte 0, stored through shared:", 0);
    private[0] = 'P';
    show("byte 0, stored through private:", 0);

    put_in_file('1', 1);
    put_in_file('2', (off_t)page);
    show("byte 1, page 0, then pwrite:", 1);
    show("first byte of page 1, then pwrite:", page);
    // ANCHOR_END: stores

    if (munmap(private, 2 * page) == -1)
        die("munmap");
    private = mmap(NULL, 2 * page, PROT_READ, MAP_PRIVATE, fd, 0);
    if (private == MAP_FAILED)
        die("mmap");
    show("byte 0, private mapped afresh:", 0);
    return EXIT_SUCCESS;
}
