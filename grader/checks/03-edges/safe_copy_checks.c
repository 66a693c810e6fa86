/* safe_copy_checks.c - what must hold of safe_copy
 *
 * Facts used: M001 (EFAULT from a system call), M002 (si_code), M069 (a
 * blocked signal kills). The expectations are those of the contract in
 * safe_copy.h. Most checks use one process for each fault: what a second
 * fault does is a fact of its own, many_calls.
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "fixture.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Shared with safe_copy_driver.c: page kinds, BAD_PAGE, pattern, filler. */
enum page_kind { GOOD, UNMAPPED, FORBIDDEN, SHORT_FILE, CUT_FILE };
enum { BAD_PAGE = 3, PAGES = 7 };
enum { HANDLER_SAW = 71, HANDLER_PLAIN = 72, HANDLER_MISLED = 79 };
enum { ENDLESS = -2, NEVER_ENDED = 73 };
enum { BLOCK_FAULTS = 1, BLOCK_USR1 = 2 };
enum { DEFAULTS, INFORMED, PLAIN, IGNORED, REPAIRING };

static const unsigned char filler = 0xa5;
static const uint64_t untouched = 0x5a5a5a5a;

static size_t seed, pages;

static unsigned char pattern(size_t i)
{
    return (unsigned char)(((seed + i) * 0x9e3779b97f4a7c15) >> 56);
}

/* ---- asking -------------------------------------------------------------- */

/* A page of a file is in one of the two at most. */
static struct student *start_with(enum page_kind source, enum page_kind target,
                                  size_t n_pages)
{
    struct fixture f = {.path = ""};
    struct student *s;
    struct claim c;

    if (source >= SHORT_FILE || target >= SHORT_FILE)
        f = fixture_hole(0);
    s = student_start();
    seed = chance_between(0, UINT32_MAX);
    pages = n_pages;
    student_call(s, &c, "scene %d %d %zu %zu %s", source, target, pages, seed,
                 f.path);
    return s;
}

static struct student *start(enum page_kind source, enum page_kind target)
{
    return start_with(source, target, PAGES);
}

static void before(struct student *s, int handlers, int mask)
{
    struct claim c;

    student_call(s, &c, "before %d %d", handlers, mask);
}

_Noreturn static void tell_endless(void)
{
    fail(TIMEOUT,
         "safe_copy 一直在跑，不返回：是不是处理函数一返回，同一条指令又出故障"
         "？",
         "safe_copy keeps running and never returns: does the handler return, "
         "and the same instruction fault again?");
}

static void expect_returned(const struct claim *c)
{
    if (c->ret == ENDLESS)
        tell_endless();
}

static struct claim copy(struct student *s, size_t from, size_t to, size_t n)
{
    struct claim c;

    student_call(s, &c, "copy %zu %zu %zu", from, to, n);
    expect_returned(&c);
    return c;
}

/* ---- looking ------------------------------------------------------------- */

/* The target's region as the kernel shows it. */
static const unsigned char *region_of(struct student *s, const struct claim *c)
{
    static unsigned char *seen;
    size_t size = pages * page_size;

    free(seen);
    seen = malloc(size);
    if (!seen || view_read(s->pid, c->value[1], seen, size) != (ssize_t)size)
        grader_error("look at the target");
    return seen;
}

static void expect_around(const unsigned char *seen, size_t to, size_t n)
{
    size_t size = pages * page_size;

    for (size_t i = 0; i < to; i++)
        if (seen[i] != filler)
            fail(FAIL, "n 是 %zu：dst 之前 %zu 个字节的地方被改动了",
                 "n is %zu: a byte was changed %zu before dst", n, to - i);
    for (size_t i = to + n; i < size; i++)
        if (seen[i] != filler)
            fail(FAIL, "n 是 %zu：dst 的第 %zu 个字节（从 0 数起）被改动了",
                 "n is %zu: byte %zu of dst (from 0) was changed", n, i - to);
    check_held();
}

static void expect_bytes(const unsigned char *seen, size_t from, size_t to,
                         size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (seen[to + i] != pattern(from + i))
            fail(FAIL,
                 "n 是 %zu：dst 的第 %zu 个字节（从 0 数起）是 0x%02x，src "
                 "里是 0x%02x",
                 "n is %zu: byte %zu of dst (from 0) is 0x%02x, in src it is "
                 "0x%02x",
                 n, i, seen[to + i], pattern(from + i));
    check_held();
}

static void expect_success(const struct claim *c, size_t n)
{
    expect(c->ret == (long)n, "%zu 个可以读的字节：返回 %ld（%s），应为 %zu",
           "%zu bytes that can be read: returned %ld (%s), expected %zu", n,
           c->ret, error_word(c->err), n);
    expect(c->value[0] == untouched,
           "%zu 个可以读的字节：成功的调用改动了 *sig，应保持原样",
           "%zu bytes that can be read: a call that succeeded changed *sig; it "
           "must stay as it was",
           n);
}

/* A copy of good bytes, seen from outside. */
static void copy_well(struct student *s, size_t from, size_t to, size_t n)
{
    struct claim c = copy(s, from, to, n);
    const unsigned char *seen;

    expect_success(&c, n);
    seen = region_of(s, &c);
    expect_bytes(seen, from, to, n);
    expect_around(seen, to, n);
}

/* What the call claims: byte k of n faults. */
static void expect_efault(const struct claim *c, size_t k, size_t n)
{
    expect(c->ret == -1 && c->err == EFAULT,
           "n 是 %zu，第 %zu 个字节（从 0 数起）出故障：返回 %ld（%s），应为 "
           "-1（EFAULT）",
           "n is %zu, byte %zu (from 0) faults: returned %ld (%s), expected -1 "
           "(EFAULT)",
           n, k, c->ret, error_word(c->err));
}

static void expect_fault(const struct claim *c, size_t k, size_t n, int signo)
{
    expect_efault(c, k, n);
    expect(c->value[0] != untouched,
           "n 是 %zu，第 %zu 个字节出故障：*sig 没有写，应为 %s",
           "n is %zu, byte %zu faults: *sig was not written, expected %s", n, k,
           signo == SIGBUS ? "SIGBUS" : "SIGSEGV");
    expect(c->value[0] == (uint64_t)signo,
           "n 是 %zu，第 %zu 个字节出故障：*sig 是 %s，应为 %s",
           "n is %zu, byte %zu faults: *sig is %s, expected %s", n, k,
           signal_word((int)c->value[0]),
           signo == SIGBUS ? "SIGBUS" : "SIGSEGV");
}

static int signal_of(enum page_kind kind)
{
    return kind >= SHORT_FILE ? SIGBUS : SIGSEGV;
}

/* A fault in passing: which signal it was is the fact of other checks. */
static struct claim copy_badly(struct student *s)
{
    const size_t k = 20, n = 100;
    struct claim c = copy(s, BAD_PAGE * page_size - k, page_size + 5, n);

    expect_efault(&c, k, n);
    return c;
}

/* One fault in a process of its own: the range begins k bytes before the bad
 * page, or in it, `into` bytes from its start. */
static void one_fault(enum page_kind kind, size_t k, size_t into, size_t n)
{
    struct student *s = start(kind, GOOD);
    size_t from = BAD_PAGE * page_size + into - k, to = page_size + 5;
    struct claim c = copy(s, from, to, n);
    const unsigned char *seen;

    expect_fault(&c, k, n, signal_of(kind));
    seen = region_of(s, &c);
    for (size_t i = 0; i < k; i++)
        expect(seen[to + i] == filler || seen[to + i] == pattern(from + i),
               "n 是 %zu，第 %zu 个字节出故障：dst 的第 %zu 个字节既不是原来"
               "的，也不是 src 的",
               "n is %zu, byte %zu faults: byte %zu of dst is neither what it "
               "was nor what src holds",
               n, k, i);
    expect_around(seen, to, n);
    student_end(s);
}

/* ---- the checks ---------------------------------------------------------- */

/* Whole words only: what remains of a length is a fact of its own. */
static void copies(void)
{
    const size_t P = page_size;
    struct student *s = start(FORBIDDEN, GOOD);
    const struct {
        size_t from, n;
    } ranges[] = {{0, 8},
                  {3, 104},
                  {P - 1, 16},
                  {P, P},
                  {P + 7, P + 64},
                  {0, 3 * P},
                  {4 * P, 3 * P},
                  {3 * P - 8, 8},
                  {5, 0},
                  {3 * P + 10, 0},
                  {1, 8 * chance_between(30, P / 8)}};

    for (size_t i = 0; i < COUNT(ranges); i++)
        copy_well(s, ranges[i].from, P + 5, ranges[i].n);
    student_end(s);
}

static void first_byte(void)
{
    one_fault(UNMAPPED, 0, 0, 64);
    one_fault(FORBIDDEN, 0, chance_between(1, 1000), chance_between(2, 900));
    one_fault(UNMAPPED, 0, 0, page_size + 100); /* on into a good page */
}

static void sigbus(void)
{
    const size_t k = chance_between(1, 500);

    one_fault(SHORT_FILE, 0, 0, 64);
    one_fault(SHORT_FILE, k, 0, k + chance_between(2, 500));
    one_fault(CUT_FILE, 0, chance_between(1, 1000), 100);
    one_fault(CUT_FILE, k, 0, k + page_size + 50);
}

static void later_byte(void)
{
    const size_t P = page_size, k = chance_between(2, 900);

    one_fault(FORBIDDEN, k, 0, 2 * k); /* in the middle */
    one_fault(UNMAPPED, k, 0, k + 1);  /* the last byte */
    one_fault(FORBIDDEN, 2 * P - 7, 0, 2 * P - 6);
    one_fault(UNMAPPED, 0, 0, 1);           /* the first is the last */
    one_fault(FORBIDDEN, k, 0, k + P + 77); /* good at both ends */
    one_fault(UNMAPPED, P + k, 0, P + k + P + 1);
}

static void null_src(void)
{
    static const size_t lengths[] = {8, 100};
    struct student *s;
    struct claim c;

    for (size_t i = 0; i < COUNT(lengths); i++) {
        s = start(GOOD, GOOD);
        student_call(s, &c, "copy-null %zu", lengths[i]);
        expect_returned(&c);
        expect(c.err != EINVAL,
               "src 是 NULL，n 是 %zu：返回 %ld（EINVAL）；NULL 也只是一个读"
               "不了的地址，应为 -1（EFAULT）",
               "src is NULL, n is %zu: returned %ld (EINVAL); NULL is one more "
               "address that cannot be read, expected -1 (EFAULT)",
               lengths[i], c.ret);
        expect_fault(&c, 0, lengths[i], SIGSEGV);
        student_end(s);
    }
    s = start(GOOD, GOOD);
    student_call(s, &c, "copy-null 0");
    expect_success(&c, 0);
    student_end(s);
}

static void refused(const struct claim *c, const char *name)
{
    expect(c->ret == -1 && c->err == EINVAL,
           "%s 是 NULL：返回 %ld（%s），应为 -1（EINVAL）",
           "%s is NULL: returned %ld (%s), expected -1 (EINVAL)", name, c->ret,
           error_word(c->err));
    expect(c->value[0] == untouched, "%s 是 NULL：*sig 被改动了",
           "%s is NULL: *sig was changed", name);
}

static void bad_arguments(void)
{
    struct student *s = start(GOOD, GOOD);
    struct claim c;

    student_call(s, &c, "null-target 10");
    refused(&c, "dst");
    student_call(s, &c, "null-sig 10");
    refused(&c, "sig");
    student_end(s);
}

static void alignment(void)
{
    struct student *s = start(FORBIDDEN, GOOD);
    struct claim c;

    student_call(s, &c, "align");
    expect(c.ret != 1 && c.ret != 2,
           "src 和 dst 在 64 字节里的位置 %d 和 %d，n 是 %d：返回的不是 n，或"
           "者字节拷错了",
           "src and dst at places %d and %d within 64 bytes, n is %d: it did "
           "not return n, or the bytes are wrong",
           (int)c.value[0], (int)c.value[1], (int)c.value[2]);
    expect(c.ret == 0,
           "src 和 dst 在 64 字节里的位置 %d 和 %d，n 是 %d：dst 的 n 个字节"
           "之外有字节被改动了",
           "src and dst at places %d and %d within 64 bytes, n is %d: a byte "
           "outside the n bytes of dst was changed",
           (int)c.value[0], (int)c.value[1], (int)c.value[2]);
    student_end(s);
    s = start(FORBIDDEN, FORBIDDEN);
    student_call(s, &c, "edges");
    expect(c.ret == 0,
           "src 和 dst 都恰好在一个坏页之前结束，n 是 %d：应拷完 n 个字节",
           "src and dst both end just before a bad page, n is %d: all n bytes "
           "should have been copied",
           (int)c.value[0]);
    student_end(s);
}

/* Good and faulting calls in turn, all of one process. */
static void call_often(struct student *s, int count)
{
    struct claim c;
    const char *zh, *en;

    student_call(s, &c, "many %zu %zu 200 %d", BAD_PAGE * page_size - 100,
                 page_size, count);
    zh = c.value[1] % 2 ? "出故障的一次，应返回 -1（EFAULT）"
                        : "不出故障的一次，应返回 200，字节和 src 相同";
    en = c.value[1] % 2 ? "one that faults, expected -1 (EFAULT)"
                        : "one that does not fault, expected 200 and the bytes "
                          "of src";
    expect(c.value[1] == (uint64_t)count,
           "连续调用，第 %3$d 次返回 %4$ld（%5$s）；这是%1$s%2$.0s",
           "calls in a row: number %3$d returned %4$ld (%5$s); it is "
           "%1$.0s%2$s",
           zh, en, (int)c.value[1] + 1, c.ret, error_word(c.err));
}

static void many_of(enum page_kind kind)
{
    struct student *s = start(kind, GOOD);
    int descriptors, more;
    long space;

    call_often(s, 4); /* what it sets up once is there now */
    descriptors = view_descriptors(s->pid, 0, 0);
    space = view_address_space(s->pid);
    call_often(s, 1000);
    more = view_descriptors(s->pid, 0, 0) - descriptors;
    expect(more == 0, "1000 次调用以后多了 %d 个打开的文件描述符",
           "after 1000 calls there are %d more open descriptors", more);
    expect(view_address_space(s->pid) == space,
           "1000 次调用以后多占了 %ld 页地址空间",
           "after 1000 calls %ld more pages of address space are in use",
           (view_address_space(s->pid) - space) / (long)page_size);
    student_end(s);
}

/* A call alone leaves nothing either: what is set up once is left too. */
static void leaves_nothing(void)
{
    struct student *s = start(FORBIDDEN, GOOD);
    int descriptors = view_descriptors(s->pid, 0, 0), more;

    copy_badly(s);
    more = view_descriptors(s->pid, 0, 0) - descriptors;
    expect(more == 0, "一次出故障的调用以后多了 %d 个打开的文件描述符",
           "after one call that faulted there are %d more open descriptors",
           more);
    student_end(s);
}

static void many_calls(void)
{
    leaves_nothing();
    many_of(FORBIDDEN);
    many_of(CUT_FILE);
}

static void expect_handlers(const struct claim *c, const char *zh,
                            const char *en)
{
    expect(c->value[2] == 0,
           "%1$s%2$.0s以后，%3$s 的处理函数（或者它的标志、掩码）和以前不一样",
           "after %1$.0s%2$s the handler of %3$s, its flags or its mask are "
           "not what they were",
           zh, en, signal_word((int)c->value[2]));
}

static void handlers_kept(enum page_kind kind, int handlers)
{
    struct student *s = start(kind, GOOD);
    struct claim c;

    before(s, handlers, 0);
    c = copy(s, 0, page_size, 1000);
    expect_success(&c, 1000);
    expect_handlers(&c, "一次成功的调用", "a call that succeeded");
    c = copy_badly(s);
    expect_handlers(&c, "一次出故障的调用", "a call that faulted");
    student_end(s);
}

static void handlers_restored(void)
{
    handlers_kept(FORBIDDEN, DEFAULTS);
    handlers_kept(UNMAPPED, INFORMED);
    handlers_kept(FORBIDDEN, PLAIN);
    handlers_kept(UNMAPPED, IGNORED);
}

static void expect_mask(const struct claim *c, const char *zh, const char *en)
{
    expect(c->value[3] == 0,
           "%1$s%2$.0s以后，%3$s 在信号掩码里的状态和以前不一样",
           "after %1$.0s%2$s the signal mask has changed for %3$s", zh, en,
           signal_word((int)c->value[3]));
}

static void mask_kept(enum page_kind kind, int mask)
{
    struct student *s = start(kind, GOOD);
    struct claim c;

    before(s, DEFAULTS, mask);
    c = copy(s, 0, page_size, 1000);
    expect_success(&c, 1000);
    expect_mask(&c, "一次成功的调用", "a call that succeeded");
    if (!(mask & BLOCK_FAULTS)) {
        c = copy_badly(s);
        expect_mask(&c, "一次出故障的调用", "a call that faulted");
    }
    student_end(s);
}

static void mask_restored(void)
{
    mask_kept(FORBIDDEN, 0);
    mask_kept(UNMAPPED, BLOCK_USR1);
    mask_kept(FORBIDDEN, BLOCK_FAULTS);
}

static void blocked_caller(void)
{
    static const enum page_kind kinds[] = {FORBIDDEN, CUT_FILE};

    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct student *s = start(kinds[i], GOOD);
        struct claim c;

        before(s, DEFAULTS, BLOCK_FAULTS | BLOCK_USR1);
        c = copy_badly(s);
        expect_mask(&c, "阻塞着两个信号时，一次出故障的调用",
                    "a call that faulted while both signals were blocked");
        student_end(s);
    }
}

/* A fault in dst ends the process as the caller has arranged it. */
static void ends_in(enum page_kind kind, int handlers, const char *request,
                    int status)
{
    struct student *s = start(kind == FORBIDDEN ? kind : GOOD, kind);
    int signo = signal_of(kind);
    struct cell_end end;
    struct claim c;

    before(s, handlers, 0);
    student_call(s, &c, "must-end");
    expect(student_call_ends(s, &end, "%s", request),
           "dst 里的故障（%s）：safe_copy 返回了，应由以前的处理函数接手",
           "a fault in dst (%s): safe_copy returned; the handler of before "
           "should have seen it",
           signo == SIGBUS ? "SIGBUS" : "SIGSEGV");
    if (WIFEXITED(end.status) && WEXITSTATUS(end.status) == NEVER_ENDED)
        tell_endless();
    expect(!WIFEXITED(end.status) || WEXITSTATUS(end.status) != HANDLER_MISLED,
           "dst 里的故障：以前的处理函数得到的信号或者 si_addr 不对",
           "a fault in dst: the handler of before was given the wrong signal "
           "or si_addr");
    if (status == 0) {
        expect(WIFSIGNALED(end.status) && WTERMSIG(end.status) == signo,
               "dst 里的故障，以前没有处理函数：进程应死于 %s",
               "a fault in dst, and no handler before: the process should die "
               "by %s",
               signal_word(signo));
        return;
    }
    expect(WIFEXITED(end.status) && WEXITSTATUS(end.status) == status,
           "dst 里的故障（%s）没有到达以前的处理函数",
           "a fault in dst (%s) did not reach the handler of before",
           signal_word(signo));
}

/* The handler of before opens the page and returns: the copy goes on. */
static void repaired(void)
{
    const size_t from = 10, n = 700, to = BAD_PAGE * page_size - 300;
    struct student *s = start(GOOD, FORBIDDEN);
    struct claim c;

    before(s, REPAIRING, 0);
    c = copy(s, from, to, n);
    expect(c.ret == (long)n,
           "dst 里的故障，以前的处理函数修好那一页就返回：safe_copy 返回 "
           "%ld（%s），应拷完，返回 %zu",
           "a fault in dst, and the handler of before repairs the page and "
           "returns: safe_copy returned %ld (%s), it should have gone on and "
           "returned %zu",
           c.ret, error_word(c.err), n);
    expect_bytes(region_of(s, &c), from, to, n);
    student_end(s);
}

static void foreign_fault(void)
{
    char across[64], behind[64], ahead[64];
    const size_t P = page_size;

    snprintf(across, sizeof across, "copy 10 %zu 700", BAD_PAGE * P - 300);
    snprintf(behind, sizeof behind, "copy-inside %zu %zu 1", BAD_PAGE * P - 1,
             BAD_PAGE * P);
    snprintf(ahead, sizeof ahead, "copy-inside %zu %zu 1", (BAD_PAGE + 1) * P,
             (BAD_PAGE + 1) * P - 1);
    ends_in(FORBIDDEN, INFORMED, across, HANDLER_SAW);
    ends_in(FORBIDDEN, PLAIN, across, HANDLER_PLAIN);
    ends_in(FORBIDDEN, DEFAULTS, across, 0);
    ends_in(SHORT_FILE, INFORMED, across, HANDLER_SAW);
    ends_in(FORBIDDEN, INFORMED, behind, HANDLER_SAW); /* src + n */
    ends_in(FORBIDDEN, INFORMED, ahead, HANDLER_SAW);  /* src - 1 */
    repaired();
}

static void handler_safe(void)
{
    struct student *s = start(FORBIDDEN, GOOD);

    copy_well(s, 0, page_size, 104);
    copy_badly(s);
    student_end(s);
    expect(s->printed_total == 0,
           "打印了 %zu 个字节，应什么也不打印：故障也许正好出在 printf "
           "里面，它的锁还锁着",
           "it printed %zu bytes and should print nothing: the fault may "
           "have come in the middle of printf, with its lock held",
           s->printed_total);
}

/* ---- the pipe ------------------------------------------------------------ */

struct flow {
    size_t writes, inside, peak; /* bytes in the pipe, the most there were */
    size_t found, wanted;        /* the first write that finds no room */
};

static void note_write(struct flow *f, const struct call *c, size_t room)
{
    size_t wanted = (size_t)c->argument[2];

    f->writes++;
    if (f->inside + wanted > room && f->wanted == 0) {
        f->found = f->inside;
        f->wanted = wanted;
    }
    if (c->result > 0)
        f->inside += (size_t)c->result;
    if (f->inside > f->peak)
        f->peak = f->inside;
}

/* Follow the bytes through a pipe that blocks, by the record of the last
 * request. All zero if there is no such pipe. */
static struct flow follow(const struct student *s, size_t room)
{
    struct flow f = {0};
    struct call c;
    int pipes = 0;

    for (size_t i = s->asked_from; calls_get(s, i, &c); i++) {
        int is_pipe2 = strcmp(c.name, "pipe2") == 0;

        if ((is_pipe2 && (c.argument[1] & O_NONBLOCK)) ||
            (strcmp(c.name, "fcntl") == 0 && c.argument[1] == F_SETFL))
            return (struct flow){0};
        pipes += is_pipe2 || strcmp(c.name, "pipe") == 0;
        if (pipes > 0 && strcmp(c.name, "write") == 0)
            note_write(&f, &c, room);
        if (pipes > 0 && strcmp(c.name, "read") == 0 && c.result > 0)
            f.inside -=
                (size_t)c.result < f.inside ? (size_t)c.result : f.inside;
    }
    return f;
}

/* A range longer than the pipe, and the write that would sleep for ever fails
 * instead; what the call then returns does not matter. */
static void overfill(size_t room, unsigned nth)
{
    struct student *s = start_with(GOOD, GOOD, room / page_size + PAGES);
    struct flow f;

    calls_fail(s, "write", nth, EAGAIN);
    copy(s, 0, 0, room + page_size);
    calls_no_plan(s);
    f = follow(s, room);
    expect(f.wanted == 0,
           "n 是 %zu：管道里已经有 %zu 字节，又要写 %zu 字节；它只装得下 %zu "
           "字节，又没有别人来读，write 永远不会返回",
           "n is %zu: with %zu bytes in the pipe it writes %zu more; the pipe "
           "holds %zu, nobody else reads, and write would never return",
           room + page_size, f.found, f.wanted, room);
    student_end(s);
}

static void pipe_full(void)
{
    struct student *s = start(GOOD, GOOD);
    struct claim c;
    struct flow f;
    size_t room;

    student_call(s, &c, "pipe-size");
    room = (size_t)c.ret;
    student_end(s);
    s = start_with(GOOD, GOOD, room / page_size + PAGES);
    copy_well(s, 0, 0, room);
    f = follow(s, room);
    student_end(s);
    if (f.peak >= room) { /* full to the brim: what if there were more? */
        if (f.writes == 1)
            overfill(room, 1);
        overfill(room, (unsigned)f.writes + 1);
    }
    s = start_with(GOOD, GOOD, 3 * room / page_size + PAGES);
    copy_well(s, 3, 5, 3 * room + 80);
    student_end(s);
}

/* ---- interruptions ------------------------------------------------------- */

/* Which system call an alarm hits is luck; that these meet EINTR is not. */
static void interrupted(enum page_kind kind)
{
    static const char *const names[] = {"write", "read", "writev", "readv"};
    struct student *s = start(kind, GOOD);
    struct claim c;

    for (size_t i = 0; i < COUNT(names); i++) {
        calls_fail(s, names[i], 1, EINTR);
        c = copy(s, 0, page_size, 1000);
        expect(c.err != EINTR || c.ret != -1,
               "%s 被信号打断：EINTR 传给了调用者，应再试一次，返回 1000",
               "a signal interrupts %s: EINTR went to the caller; it should "
               "try again and return 1000",
               names[i]);
        expect_success(&c, 1000);
        calls_no_plan(s);
    }
    student_end(s);
}

static void storm(void)
{
    interrupted(FORBIDDEN);
    for (int restart = 0; restart < 2; restart++) {
        struct student *s = start(FORBIDDEN, GOOD);

        student_storm(s, 1, restart);
        call_often(s, 1000);
        student_storm(s, 0, 0);
        student_end(s);
    }
}

static const char *const functions[] = {"safe_copy", NULL};
static const char *const allowed[] = {"process_vm_readv", NULL};

static const struct check checks[] = {
    {.id = "copies",
     .points = 2,
     .at = "safe_copy",
     .section = "lab-safe-copy",
     .title = {"没有故障时，n 个字节都拷到，返回 n，*sig 不动",
               "without a fault all n bytes arrive, n is returned, and *sig "
               "stays as it was"},
     .hint = {"*sig 只在 EFAULT 时写；n 是 0 的时候不要碰 src。",
              "*sig is written on EFAULT only, and with n of 0 src is not "
              "touched."},
     .think = {"先忘掉故障。一个普通的拷贝有哪几样结果是调用者看得见的？把它们"
               "列出来，逐一问：我多写了什么吗？",
               "Forget the faults for a moment. What can the caller see of an "
               "ordinary copy? List it, and ask of each: did I write more than "
               "that?"},
     .run = copies},
    {.id = "first_byte",
     .points = 4,
     .needs = "copies",
     .at = "safe_copy",
     .section = "handlers",
     .title = {"第一个字节就读不了：-1，EFAULT，*sig 是 SIGSEGV",
               "the very first byte cannot be read: -1, EFAULT, and SIGSEGV in "
               "*sig"},
     .hint = {"处理函数一返回，同一条指令就再来一次。要么跳出来，要么让系统调用"
              "替你去碰。",
              "When the handler returns the same instruction runs again. "
              "Jump out of it, or let a system call do the touching."},
     .think =
         {"故障的时候，程序停在一条指令上。处理函数结束以后，它从哪里继续？"
          "你希望它从哪里继续？",
          "At the fault the program stands at one instruction. Where does "
          "it go on after the handler, and where would you like it to?"},
     .run = first_byte},
    {.id = "sigbus",
     .points = 4,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "rule",
     .title = {"文件太短或者被截短：-1，EFAULT，*sig 是 SIGBUS",
               "the file is too short, or was cut: -1, EFAULT, and SIGBUS in "
               "*sig"},
     .hint = {"两个信号都会来。系统调用的 EFAULT 不说是哪一个，还得另外问。",
              "Both signals can come. EFAULT from a system call does not say "
              "which: ask once more."},
     .think =
         {"映射还在，文件却没有这一页：按本章的规则是哪个信号？你的代码里，"
          "是谁告诉你这件事的？",
          "The mapping is there, the file has no such page: which signal "
          "is that by the rule of this chapter? Who tells your code?"},
     .run = sigbus},
    {.id = "later_byte",
     .points = 3,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "lab-safe-copy",
     .title = {"故障在中间、在最后一个字节：一样是 -1 和 EFAULT",
               "a fault in the middle or at the last byte is -1 and EFAULT "
               "just the same"},
     .hint = {"两头都好，中间的一页也可能坏；最后一个字节是 src + n - 1。",
              "Both ends may be good and a page between them bad; the last "
              "byte is src + n - 1."},
     .think = {"在纸上画出 [src, src + n)，让坏页从左往右走过它。哪几个位置要单"
               "独想一想？",
               "Draw [src, src + n) and let a bad page wander across it from "
               "left to right. Which places deserve a thought of their own?"},
     .run = later_byte},
    {.id = "null_src",
     .points = 1,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "lab-safe-copy",
     .title = {"src 是 NULL：EFAULT 和 SIGSEGV，不是 EINVAL",
               "a src of NULL gives EFAULT and SIGSEGV, not EINVAL"},
     .hint = {"不用为它写一行代码；写了反而错。",
              "It needs no line of code; a line for it is the mistake."},
     .think =
         {"这个函数的用处，就是收下谁也不敢担保的地址。那么它凭什么先嫌弃其"
          "中的一个？",
          "The function exists to take addresses nobody vouches for. Why "
          "should it turn one of them away at the door?"},
     .run = null_src},
    {.id = "bad_arguments",
     .points = 1,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "lab-safe-copy",
     .title = {"dst 或 sig 是 NULL：-1，EINVAL",
               "dst or sig is NULL: -1, EINVAL"},
     .hint = {"没有故障的时候用不到 sig，也要先检查。",
              "sig is not needed without a fault; test it all the same."},
     .think = {"调用者犯的错，应该每一次都看得见，还是只在运气不好的那一次？",
               "Should a caller's mistake show every time, or only on the "
               "unlucky day?"},
     .run = bad_arguments},
    {.id = "alignment",
     .points = 2,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "lab-safe-copy",
     .title = {"64 种对齐、任意长度：正好 n 个字节，一个不多",
               "at all 64 alignments and any length: exactly n bytes, and not "
               "one more"},
     .hint = {"n 不是 8 的倍数时，最后几个字节要一个一个地拷。",
              "When n is no multiple of 8 the last bytes go one by one."},
     .think = {"用一次能装 8 颗的勺子，舀 13 颗豆子，不许多舀：第二勺怎么办？",
               "With a spoon that takes 8 beans, move 13 and not one more: "
               "what about the second spoonful?"},
     .run = alignment},
    {.id = "many_calls",
     .points = 4,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "handlers",
     .title = {"连续调用一千次，每次都对，描述符和映射一个也不多",
               "a thousand calls in a row are all right, and leave no "
               "descriptor and no mapping"},
     .hint = {"处理函数运行时，它的信号是阻塞着的；跳出来以后呢？出故障的那条路"
              "上，该关的都关了吗？",
              "While a handler runs its signal is blocked; and after the jump? "
              "On the way of the fault, is everything closed?"},
     .think =
         {"第一次故障以后，世界和以前有什么不同？掩码、处理函数、描述符，逐"
          "一问一遍。",
          "After the first fault, what in the world is different from "
          "before? Ask for the mask, the handlers, the descriptors."},
     .run = many_calls},
    {.id = "handlers_restored",
     .points = 3,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "handlers",
     .title = {"成功和故障以后，信号处理函数都和以前一样",
               "after a success and after a fault the signal handlers are what "
               "they were"},
     .hint = {"两条路都要经过同一段收尾的代码。跳回来以后，没有 volatile 的局部"
              "变量不可信。",
              "Both ways should pass the same lines at the end. After the jump "
              "a local that is not volatile cannot be trusted."},
     .think =
         {"把函数里每一条到 return 的路都用手指走一遍，包括跳回来的那一条。"
          "每条路上，处理函数是谁？",
          "Trace every way to a return with your finger, the jump too. "
          "Whose handler is installed at the end of each?"},
     .run = handlers_restored},
    {.id = "mask_restored",
     .points = 2,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "handlers",
     .title = {"成功和故障以后，信号掩码都和以前一样",
               "after a success and after a fault the signal mask is what it "
               "was"},
     .hint = {"改掩码的同时，sigprocmask 的第三个参数把旧的交给你。",
              "While it changes the mask, sigprocmask hands you the old one "
              "through its third argument."},
     .think = {"借来的房间，走的时候要和来的时候一样。来的时候它是什么样子，你"
               "记下来了吗？",
               "A borrowed room is left as it was found. Did you write down "
               "how you found it?"},
     .run = mask_restored},
    {.id = "blocked_caller",
     .points = 2,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "handlers",
     .title = {"调用者阻塞着 SIGSEGV 和 SIGBUS 时也能用",
               "it works while the caller blocks SIGSEGV and SIGBUS"},
     .hint = {"被阻塞的信号要是由故障引起，内核不等，直接终止进程。",
              "If a fault raises a signal that is blocked, the kernel does not "
              "wait: it ends the process."},
     .think = {"门铃响了才去开门。门铃要是被谁关掉了，你在敲门的人来之前该做什"
               "么？",
               "You open when the bell rings. If somebody has switched it off, "
               "what must you do before the visitor comes?"},
     .run = blocked_caller},
    {.id = "foreign_fault",
     .points = 4,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "handlers",
     .title =
         {"dst 里的故障不接：它到达以前的处理函数",
          "a fault in dst is not caught: it reaches the handler of before"},
     .hint =
         {"si_addr 说故障在哪里。系统调用要是直接写 dst，就分不清是谁的故障了"
          "。",
          "si_addr says where the fault is. A system call that stores "
          "straight into dst cannot tell whose fault it was."},
     .think =
         {"拷一个字节，一次读，一次写，两个地址。出故障的地址在你手里，你怎"
          "么知道它是哪一个？不是你的，还给谁？",
          "To copy a byte is a load and a store, two addresses. You hold "
          "the one that faulted: which is it? And if it is not yours, "
          "whose is it?"},
     .run = foreign_fault},
    {.id = "handler_safe",
     .points = 1,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "handlers",
     .title = {"出了故障也什么都不打印",
               "nothing is printed, not even about a fault"},
     .hint = {"处理函数里只许调用 signal-safety(7) 列出的函数。",
              "Only functions listed in signal-safety(7) may be called in the "
              "handler."},
     .think =
         {"处理函数打断的，也许正是一个拿着锁的 printf。它再去要同一把锁，会"
          "等到什么时候？",
          "What the handler interrupted may be a printf that holds its "
          "lock. If it asks for the same lock, how long will it wait?"},
     .run = handler_safe},
    {.id = "pipe_full",
     .points = 1,
     .needs = "first_byte",
     .at = "safe_copy",
     .section = "efault",
     .title = {"长度没有限制：不会因为管道满了而卡住",
               "there is no limit to the length: no pipe is ever full"},
     .hint = {"写进去一块，就读出来一块，再写下一块。",
              "Write one chunk, read it back, then write the next."},
     .think =
         {"往一根只装得下一桶水的管子里倒水，另一头也是你自己在接。倒第二桶"
          "之前要做什么？",
          "You pour water into a hose that holds one bucket, and you are "
          "the one at the other end too. What comes before the second "
          "bucket?"},
     .run = pipe_full},
    {.id = "storm",
     .points = 1,
     .needs = "many_calls",
     .at = "safe_copy",
     .section = "lab-safe-copy",
     .title = {"别的信号不停地来，EINTR 也不会传给调用者",
               "other signals may pour in, and EINTR never reaches the caller"},
     .hint = {"会被打断的系统调用要放在循环里：errno 是 EINTR 就再试一次。",
              "A system call that can be interrupted belongs in a loop: while "
              "errno is EINTR, try again."},
     .think = {"读书的时候电话响了。接完电话，你会宣布这本书读不了吗？",
               "The telephone rings while you read. After the call, do you "
               "declare that the book cannot be read?"},
     .run = storm},
    {0},
};

const struct lab lab = {.name = "safe_copy",
                        .number = "3.2",
                        .chapter = "03-edges",
                        .title = {"在故障中存活", "survive a fault"},
                        .functions = functions,
                        .allow = allowed,
                        .checks = checks};
