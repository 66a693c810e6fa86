/* handler.c - ask the signal what happened, and where
 *
 * 中文：si_signo、si_code、si_addr 三个字段，把三种故障说得清清楚楚。
 * English: three fields, si_signo, si_code and si_addr, tell three
 *          kinds of fault apart.
 *
 * Book: chapter 3, "handlers".  Sources: sigaction(2), sigsetjmp(3).
 * Usage: ./handler
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

// ANCHOR: handler
static sigjmp_buf back;
static siginfo_t seen;

static void on_fault(int sig, siginfo_t *info, void *context)
{
    (void)context;
    seen = *info;
    siglongjmp(back, sig); /* no printing here: say() does it */
}

static void catch_faults(void)
{
    struct sigaction sa = {.sa_flags = SA_SIGINFO};

    sa.sa_sigaction = on_fault;
    if (sigaction(SIGBUS, &sa, NULL) == -1)
        die("sigaction SIGBUS");
    if (sigaction(SIGSEGV, &sa, NULL) == -1)
        die("sigaction SIGSEGV");
}
// ANCHOR_END: handler

static const char *code_name(const siginfo_t *info)
{
    if (info->si_signo == SIGBUS)
        return info->si_code == BUS_ADRERR ? "BUS_ADRERR" : "other";
    if (info->si_code == SEGV_MAPERR)
        return "SEGV_MAPERR";
    return info->si_code == SEGV_ACCERR ? "SEGV_ACCERR" : "other";
}

/* say - store one byte and print what the signal said about it. */
static void say(const char *what, volatile char *base, size_t off)
{
    if (sigsetjmp(back, 1) == 0) {
        base[off] = 'x';
        printf("%s: no signal\n", what);
        return;
    }
    const char *sig = seen.si_signo == SIGBUS ? "SIGBUS" : "SIGSEGV";

    printf("%s: %s, %s, at offset %td\n", what, sig, code_name(&seen),
           (char *)seen.si_addr - (char *)base);
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
    catch_faults();
    int fd = open("handler.dat", O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd == -1)
        die("open");
    if (unlink("handler.dat") == -1)
        die("unlink");
    if (ftruncate(fd, 5000) == -1)
        die("ftruncate");
    char *p = map_alone(fd, 15000);

    say("inside the file       ", p, 10);
    say("past the file's pages ", p, 8200);
    say("outside the mapping   ", p, 16390);
    if (mprotect(p, 4096, PROT_READ) == -1)
        die("mprotect");
    say("read-only page, stored", p, 10);
    return EXIT_SUCCESS;
}
