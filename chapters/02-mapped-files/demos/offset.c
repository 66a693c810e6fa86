/* offset.c - map bytes that do not start on a page boundary
 *
 * 中文：想要第 5000 字节起的 4000 个字节，可偏移必须按页对齐，怎么办？
 * English: we want 4000 bytes from byte 5000, but an offset has to be page
 *          aligned. What now?
 *
 * Book: chapter 2, "offset".  Sources: mmap(2), munmap(2), mincore(2).
 * Usage: ./offset   (makes and removes offset.tmp)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
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

/* make_file - an unlinked file of `size` bytes, byte i = a letter. */
static int make_file(size_t size)
{
    int fd = open("offset.tmp", O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (unlink("offset.tmp") == -1)
        die("unlink");
    for (size_t i = 0; i < size; i++) {
        char c = (char)('a' + i % 26);
        if (write(fd, &c, 1) != 1)
            die("write");
    }
    return fd;
}

/* is_mapped - 1 if the page at `page_start` belongs to any mapping. */
static int is_mapped(char *page_start)
{
    unsigned char resident;

    if (mincore(page_start, 1, &resident) == 0)
        return 1;
    if (errno != ENOMEM)
        die("mincore");
    return 0;
}

static void unmap_verdict(const char *label, void *addr, size_t len)
{
    int rc = munmap(addr, len);

    printf("munmap(%s): %s\n", label, rc == 0 ? "ok" : strerrorname_np(errno));
}

int main(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int fd = make_file(10000);

    // ANCHOR: align
    /* what we want: 4000 bytes, beginning with byte 5000 */
    off_t off = 5000;
    size_t len = 4000;

    void *raw = mmap(NULL, len, PROT_READ, MAP_SHARED, fd, off);
    if (raw == MAP_FAILED)
        printf("offset 5000 as it is: %s\n", strerrorname_np(errno));

    size_t delta = (size_t)off % page;
    off_t start = off - (off_t)delta;
    size_t span = delta + len;
    char *base = mmap(NULL, span, PROT_READ, MAP_SHARED, fd, start);
    if (base == MAP_FAILED)
        die("mmap");
    char *wanted = base + delta;
    // ANCHOR_END: align

    char bytes[4000];
    if (pread(fd, bytes, len, off) != (ssize_t)len)
        die("pread");
    printf("start %jd, delta %zu, length %zu\n", (intmax_t)start, delta, span);
    printf("bytes 5000..8999 agree with pread: %s\n",
           memcmp(wanted, bytes, len) == 0 ? "yes" : "no");

    // ANCHOR: unmap
    unmap_verdict("wanted, 4000", wanted, len);
    unmap_verdict("base, 4000", base, len);
    printf("second page still mapped: %s\n",
           is_mapped(base + page) ? "yes" : "no");
    unmap_verdict("base, delta + 4000", base, span);
    printf("second page still mapped: %s\n",
           is_mapped(base + page) ? "yes" : "no");
    // ANCHOR_END: unmap
    return EXIT_SUCCESS;
}
