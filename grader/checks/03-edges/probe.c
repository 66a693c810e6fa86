/* probe.c - touch a mapping and see what the kernel does */
#include "probe.h"
#include "check.h"
#include "fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Address space kept free on both sides of a mapping, in pages. */
enum { ISLAND_PAGES = 256, SHORE_PAGES = 64 };

static int fd = -1;
static struct sigaction old_bus, old_segv;
static sigjmp_buf back;
static volatile sig_atomic_t fault_signo, fault_code;

static void on_fault(int signo, siginfo_t *info, void *context)
{
    (void)context;
    fault_signo = signo;
    fault_code = info->si_code;
    siglongjmp(back, 1);
}

void probe_begin(void)
{
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO};
    char path[256];

    snprintf(path, sizeof path, "%s/probe.dat", work_folder);
    fixture_expect(path);
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd == -1 || sigaction(SIGBUS, &action, &old_bus) == -1 ||
        sigaction(SIGSEGV, &action, &old_segv) == -1)
        grader_error("prepare the probe");
}

void probe_end(void)
{
    sigaction(SIGBUS, &old_bus, NULL);
    sigaction(SIGSEGV, &old_segv, NULL);
    close(fd);
    fd = -1;
}

/* Reserve an island of unmapped addresses, then land in its middle. */
static unsigned char *map_island(size_t map_len)
{
    unsigned char *island, *m;
    size_t size = ISLAND_PAGES * page_size;

    island = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (island == MAP_FAILED || munmap(island, size) == -1)
        grader_error("reserve addresses for the probe");
    m = mmap(island + SHORE_PAGES * page_size, map_len, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_FIXED_NOREPLACE, fd, 0);
    if (m == MAP_FAILED)
        grader_error("map the probing file");
    return m;
}

/* Store a byte: 0 it went through, else the signal. */
static int touch(volatile unsigned char *byte)
{
    fault_signo = 0;
    if (sigsetjmp(back, 1) == 0)
        *byte = 0xa5;
    return fault_signo;
}

static enum outcome outcome_of(int signo, size_t offset)
{
    unsigned char byte = 0;

    if (signo == SIGBUS && fault_code == BUS_ADRERR)
        return GET_SIGBUS;
    if (signo == SIGSEGV && fault_code == SEGV_MAPERR)
        return GET_SIGSEGV;
    if (signo == 0)
        return pread(fd, &byte, 1, (off_t)offset) == 1 && byte == 0xa5
                   ? OK_SHARED
                   : OK_LOST;
    errno = EFAULT;
    grader_error("an access ended as no fact of the course says");
}

enum outcome probe(size_t file_size, size_t map_len, size_t offset)
{
    unsigned char *m;
    enum outcome outcome;

    /* Through 0, so that nothing of the last round is left in the file. */
    if (ftruncate(fd, 0) == -1 || ftruncate(fd, (off_t)file_size) == -1)
        grader_error("size the probing file");
    m = map_island(map_len);
    outcome = outcome_of(touch(m + offset), offset);
    if (munmap(m, map_len) == -1)
        grader_error("unmap the probing file");
    return outcome;
}
