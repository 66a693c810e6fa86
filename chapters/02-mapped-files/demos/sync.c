/* sync.c - what msync accepts and what it refuses
 *
 * 中文：msync 可以只同步一部分，但从哪里开始由不得你。
 * English: msync takes a part of a mapping, but not from wherever you like.
 *
 * Book: chapter 2, "durability".  Sources: msync(2).
 * Usage: ./sync   (makes and removes sync.tmp)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void try_sync(const char *label, void *addr, size_t len, int flags)
{
    int rc = msync(addr, len, flags);

    printf("%-32s %s\n", label, rc == 0 ? "ok" : strerrorname_np(errno));
}

static void *map(int fd, size_t len, int flag)
{
    void *p = mmap(NULL, len, PROT_READ | PROT_WRITE, flag, fd, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int fd = open("sync.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);
    char byte;

    if (fd == -1)
        die("open");
    if (unlink("sync.tmp") == -1)
        die("unlink");
    if (ftruncate(fd, (off_t)(3 * page)) == -1)
        die("ftruncate");
    char *p = map(fd, 3 * page, MAP_SHARED);
    char *mine = map(fd, page, MAP_PRIVATE);

    // ANCHOR: tries
    try_sync("p + 10, 5 bytes", p + 10, 5, MS_SYNC);
    try_sync("p, 15 bytes", p, 15, MS_SYNC);
    try_sync("MS_SYNC | MS_ASYNC", p, page, MS_SYNC | MS_ASYNC);

    if (munmap(p + page, page) == -1)
        die("munmap");
    try_sync("three pages, the second unmapped", p, 3 * page, MS_SYNC);

    mine[0] = 'P';
    try_sync("a private mapping", mine, page, MS_SYNC);
    if (pread(fd, &byte, 1, 0) != 1)
        die("pread");
    const char *got = byte == 'P' ? "yes" : "no";
    printf("... and the file got the byte:   %s\n", got);
    // ANCHOR_END: tries
    return EXIT_SUCCESS;
}
