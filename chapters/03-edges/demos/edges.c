/* edges.c - touch a mapping before, at and past the end of its file
 *
 * 中文：映射比文件长时，哪些字节能碰，SIGBUS 和 SIGSEGV 各从哪里开始？
 * English: when a mapping is longer than its file, which bytes can be
 *          touched, and where do SIGBUS and SIGSEGV begin?
 *
 * Book: chapter 3, "rule".  Sources: mmap(2), signal(7).
 * Usage: ./edges
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ROOM = 1 << 18, RW = PROT_READ | PROT_WRITE };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

// ANCHOR: probe
static sigjmp_buf back;

static void on_fault(int sig)
{
    siglongjmp(back, sig);
}

/* probe - load and store one byte: 0, or the signal it raised. */
static int probe(volatile char *at)
{
    int sig = sigsetjmp(back, 1); /* 1: with the signal mask */

    if (sig == 0)
        *at = *at;
    return sig;
}
// ANCHOR_END: probe

static void catch_faults(void)
{
    struct sigaction sa = {.sa_handler = on_fault};

    if (sigaction(SIGBUS, &sa, NULL) == -1)
        die("sigaction SIGBUS");
    if (sigaction(SIGSEGV, &sa, NULL) == -1)
        die("sigaction SIGSEGV");
}

/* map_alone - map the file where no neighbour follows: find free room,
 * give it back, and map into the middle of it. */
static char *map_alone(int fd, size_t len)
{
    int anon = MAP_PRIVATE | MAP_ANONYMOUS;
    char *room = mmap(NULL, ROOM, PROT_NONE, anon, -1, 0);

    if (room == MAP_FAILED)
        die("mmap room");
    if (munmap(room, ROOM) == -1)
        die("munmap room");

    int here = MAP_SHARED | MAP_FIXED_NOREPLACE;
    char *p = mmap(room + ROOM / 2, len, RW, here, fd, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

static const char *name(int sig)
{
    return sig == 0 ? "ok" : sig == SIGBUS ? "SIGBUS" : "SIGSEGV";
}

int main(void)
{
    static const size_t at[] = {
        0, 4999, 5000, 8191, 8192, 14999, 16383, 16384,
    };

    catch_faults();
    int fd = open("edges.dat", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("edges.dat") == -1)
        die("unlink");
    if (ftruncate(fd, 5000) == -1)
        die("ftruncate");

    char *p = map_alone(fd, 15000);
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        printf("offset %5zu: %s\n", at[i], name(probe(p + at[i])));
    return EXIT_SUCCESS;
}
