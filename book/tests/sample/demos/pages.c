/* pages.c - touch a file mapping before, at, and past the end of the file
 *
 * 中文：映射比文件长时，哪一页能读，哪一页不能？
 * English: when a mapping is longer than its file, which page can be read?
 *
 * Usage: ./pages
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);

    // ANCHOR: map
    int fd = open("data", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (ftruncate(fd, (off_t)page + 1) == -1)
        die("ftruncate");

    /* One page and one byte of file, four pages of mapping. */
    volatile char *p = mmap(NULL, 4 * page, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    close(fd); /* the mapping keeps the file alive */
    // ANCHOR_END: map

    printf("pid %d, page 0: %d\n", (int)getpid(), p[0]);
    printf("page 1, after the end of the file: %d\n", p[page + 1]);
    fflush(stdout);
    // ANCHOR: crash
    return p[2 * page]; /* no file behind this page */
    // ANCHOR_END: crash
}
