/* ask.c - ask whether a page can be stored to, before storing
 *
 * 中文：先用 MADV_POPULATE_WRITE 问一问，坏消息就是返回值，不是信号。
 * English: ask by MADV_POPULATE_WRITE first, and bad news is a return
 *          value, not a signal.
 *
 * Book: chapter 3, "full-disk".  Sources: madvise(2).
 * Usage: ./ask   (Linux 5.14 or later)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: ask
static void ask(const char *what, char *at, size_t len)
{
    if (madvise(at, len, MADV_POPULATE_WRITE) == 0)
        printf("%-22s ready\n", what);
    else
        printf("%-22s -1 %s, no signal\n", what, strerrorname_np(errno));
}
// ANCHOR_END: ask

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int fd = open("ask.dat", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (unlink("ask.dat") == -1)
        die("unlink");
    if (ftruncate(fd, (off_t)page) == -1)
        die("ftruncate");
    char *p = mmap(NULL, 2 * page, RW, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");

    ask("page 0, in the file:", p, page);
    ask("page 1, past its end:", p + page, page);
    ask("both at once:", p, 2 * page);
    return EXIT_SUCCESS;
}
