/* shrink.c - change the size of a file while it is mapped
 *
 * 中文：映射一直没动，文件先变长、再变短：同一个地址的命运怎样改变？
 * English: the mapping stays, the file first grows and then shrinks:
 *          how does the fate of the same address change?
 *
 * Book: chapter 3, "size-changes".  Sources: mmap(2), ftruncate(2).
 * Usage: ./shrink
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE };

static sigjmp_buf back;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void on_fault(int sig)
{
    siglongjmp(back, sig);
}

/* say - touch one byte and print how it went. */
static void say(volatile char *base, size_t off)
{
    int sig = sigsetjmp(back, 1);

    if (sig == 0) {
        *(base + off) = *(base + off);
        printf("  offset %5zu: ok\n", off);
    } else {
        printf("  offset %5zu: SIGBUS\n", off);
    }
}

static void resize(int fd, off_t size)
{
    if (ftruncate(fd, size) == -1)
        die("ftruncate");
    printf("file size %lld\n", (long long)size);
}

int main(void)
{
    struct sigaction sa = {.sa_handler = on_fault};

    if (sigaction(SIGBUS, &sa, NULL) == -1)
        die("sigaction");
    int fd = open("shrink.dat", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("shrink.dat") == -1)
        die("unlink");
    // ANCHOR: sizes
    resize(fd, 5000);
    char *p = mmap(NULL, 15000, RW, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    say(p, 8192);

    resize(fd, 12000);
    say(p, 8192);
    say(p, 12287);
    say(p, 12288);

    memset(p, 'q', 12000);
    resize(fd, 100);
    printf("  byte  99: '%c'\n", p[99]);
    printf("  byte 100: %d\n", p[100]);
    say(p, 4095);
    say(p, 4096);
    // ANCHOR_END: sizes
    return EXIT_SUCCESS;
}
