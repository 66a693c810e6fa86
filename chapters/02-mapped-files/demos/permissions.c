/* permissions.c - try every open mode with every prot and both flags
 *
 * 中文：打开方式、保护、标志，十八种组合，哪些能成？
 * English: open mode, protection, flag: eighteen combinations - which of
 *          them work?
 *
 * Book: chapter 2, "permissions".  Sources: mmap(2), open(2).
 * Usage: ./permissions   (makes and removes permissions.tmp)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const path = "permissions.tmp";

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: try
static const char *try_map(int mode, int prot, int flag)
{
    int fd = open(path, mode);
    if (fd == -1)
        die("open");

    void *p = mmap(NULL, 1, prot, flag, fd, 0);
    const char *verdict = "ok";
    if (p == MAP_FAILED)
        verdict = strerrorname_np(errno);
    else if (munmap(p, 1) == -1)
        die("munmap");
    if (close(fd) == -1)
        die("close");
    return verdict;
}
// ANCHOR_END: try

static void print_row(const char *label, int mode, int flag)
{
    printf("%-20s %-8s %-8s %s\n", label, try_map(mode, PROT_READ, flag),
           try_map(mode, PROT_WRITE, flag),
           try_map(mode, PROT_READ | PROT_WRITE, flag));
}

int main(void)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd == -1)
        die("open");
    if (ftruncate(fd, sysconf(_SC_PAGESIZE)) == -1)
        die("ftruncate");

    printf("%-20s %-8s %-8s %s\n", "", "READ", "WRITE", "both");
    print_row("O_RDONLY  SHARED", O_RDONLY, MAP_SHARED);
    print_row("O_WRONLY  SHARED", O_WRONLY, MAP_SHARED);
    print_row("O_RDWR    SHARED", O_RDWR, MAP_SHARED);
    print_row("O_RDONLY  PRIVATE", O_RDONLY, MAP_PRIVATE);
    print_row("O_WRONLY  PRIVATE", O_WRONLY, MAP_PRIVATE);
    print_row("O_RDWR    PRIVATE", O_RDWR, MAP_PRIVATE);

    if (unlink(path) == -1)
        die("unlink");
    return EXIT_SUCCESS;
}
