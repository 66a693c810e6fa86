/* safe_copy_driver.c - drive safe_copy in the student's process
 *
 * A region is a row of pages, and page BAD_PAGE may be one that faults. There
 * is one for the source and one for the target, at fixed addresses, far from
 * where mmap(2) puts things: a hole in a region stays a hole.
 *
 * Requests:
 *   scene SOURCE TARGET PAGES SEED PATH
 *                            build the regions (enum page_kind)
 *   before HANDLERS MASK     handlers and mask of the caller's
 *   must-end                 the next call has to end the process
 *   copy FROM TO N           one call; offsets into the regions
 *   copy-inside FROM TO N    the target is in the source's region
 *   copy-null N · null-target N · null-sig N
 *   many FROM TO N COUNT     a good call and a faulting one, in turn
 *   align                    every pair of 64 by 64 alignments
 *   edges                    lengths 1 to 64 against both edges
 *   pipe-size                how much a pipe holds
 *
 * Values of the copies' answers: *sig, address of the target's region, first
 * signal whose handler changed, first whose place in the mask did (0: none).
 * A call that goes round for ever is answered ENDLESS, and ends the process.
 */
#include "driver.h"
#include "safe_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* Shared with safe_copy_checks.c: page kinds, BAD_PAGE, pattern, filler. */
enum page_kind { GOOD, UNMAPPED, FORBIDDEN, SHORT_FILE, CUT_FILE };
enum { BAD_PAGE = 3, LEAST_PAGES = 7 };
enum { HANDLER_SAW = 71, HANDLER_PLAIN = 72, HANDLER_MISLED = 79 };
enum { ENDLESS = -2, NEVER_ENDED = 73 };
enum { BLOCK_FAULTS = 1, BLOCK_USR1 = 2 };
enum { DEFAULTS, INFORMED, PLAIN, IGNORED, REPAIRING };

static const unsigned char filler = 0xa5;
static const int untouched = 0x5a5a5a5a; /* what *sig holds before a call */

static const uintptr_t source_at = (uintptr_t)1 << 37;
static const uintptr_t target_at = ((uintptr_t)1 << 37) + (1 << 30);

static size_t page, pages;
static uint64_t seed;
static unsigned char *source, *target;
static int target_kind;
static int sig; /* the caller's */

static unsigned char pattern(size_t i)
{
    return (unsigned char)(((seed + i) * 0x9e3779b97f4a7c15) >> 56);
}

static _Noreturn void give_up(void)
{
    _exit(125); /* a scene that cannot be built: a mistake of ours */
}

/* ---- the regions --------------------------------------------------------- */

static unsigned char *map(uintptr_t at, size_t n, int flags, int fd)
{
    void *m = mmap((void *)at, n, PROT_READ | PROT_WRITE, flags, fd, 0);

    if (m != (void *)at)
        give_up();
    return m;
}

/* Two pages of a file over the page before the bad one and the bad one; the
 * file is shorter from the start, or is cut when both have been touched. */
static void lay_file(unsigned char *region, int cut)
{
    unsigned char *m = region + (BAD_PAGE - 1) * page;
    int fd = open(arg_rest(), O_RDWR | O_CLOEXEC);

    if (fd == -1 || ftruncate(fd, (off_t)(cut ? 2 * page : page)) == -1)
        give_up();
    map((uintptr_t)m, 2 * page, MAP_SHARED | MAP_FIXED, fd);
    if (cut) {
        memset(m, 1, 2 * page);
        if (ftruncate(fd, (off_t)page) == -1)
            give_up();
    }
    close(fd);
}

static unsigned char *build(uintptr_t at, enum page_kind kind)
{
    unsigned char *region =
        map(at, pages * page, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1);
    unsigned char *bad = region + BAD_PAGE * page;

    if ((kind == UNMAPPED && munmap(bad, page) == -1) ||
        (kind == FORBIDDEN && mprotect(bad, page, PROT_NONE) == -1))
        give_up();
    if (kind == SHORT_FILE || kind == CUT_FILE)
        lay_file(region, kind == CUT_FILE);
    return region;
}

static int is_bad(enum page_kind kind, size_t i)
{
    return kind != GOOD && i == BAD_PAGE;
}

static void fill_source(enum page_kind kind)
{
    for (size_t i = 0; i < pages; i++)
        for (size_t j = i * page; !is_bad(kind, i) && j < (i + 1) * page; j++)
            source[j] = pattern(j);
}

static void fill_target(void)
{
    for (size_t i = 0; i < pages; i++)
        if (!is_bad((enum page_kind)target_kind, i))
            memset(target + i * page, filler, page);
}

static void op_scene(void)
{
    enum page_kind kind = (enum page_kind)arg_number();

    page = (size_t)sysconf(_SC_PAGESIZE);
    target_kind = (int)arg_number();
    pages = (size_t)arg_size();
    seed = arg_size();
    if (pages < LEAST_PAGES)
        give_up();
    source = build(source_at, kind);
    target = build(target_at, (enum page_kind)target_kind);
    fill_source(kind);
    fill_target();
    answer(0, 0, 0);
}

/* ---- the caller's handlers and mask -------------------------------------- */

/* It ends the process, and the status says what it has seen. */
static void on_fault(int signo, siginfo_t *info, void *context)
{
    int want = target_kind >= SHORT_FILE ? SIGBUS : SIGSEGV;
    uintptr_t bad = (uintptr_t)target + BAD_PAGE * page;
    uintptr_t at = (uintptr_t)info->si_addr;

    (void)context;
    _exit(signo == want && info->si_code > 0 && at - bad < page
              ? HANDLER_SAW
              : HANDLER_MISLED);
}

static void on_fault_plain(int signo)
{
    _exit(signo == SIGSEGV ? HANDLER_PLAIN : HANDLER_MISLED);
}

/* It opens the target's bad page and returns: the store is tried again. */
static void on_fault_repair(int signo, siginfo_t *info, void *context)
{
    unsigned char *bad = target + BAD_PAGE * page;
    uintptr_t at = (uintptr_t)info->si_addr;

    (void)context;
    if (signo != SIGSEGV || at - (uintptr_t)bad >= page)
        _exit(HANDLER_MISLED);
    mprotect(bad, page, PROT_READ | PROT_WRITE);
}

static void install(int which)
{
    struct sigaction action = {.sa_handler = SIG_DFL};

    if (which == IGNORED)
        action.sa_handler = SIG_IGN;
    if (which == PLAIN) {
        action.sa_handler = on_fault_plain;
        action.sa_flags = SA_NODEFER;
    }
    if (which == INFORMED || which == REPAIRING) {
        action.sa_sigaction = which == INFORMED ? on_fault : on_fault_repair;
        action.sa_flags = SA_SIGINFO | SA_RESTART;
        sigaddset(&action.sa_mask, SIGUSR1);
    }
    sigaction(SIGSEGV, &action, NULL);
    sigaddset(&action.sa_mask, SIGHUP); /* the two are not quite the same */
    sigaction(SIGBUS, &action, NULL);
}

static void op_before(void)
{
    long long bits;
    sigset_t mask;

    install((int)arg_number());
    bits = arg_number();
    sigemptyset(&mask);
    if (bits & BLOCK_FAULTS) {
        sigaddset(&mask, SIGSEGV);
        sigaddset(&mask, SIGBUS);
    }
    if (bits & BLOCK_USR1)
        sigaddset(&mask, SIGUSR1);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    answer(0, 0, 0);
}

/* ---- before and after ---------------------------------------------------- */

struct state {
    struct sigaction action[NSIG];
    sigset_t mask;
};

static void look(struct state *st)
{
    memset(st, 0, sizeof *st);
    for (int i = 1; i < NSIG; i++)
        sigaction(i, NULL, &st->action[i]);
    sigprocmask(SIG_SETMASK, NULL, &st->mask);
}

/* A call of a few pages takes microseconds. If it has used this much CPU time
 * it goes round for ever: a traced process that faults without end would need most of a
 * minute to reach the limit of its cell. */
enum { ENOUGH_MS = 100 };

static int must_end; /* an answer would say that the call has returned */

static void on_endless(int signo)
{
    (void)signo;
    if (!must_end)
        answer(ENDLESS, 0, 0);
    _exit(NEVER_ENDED);
}

static void op_must_end(void)
{
    must_end = 1;
    answer(0, 0, 0);
}

static void watch_cpu(int on)
{
    static timer_t timer;
    static int made;
    struct sigaction action = {.sa_handler = on_endless};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
                             .sigev_signo = SIGPROF};
    struct itimerspec after = {.it_value = {0, on ? ENOUGH_MS * 1000000 : 0}};

    if (!made && (sigaction(SIGPROF, &action, NULL) == -1 ||
                  timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer) == -1))
        give_up();
    made = 1;
    timer_settime(timer, 0, &after, NULL);
}

static int same_set(const sigset_t *a, const sigset_t *b)
{
    for (int i = 1; i < NSIG; i++)
        if (sigismember(a, i) != sigismember(b, i))
            return 0;
    return 1;
}

/* SA_RESTORER is the C library's own, and appears when it sets a handler. */
static int same_action(const struct sigaction *a, const struct sigaction *b)
{
    const int restorer = 0x04000000;

    return (a->sa_flags | restorer) == (b->sa_flags | restorer) &&
           a->sa_handler == b->sa_handler && same_set(&a->sa_mask, &b->sa_mask);
}

static int changed_action(const struct state *a, const struct state *b)
{
    for (int i = 1; i < NSIG; i++)
        if (!same_action(&a->action[i], &b->action[i]))
            return i;
    return 0;
}

static int changed_mask(const struct state *a, const struct state *b)
{
    for (int i = 1; i < NSIG; i++)
        if (sigismember(&a->mask, i) != sigismember(&b->mask, i))
            return i;
    return 0;
}

/* ---- one call ------------------------------------------------------------ */

static ssize_t call(void *to, const void *from, size_t n)
{
    sig = untouched;
    errno = 0;
    return safe_copy(to, from, n, &sig);
}

static void call_and_answer(void *to, const void *from, size_t n, int *where)
{
    static struct state before, after;
    ssize_t ret;
    int err;

    watch_cpu(n <= 16 * page);
    look(&before);
    sig = untouched;
    errno = 0;
    ret = safe_copy(to, from, n, where);
    err = errno;
    look(&after);
    watch_cpu(0);
    answer(ret, err, 4, (unsigned long long)(unsigned)sig,
           (unsigned long long)(uintptr_t)target,
           (unsigned long long)changed_action(&before, &after),
           (unsigned long long)changed_mask(&before, &after));
}

static void op_copy(void)
{
    size_t from = (size_t)arg_size(), to = (size_t)arg_size();

    fill_target();
    call_and_answer(target + to, source + from, (size_t)arg_size(), &sig);
}

/* The target's bad page is the source's, so that on_fault knows it. */
static void op_copy_inside(void)
{
    size_t from = (size_t)arg_size(), to = (size_t)arg_size();

    target = source;
    call_and_answer(target + to, source + from, (size_t)arg_size(), &sig);
}

static void op_copy_null(void)
{
    fill_target();
    call_and_answer(target, NULL, (size_t)arg_size(), &sig);
}

static void op_null_target(void)
{
    call_and_answer(NULL, source, (size_t)arg_size(), &sig);
}

static void op_null_sig(void)
{
    fill_target();
    call_and_answer(target, source, (size_t)arg_size(), NULL);
}

/* ---- many calls ---------------------------------------------------------- */

static int copied(const unsigned char *to, size_t from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (to[i] != pattern(from + i))
            return 0;
    return 1;
}

/* Answers how many calls went as they should, and what the next one did. */
static void op_many(void)
{
    size_t from = (size_t)arg_size(), to = (size_t)arg_size();
    size_t n = (size_t)arg_size(), count = (size_t)arg_size(), done;
    ssize_t ret = 0;
    int err = 0;

    for (done = 0; done < count; done++) {
        int good = done % 2 == 0;
        size_t start = good ? 0 : from;

        memset(target + to, filler, n);
        ret = call(target + to, source + start, n);
        err = errno;
        if (good ? ret != (ssize_t)n || !copied(target + to, 0, n)
                 : ret != -1 || err != EFAULT)
            break;
    }
    answer(ret, err, 2, (unsigned long long)(unsigned)sig,
           (unsigned long long)done);
}

static int filled(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] != filler)
            return 0;
    return 1;
}

/* What went wrong with one copy between good bytes: 0 nothing, 1 the result,
 * 2 the bytes, 3 what lies around them. */
enum { MARGIN = 64 };

static int copy_well(size_t from, size_t to, size_t n, size_t behind)
{
    memset(target + to - MARGIN, filler, n + MARGIN + behind);
    if (call(target + to, source + from, n) != (ssize_t)n)
        return 1;
    if (!copied(target + to, from, n))
        return 2;
    return filled(target + to - MARGIN, MARGIN) &&
                   filled(target + to + n, behind)
               ? 0
               : 3;
}

/* The answer: what went wrong; where the source and the target began within
 * 64, and how many bytes. */
static void op_align(void)
{
    size_t n = 0;
    int wrong = 0;

    for (size_t a = 0; a < 64; a++)
        for (size_t b = 0; b < 64; b++) {
            n = 1 + (a * 7 + b * 13 + seed) % 150;
            wrong = copy_well(a, page + b, n, MARGIN);
            if (wrong) {
                answer(wrong, errno, 3, (unsigned long long)a,
                       (unsigned long long)b, (unsigned long long)n);
                return;
            }
        }
    answer(0, 0, 0);
}

/* Both ranges end where the bad page begins: one byte more is too many. */
static void op_edges(void)
{
    size_t end = BAD_PAGE * page;

    for (size_t n = 1; n <= 64; n++) {
        int wrong = copy_well(end - n, end - n, n, 0);

        if (wrong) {
            answer(wrong, errno, 1, (unsigned long long)n);
            return;
        }
    }
    answer(0, 0, 0);
}

static void op_pipe_size(void)
{
    int fd[2], size;

    if (pipe(fd) == -1)
        give_up();
    size = fcntl(fd[1], F_GETPIPE_SZ);
    close(fd[0]);
    close(fd[1]);
    answer(size, errno, 0);
}

const struct driver_op driver_ops[] = {
    {"scene", op_scene},
    {"before", op_before},
    {"must-end", op_must_end},
    {"copy", op_copy},
    {"copy-inside", op_copy_inside},
    {"copy-null", op_copy_null},
    {"null-target", op_null_target},
    {"null-sig", op_null_sig},
    {"many", op_many},
    {"align", op_align},
    {"edges", op_edges},
    {"pipe-size", op_pipe_size},
    {NULL, NULL},
};
