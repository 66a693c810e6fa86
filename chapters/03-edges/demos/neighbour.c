/* neighbour.c - run past the end of a mapping that has a neighbour
 *
 * 中文：同一个越界地址，旁边空着是 SIGSEGV；旁边住进别人，就一声不响。
 * English: the same address out of bounds: SIGSEGV while nothing is
 *          there, silence once somebody else has moved in.
 *
 * Book: chapter 3, "neighbours".  Sources: mmap(2), signal(7).
 * Usage: ./neighbour
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ROOM = 1 << 18, NEXT = 8192, RW = PROT_READ | PROT_WRITE };

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

/* overrun - store four bytes behind the mapping; 0 or the signal. */
static int overrun(volatile char *base)
{
    int sig = sigsetjmp(back, 1);

    for (size_t i = NEXT; sig == 0 && i < NEXT + 4; i++)
        base[i] = '#';
    return sig;
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

int main(void)
{
    struct sigaction sa = {.sa_handler = on_fault};

    if (sigaction(SIGSEGV, &sa, NULL) == -1)
        die("sigaction");
    int fd = open("neighbour.dat", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("neighbour.dat") == -1)
        die("unlink");
    if (ftruncate(fd, 5000) == -1)
        die("ftruncate");
    // ANCHOR: neighbour
    char *p = map_alone(fd, 5000);
    int sig = overrun(p);
    printf("nothing behind us: %s\n", sig ? "SIGSEGV" : "no signal");

    int anon = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    char *other = mmap(p + NEXT, 4096, RW, anon, -1, 0);
    if (other == MAP_FAILED)
        die("mmap other");
    strcpy(other, "not your data");

    sig = overrun(p);
    printf("with a neighbour : %s\n", sig ? "SIGSEGV" : "no signal");
    printf("the neighbour has: \"%s\"\n", other);
    // ANCHOR_END: neighbour
    return EXIT_SUCCESS;
}
