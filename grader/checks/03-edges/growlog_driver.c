/* growlog_driver.c - drive the four functions of growlog
 *
 * Requests: open SLOT WRITER PATH · append SLOT N SEED · read SLOT OFF N ·
 *           close SLOT · fence PATH · step SLOT N SEED PATH
 * There are two logs, SLOT 0 and 1. The record of an append is N bytes that
 * follow from SEED. Values of the answers: of open and close the descriptor in
 * the struct, and whether the struct is as it was before the call; of read the
 * address of the buffer; of step see op_step.
 */
#include "driver.h"
#include "growlog.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <ucontext.h>
#include <unistd.h>

enum { ROOM = 1 << 20, UNTOUCHED = 0x5a, FENCES_MAX = 16 };

static struct glog logs[2];
static unsigned char record[ROOM], buffer[ROOM];

static struct glog *slot_of_request(void)
{
    return &logs[arg_number() & 1];
}

/* ---- the four functions -------------------------------------------------- */

static void answer_struct(int ret, const struct glog *g,
                          const struct glog *before)
{
    int err = errno;

    answer(ret, err, 2, (unsigned long long)g->fd,
           (unsigned long long)(memcmp(g, before, sizeof *g) == 0));
}

static void op_open(void)
{
    struct glog *g = slot_of_request(), before;
    int writer = (int)arg_number();

    memset(g, UNTOUCHED, sizeof *g);
    before = *g;
    errno = 0;
    answer_struct(glog_open(g, arg_rest(), writer), g, &before);
}

/* The checker makes the same bytes from the same seed. */
static size_t record_of_request(void)
{
    size_t n = (size_t)arg_size();
    uint64_t seed = arg_size();

    for (size_t i = 0; i < n && i < ROOM; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        record[i] = (unsigned char)(seed >> 56);
    }
    return n;
}

static void op_append(void)
{
    struct glog *g = slot_of_request();
    size_t n = record_of_request();
    ssize_t ret;

    errno = 0;
    ret = glog_append(g, record, n);
    answer(ret, errno, 0);
}

static void op_read(void)
{
    struct glog *g = slot_of_request();
    size_t off = (size_t)arg_size(), n = (size_t)arg_size();
    ssize_t ret;

    memset(buffer, UNTOUCHED, n < ROOM ? n + 1 : ROOM);
    errno = 0;
    ret = glog_read(g, off, buffer, n);
    answer(ret, errno, 1, (unsigned long long)(uintptr_t)buffer);
}

static void op_close(void)
{
    struct glog *g = slot_of_request(), before = *g;

    errno = 0;
    answer_struct(glog_close(g), g, &before);
}

/* ---- no room to grow in place -------------------------------------------- */

/* Where the mappings of this file end. */
static int ends_of(const struct stat *file, uintptr_t *ends, int room)
{
    FILE *maps = fopen("/proc/self/maps", "re");
    unsigned long end, ino;
    unsigned major, minor;
    char line[4608];
    int n = 0;

    while (maps && n < room && fgets(line, sizeof line, maps))
        if (sscanf(line, "%*x-%lx %*s %*x %x:%x %lu", &end, &major, &minor,
                   &ino) == 4 &&
            ino == file->st_ino && makedev(major, minor) == file->st_dev)
            ends[n++] = end;
    if (maps)
        fclose(maps);
    return n;
}

/* A page nobody may touch behind each mapping of the file: the next growth
 * has to move it. What is there already is as good a fence. */
static void op_fence(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    uintptr_t ends[FENCES_MAX];
    struct stat file;
    int n = 0;

    if (stat(arg_rest(), &file) == 0)
        n = ends_of(&file, ends, FENCES_MAX);
    for (int i = 0; i < n; i++)
        mmap((void *)ends[i], page, PROT_NONE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    answer(0, 0, 0);
}

/* ---- step by step -------------------------------------------------------- */

/* One append with the processor's trap flag set: after each instruction the
 * first 8 bytes of the file are looked at. */
enum { STEPS_MAX = 50000, SEEN_MAX = 3 };

static struct {
    int fd;
    volatile sig_atomic_t active;
    unsigned long steps, changes;
    uint64_t last, seen[SEEN_MAX];
} steps;

#if defined(__x86_64__)
enum { TRAP_FLAG = 0x100 };

static void on_step(int signo, siginfo_t *info, void *context)
{
    greg_t *flags = &((ucontext_t *)context)->uc_mcontext.gregs[REG_EFL];
    uint64_t now = steps.last;
    int saved = errno;

    (void)signo, (void)info;
    if (pread(steps.fd, &now, sizeof now, 0) == sizeof now &&
        now != steps.last) {
        if (steps.changes < SEEN_MAX)
            steps.seen[steps.changes] = now;
        steps.changes++;
        steps.last = now;
    }
    if (steps.active && ++steps.steps < STEPS_MAX)
        *flags |= TRAP_FLAG;
    else
        *flags &= ~(greg_t)TRAP_FLAG;
    errno = saved;
}

static ssize_t append_in_steps(struct glog *g, size_t n)
{
    struct sigaction action = {.sa_sigaction = on_step, .sa_flags = SA_SIGINFO};
    ssize_t ret;
    int err;

    if (sigaction(SIGTRAP, &action, NULL) == -1)
        _exit(124);
    steps.active = 1;
    raise(SIGTRAP); /* its handler sets the flag */
    errno = 0;
    ret = glog_append(g, record, n);
    err = errno;
    steps.active = 0; /* and clears it again */
    signal(SIGTRAP, SIG_IGN);
    errno = err;
    return ret;
}
#else
static ssize_t append_in_steps(struct glog *g, size_t n)
{
    return glog_append(g, record, n);
}
#endif

/* Values: steps made (0: this machine cannot), how often the counter changed,
 * and its first three new values. */
static void op_step(void)
{
    struct glog *g = slot_of_request();
    size_t n = record_of_request();
    ssize_t ret;
    int err;

    memset(&steps, 0, sizeof steps);
    steps.fd = open(arg_rest(), O_RDONLY | O_CLOEXEC);
    if (steps.fd == -1 ||
        pread(steps.fd, &steps.last, sizeof steps.last, 0) == -1)
        _exit(124);
    ret = append_in_steps(g, n);
    err = errno;
    close(steps.fd);
    answer(ret, err, 2 + SEEN_MAX, (unsigned long long)steps.steps,
           (unsigned long long)steps.changes, (unsigned long long)steps.seen[0],
           (unsigned long long)steps.seen[1],
           (unsigned long long)steps.seen[2]);
}

const struct driver_op driver_ops[] = {
    {"open", op_open},   {"append", op_append}, {"read", op_read},
    {"close", op_close}, {"fence", op_fence},   {"step", op_step},
    {NULL, NULL},
};
