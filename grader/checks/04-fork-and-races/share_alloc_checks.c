/* share_alloc_checks.c - what must hold of share_alloc and share_free
 *
 * Facts used: C005, C022 (shared with children forked later), C007 (no file),
 * C013 (fd -1, offset 0), C015 (MAP_FAILED), C024 (/dev/zero), C026 (the
 * mapping outlives its descriptor). Memory is seen by process_vm_readv from
 * this process; that a child was the one who stored is the driver's doing.
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "fixture.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { LARGEST = 3 << 20 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* More than the address space the process may have. */
static const size_t too_much = (size_t)1 << 40;

static unsigned char seen[LARGEST], wanted[LARGEST];

/* One piece of shared memory, and the process that has it. */
struct piece {
    struct student *s;
    int slot;
    uint64_t at;
    size_t n;
};

/* ---- asking -------------------------------------------------------------- */

static struct claim ask_alloc(struct student *s, int slot, size_t n)
{
    struct claim c;

    student_call(s, &c, "alloc %d %zu", slot, n);
    return c;
}

/* Neither NULL nor MAP_FAILED; whether it is memory shows when it is used. */
static struct piece alloc(struct student *s, int slot, size_t n)
{
    struct claim c = ask_alloc(s, slot, n);

    expect(c.value[0] != 0 && c.value[0] != (uint64_t)(uintptr_t)MAP_FAILED,
           "share_alloc(%zu)：返回 %s（%s），应为内存的地址",
           "share_alloc(%zu): returned %s (%s), expected the address of memory",
           n, c.value[0] ? "MAP_FAILED" : "NULL", error_word(c.err));
    return (struct piece){s, slot, c.value[0], n};
}

/* `zh` and `en`: what has happened to it, or nothing. */
static void expect_null_when(const char *zh, const char *en,
                             const struct claim *c, size_t n, int err)
{
    expect(c->value[0] != (uint64_t)(uintptr_t)MAP_FAILED,
           "%1$s%2$.0sshare_alloc(%3$zu) 失败时返回了 MAP_FAILED，应为 NULL",
           "%1$.0s%2$sshare_alloc(%3$zu) failed and returned MAP_FAILED, "
           "expected NULL",
           zh, en, n);
    expect(c->value[0] == 0,
           "%1$s%2$.0sshare_alloc(%3$zu)：返回一个地址，应为 NULL（%4$s）",
           "%1$.0s%2$sshare_alloc(%3$zu): returned an address, expected NULL "
           "(%4$s)",
           zh, en, n, error_word(err));
    expect(c->err == err,
           "%1$s%2$.0sshare_alloc(%3$zu)：返回 NULL，errno 是 %4$s，应为 %5$s",
           "%1$.0s%2$sshare_alloc(%3$zu): returned NULL with errno %4$s, "
           "expected %5$s",
           zh, en, n, error_word(c->err), error_word(err));
}

static void expect_null(const struct claim *c, size_t n, int err)
{
    expect_null_when("", "", c, n, err);
}

static void release(const struct piece *p)
{
    struct claim c;

    student_call(p->s, &c, "free %d", p->slot);
    expect(c.ret == 0, "share_free：返回 %ld（%s），应为 0",
           "share_free: returned %ld (%s), expected 0", c.ret,
           error_word(c.err));
}

/* ---- the memory ---------------------------------------------------------- */

static void look_at(const struct piece *p)
{
    expect(view_read(p->s->pid, p->at, seen, p->n) == (ssize_t)p->n,
           "share_alloc(%zu)：返回的地址后面没有 %zu 个可以读的字节",
           "share_alloc(%zu): there are no %zu readable bytes at the address "
           "it returned",
           p->n, p->n);
}

static void expect_zeros(const struct piece *p)
{
    size_t i = 0;

    look_at(p);
    while (i < p->n && seen[i] == 0)
        i++;
    expect(i == p->n,
           "share_alloc(%zu)：新内存的第 %zu 个字节是 0x%02x，应为 0",
           "share_alloc(%zu): byte %zu of the new memory is 0x%02x, expected 0",
           p->n, i, seen[i]);
}

/* The process stores random bytes into all of it. */
static uint64_t fill(const struct piece *p)
{
    uint64_t seed = chance_u64();
    struct claim c;

    student_call(p->s, &c, "fill %d %" PRIu64, p->slot, seed);
    return seed;
}

static void make_wanted(uint64_t seed, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        wanted[i] = (unsigned char)(seed >> 56);
    }
}

static void expect_filled(const struct piece *p, uint64_t seed, const char *zh,
                          const char *en)
{
    size_t i;

    make_wanted(seed, p->n);
    look_at(p);
    i = first_difference(seen, wanted, p->n);
    expect(i == p->n, "%s%.0s：第 %zu 个字节（共 %zu 个）不是写进去的那个",
           "%.0s%s: byte %zu (of %zu) is not the one that was stored", zh, en,
           i, p->n);
}

static struct view_mapping mapping_of(const struct piece *p)
{
    struct view_mapping m;

    expect(view_mapping_at(p->s->pid, p->at, &m) == 1,
           "/proc/PID/maps 里没有一行包含返回的地址",
           "no line of /proc/PID/maps holds the address that was returned");
    return m;
}

static void expect_shared(const struct piece *p)
{
    struct view_mapping m = mapping_of(p);

    expect(strcmp(m.perms, "rw-s") == 0,
           "share_alloc(%zu)：/proc/PID/maps 里这块内存的权限是 %s，应为 rw-s",
           "share_alloc(%zu): /proc/PID/maps shows %s for this memory, "
           "expected rw-s",
           p->n, m.perms);
}

/* Behind a mapping that is too short another one may begin: what can be read
 * there is no proof. */
static void expect_whole(const struct piece *p)
{
    struct view_mapping m = mapping_of(p);

    expect(m.end - p->at >= p->n,
           "share_alloc(%zu)：这个映射只到返回的地址之后 %" PRIu64 " 字节",
           "share_alloc(%zu): the mapping reaches only %" PRIu64
           " bytes beyond the address that was returned",
           p->n, m.end - p->at);
}

static void expect_descriptors(struct student *s, int before, const char *zh,
                               const char *en)
{
    int more = view_descriptors(s->pid, 0, 0) - before;

    expect(more == 0, "%s%.0s以后多了 %d 个打开的描述符",
           "%.0s%s: afterwards there are %d more open descriptors", zh, en,
           more);
}

/* ---- in children --------------------------------------------------------- */

static unsigned char byte_at(const struct piece *p, size_t i)
{
    unsigned char byte;

    if (view_read(p->s->pid, p->at + i, &byte, 1) != 1)
        grader_error("read a byte of the parent");
    return byte;
}

static void expect_ended(const struct claim *c, const char *zh, const char *en)
{
    int status = (int)c->value[0];

    if (c->ret == -1) {
        errno = c->err;
        grader_error("fork in the driver");
    }
    expect(!WIFSIGNALED(status),
           "%1$s%2$.0s一碰这块内存就被 %3$s 终止：它没有这块内存",
           "%1$.0s%2$s was killed by %3$s when it touched the memory: it does "
           "not have it",
           zh, en, signal_word(WTERMSIG(status)));
    expect(status == 0, "%1$s%2$.0s没有正常结束", "%1$.0s%2$s did not end well",
           zh, en);
}

/* A child stores; the parent must see it. */
static void child_stores(const struct piece *p, size_t at)
{
    unsigned char before = byte_at(p, at), byte = (unsigned char)(before + 1);
    struct claim c;

    student_call(p->s, &c, "child-stores %d %zu %u", p->slot, at, byte);
    expect_ended(&c, "子进程", "the child");
    expect(byte_at(p, at) == byte,
           "子进程在第 %zu 个字节（共 %zu 个）写了 0x%02x，父进程看到的还是 "
           "0x%02x",
           "a child stored 0x%3$02x at byte %1$zu (of %2$zu), the parent still "
           "sees 0x%4$02x",
           at, p->n, byte, before);
}

/* The parent stores when child and grandchild exist; the grandchild copies the
 * byte to another place, and the parent must see that. */
static void grandchild_copies(const struct piece *p, size_t from, size_t to)
{
    unsigned char byte = (unsigned char)chance_between(1, 255);
    struct claim c;

    student_call(p->s, &c, "grandchild-copies %d %zu %zu %u", p->slot, from, to,
                 byte);
    expect_ended(&c, "孙进程", "the grandchild");
    expect(byte_at(p, to) == byte,
           "父进程在第 %1$zu 个字节写了 0x%3$02x，孙进程把它抄到第 %2$zu 个字"
           "节；父进程在那里看到 0x%4$02x",
           "the parent stored 0x%3$02x at byte %1$zu and a grandchild copied "
           "it to byte %2$zu; the parent sees 0x%4$02x there",
           from, to, byte, byte_at(p, to));
}

/* ---- the checks ---------------------------------------------------------- */

/* All of them first: whether they are different memory is another fact. */
static void usable(void)
{
    const size_t P = page_size;
    const size_t sizes[] = {
        1, 100, P - 1, P, P + 1, 3 * P + chance_between(1, P - 1), LARGEST};
    struct student *s = student_start();
    struct piece piece[COUNT(sizes)];
    struct claim c;

    student_call(s, &c, "old-heap");
    for (size_t i = 0; i < COUNT(sizes); i++)
        piece[i] = alloc(s, (int)i, sizes[i]);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        expect_whole(&piece[i]);
        expect_zeros(&piece[i]);
    }
    for (size_t i = 0; i < COUNT(sizes); i++) {
        uint64_t seed = fill(&piece[i]);

        expect_filled(&piece[i], seed, "写满以后", "all bytes were stored to");
    }
    student_end(s);
}

static void maps_shared(void)
{
    struct student *s = student_start();
    struct piece small = alloc(s, 0, 40);
    struct piece large = alloc(s, 1, 5 * page_size + 3);

    expect_shared(&small);
    expect_shared(&large);
    student_end(s);
}

static void family(void)
{
    struct student *s = student_start();
    struct piece p = alloc(s, 0, 3 * page_size + 77);

    child_stores(&p, 0);
    child_stores(&p, p.n - 1);
    child_stores(&p, chance_between(1, p.n - 2));
    grandchild_copies(&p, 5, 2 * page_size);
    grandchild_copies(&p, p.n - 2, 9);
    student_end(s);
}

/* The kernel does not look at fd with MAP_ANONYMOUS, other systems do: that
 * shows in the record of the call only. */
static void anonymous(void)
{
    struct student *s = student_start();
    size_t i = calls_made(s);
    struct piece p = alloc(s, 0, 2 * page_size);
    struct piece own = {.s = s, .n = 1};
    struct call call = {0};
    struct claim c;
    dev_t dev;

    while (calls_find(s, &i, "mmap", &call) &&
           !(call.argument[3] & MAP_ANONYMOUS))
        ;
    expect(call.argument[3] & MAP_ANONYMOUS, "没有用 MAP_ANONYMOUS 调用过 mmap",
           "mmap was not called with MAP_ANONYMOUS");
    expect(call.argument[4] == -1 && call.argument[5] == 0,
           "匿名映射的 fd 给了 %d，offset 给了 %ld，应为 -1 和 0",
           "the anonymous mapping was asked for with fd %d and offset %ld, "
           "expected -1 and 0",
           (int)call.argument[4], (long)call.argument[5]);
    student_call(s, &c, "own-mapping");
    if (c.ret == -1)
        grader_error("a mapping to compare with");
    own.at = c.value[0];
    dev = mapping_of(&p).dev; /* 0: anonymous and private */
    expect(dev == 0 || dev == mapping_of(&own).dev,
           "这块内存属于一个有名字的文件系统里的文件，应为匿名映射",
           "this memory belongs to a file in a file system that has names, "
           "expected an anonymous mapping");
    student_end(s);
}

static void fail_to_open(struct student *s, unsigned nth, int err)
{
    calls_fail(s, "open", nth, err);
    calls_fail(s, "openat", nth, err);
}

static void no_descriptor(void)
{
    struct student *s = student_start();
    int before = view_descriptors(s->pid, 0, 0);
    struct piece p = alloc(s, 0, page_size - 8);
    struct claim c;

    alloc(s, 1, 10);
    expect_descriptors(s, before, "两次 share_alloc ",
                       "two calls of share_alloc");
    release(&p);
    expect_descriptors(s, before, "share_free ", "share_free");
    fail_to_open(s, 0, EMFILE);
    calls_fail(s, "fopen", 0, EMFILE);
    c = ask_alloc(s, 2, page_size);
    expect(
        c.value[0] != 0,
        "一个描述符也没有剩下（open 得到 EMFILE）：返回 NULL（%s），匿名映射"
        "不需要描述符，应照样成功",
        "no descriptor is left (open fails with EMFILE): returned NULL (%s); "
        "an anonymous mapping needs none, and should succeed",
        error_word(c.err));
    student_end(s);
}

static void independent(void)
{
    struct student *s = student_start();
    struct piece a = alloc(s, 0, 2 * page_size + 10), b, again;
    uint64_t in_a = fill(&a), in_b;

    b = alloc(s, 1, page_size + 20);
    expect(a.at + a.n <= b.at || b.at + b.n <= a.at,
           "两次 share_alloc 得到的内存重叠",
           "the memory of two calls of share_alloc overlaps");
    expect_zeros(&b);
    in_b = fill(&b);
    expect_filled(&a, in_a, "写了第二块以后，看第一块",
                  "the first piece, after a store to the second");
    release(&a);
    expect_filled(&b, in_b, "归还了第一块以后，看第二块",
                  "the second piece, after the first was given back");
    again = alloc(s, 2, 2 * page_size + 10);
    expect_zeros(&again);
    student_end(s);
}

static void expect_mapped(const struct piece *p, size_t at, int mapped)
{
    struct view_mapping m;
    int is = view_mapping_at(p->s->pid, p->at + at, &m);

    if (is == -1)
        grader_error("read /proc/PID/maps");
    expect(is == mapped, "share_free 以后，第 %zu 个字节（共 %zu 个）%s%.0s",
           "after share_free byte %zu (of %zu) %.0s%s", at, p->n,
           mapped ? "的映射没有了，应还在" : "还映射着，应已解除",
           mapped ? "is not mapped any more, it should be"
                  : "is still mapped, it should not be");
}

static void expect_neighbour(const struct piece *p)
{
    struct view_mapping m;
    int is = view_mapping_at(p->s->pid, p->at, &m);

    if (is == -1)
        grader_error("read /proc/PID/maps");
    expect(is, "share_free 归还一块，旁边的另一块（%zu 字节）也没有了",
           "share_free gave one piece back, and another beside it (%zu bytes) "
           "is gone as well",
           p->n);
}

static void freed(void)
{
    struct student *s = student_start();
    struct piece above = alloc(s, 2, page_size);
    struct piece whole = alloc(s, 3, 2 * page_size);
    struct piece p = alloc(s, 0, 3 * page_size + 1);
    struct piece q = alloc(s, 1, 1);
    struct claim c;

    release(&p);
    for (size_t at = 0; at <= 3 * page_size; at += page_size)
        expect_mapped(&p, at, 0);
    release(&whole);
    expect_mapped(&whole, 0, 0);
    expect_mapped(&whole, page_size, 0);
    expect_neighbour(
        &q); /* the kernel puts one mapping close below the other */
    expect_neighbour(&above);
    calls_fail(s, "munmap", 0, ENOMEM);
    student_call(s, &c, "free 1");
    expect(calls_planned(s), "share_free 没有调用 munmap",
           "share_free did not call munmap");
    expect(c.ret == -1 && c.err == ENOMEM,
           "munmap 失败（ENOMEM）：share_free 返回 %ld（%s），应为 "
           "-1（ENOMEM）",
           "munmap fails with ENOMEM: share_free returned %ld (%s), expected "
           "-1 (ENOMEM)",
           c.ret, error_word(c.err));
    student_end(s);
}

/* A child holds on to the memory while the parent gives it back. */
static void others_keep(void)
{
    struct student *s = student_start();
    struct piece p = alloc(s, 0, 2 * page_size + 9);
    uint64_t seed = fill(&p);
    struct claim c;
    pid_t child;

    student_call(s, &c, "child-holds");
    if (c.ret == -1 || view_children(s->pid, &child, 1) != 1)
        grader_error("a child that holds on to the memory");
    release(&p);
    make_wanted(seed, p.n);
    expect(view_read(child, p.at, seen, p.n) == (ssize_t)p.n,
           "父进程调用 share_free 以后，子进程的那一份也没有了",
           "after share_free in the parent the child does not have the memory "
           "any more");
    expect(
        first_difference(seen, wanted, p.n) == p.n,
        "父进程调用 share_free 以后，子进程看到的第 %zu 个字节（共 %zu 个）"
        "变了",
        "after share_free in the parent byte %zu (of %zu), as the child sees "
        "it, has changed",
        first_difference(seen, wanted, p.n), p.n);
    student_call(s, &c, "let-go");
    student_end(s);
}

static void expect_invalid(const struct claim *c, const char *what)
{
    expect(c->ret == -1 && c->err == EINVAL,
           "%s：返回 %ld（%s），应为 -1（EINVAL）",
           "%s: returned %ld (%s), expected -1 (EINVAL)", what, c->ret,
           error_word(c->err));
}

static void bad_arguments(void)
{
    struct student *s = student_start();
    struct claim c = ask_alloc(s, 0, 0);
    struct piece p;

    expect_null(&c, 0, EINVAL);
    p = alloc(s, 0, 2 * page_size);
    student_call(s, &c, "free-null %zu", page_size);
    expect_invalid(&c, "share_free(NULL, n)");
    student_call(s, &c, "free-as 0 0");
    expect_invalid(&c, "share_free(p, 0)");
    expect_mapped(&p, 0, 1);
    student_end(s);
}

static void no_memory(void)
{
    const size_t sizes[] = {too_much, SIZE_MAX, SIZE_MAX - page_size + 2,
                            SIZE_MAX / 2};
    static const int other_reasons[] = {ENOMEM, EAGAIN, EPERM};
    struct student *s = student_start();
    struct claim c;

    for (size_t i = 0; i < COUNT(sizes); i++) {
        c = ask_alloc(s, 0, sizes[i]);
        expect_null(&c, sizes[i], ENOMEM);
    }
    /* The second attempt would succeed, but nobody asked for one. */
    for (size_t i = 0; i < COUNT(other_reasons); i++) {
        calls_no_plan(s);
        calls_fail(s, "mmap", 1, other_reasons[i]);
        c = ask_alloc(s, 0, page_size);
        expect(calls_planned(s), "没有调用 mmap", "mmap was not called");
        expect_null(&c, page_size, other_reasons[i]);
    }
    student_end(s);
}

/* The next anonymous mapping is refused. */
static void refuse_anonymous(struct student *s, int err)
{
    calls_no_plan(s);
    calls_fail(s, "mmap", 1, err);
}

static struct piece alloc_otherwise(struct student *s, int slot, size_t n,
                                    int err)
{
    struct claim c;

    refuse_anonymous(s, err);
    c = ask_alloc(s, slot, n);
    expect(calls_planned(s), "没有调用 mmap", "mmap was not called");
    expect(
        c.value[0] != 0 && c.value[0] != (uint64_t)(uintptr_t)MAP_FAILED,
        "匿名映射被拒绝（%1$s）：share_alloc(%2$zu) 失败了（%3$s），/dev/zero "
        "应给得出这块内存",
        "anonymous mapping refused (%1$s): share_alloc(%2$zu) failed "
        "(%3$s), expected memory from /dev/zero",
        error_word(err), n, error_word(c.err));
    return (struct piece){s, slot, c.value[0], n};
}

static void fallback(void)
{
    struct student *s = student_start();
    struct piece a = alloc_otherwise(s, 0, 2 * page_size + 5, EINVAL), b;

    expect_zeros(&a);
    expect_shared(&a);
    child_stores(&a, 2 * page_size);
    grandchild_copies(&a, 1, page_size + 1);
    b = alloc_otherwise(s, 1, 2 * page_size + 5, ENOSYS);
    expect_zeros(&b);
    expect_shared(&b);
    child_stores(&b, 7);
    release(&a);
    expect_mapped(&a, 0, 0);
    release(&b);
    student_end(s);
}

static void fallback_closes(void)
{
    struct student *s = student_start();
    int before = view_descriptors(s->pid, 0, 0);
    struct claim c;

    alloc_otherwise(s, 0, page_size, EINVAL);
    expect_descriptors(s, before, "改用 /dev/zero ", "/dev/zero was taken");
    refuse_anonymous(s, EINVAL);
    c = ask_alloc(s, 1, too_much); /* /dev/zero cannot be mapped either */
    expect_null(&c, too_much, ENOMEM);
    expect_descriptors(s, before, "/dev/zero 也映射失败",
                       "the mapping of /dev/zero failed as well");
    student_end(s);
}

static void fallback_fails(void)
{
    struct student *s = student_start();
    struct claim c;

    refuse_anonymous(s, ENOSYS);
    fail_to_open(s, 0, ENOENT);
    calls_fail(s, "fopen", 0, ENOENT);
    c = ask_alloc(s, 0, page_size);
    expect_null_when("/dev/zero 打不开（ENOENT），",
                     "/dev/zero cannot be opened (ENOENT); ", &c, page_size,
                     ENOENT);

    refuse_anonymous(s, EINVAL);
    calls_fail(s, "close", 0, EIO);
    calls_fail(s, "fclose", 0, EIO);
    c = ask_alloc(s, 0, too_much);
    expect_null_when("/dev/zero 映射不了（ENOMEM），关描述符也失败（EIO），",
                     "/dev/zero cannot be mapped (ENOMEM), and closing fails "
                     "as well (EIO); ",
                     &c, too_much, ENOMEM);

    refuse_anonymous(s, EINVAL);
    fail_to_open(s, 1, EINTR);
    c = ask_alloc(s, 0, page_size);
    expect(c.value[0] != 0, "open 被信号打断（EINTR）：返回 NULL（%s），应再试",
           "open was interrupted (EINTR): returned NULL (%s), expected another "
           "try",
           error_word(c.err));
    student_end(s);
}

/* ---- the lab ------------------------------------------------------------- */

static const char *const functions[] = {"share_alloc", "share_free", NULL};

static const struct check checks[] = {
    {.id = "usable",
     .points = 2,
     .at = "share_alloc",
     .section = "shared-anonymous",
     .title = {"n 个字节都可以读写，一开始全是 0",
               "all n bytes can be read and written, and are 0 at first"},
     .hint =
         {"向内核要新的页：mmap，PROT_READ | PROT_WRITE。长度不用取整。",
          "Ask the kernel for new pages: mmap, with PROT_READ | PROT_WRITE. "
          "The length need not be rounded."},
     .think = {"新的一页在交给你之前，里面是别人的旧数据吗？内核怎样保证不是？"
               "malloc 给你的又是什么？",
               "Does a new page hold somebody's old data when you get it? How "
               "does the kernel make sure it does not? And what does malloc "
               "give you?"},
     .run = usable},
    {.id = "maps_shared",
     .points = 2,
     .needs = "usable",
     .at = "share_alloc",
     .section = "shared-anonymous",
     .title = {"/proc/PID/maps 里这块内存是 rw-s",
               "/proc/PID/maps shows this memory as rw-s"},
     .hint = {"MAP_SHARED，不是 MAP_PRIVATE；malloc 的内存永远是私有的。",
              "MAP_SHARED, not MAP_PRIVATE; memory of malloc is always "
              "private."},
     .think = {"fork 之后，两个进程的页表指着同一页。第一次写的时候，内核凭什么"
               "决定复制还是不复制？",
               "After fork both page tables name the same page. At the first "
               "store, by what does the kernel decide whether to copy it?"},
     .run = maps_shared},
    {.id = "family",
     .points = 3,
     .needs = "usable",
     .at = "share_alloc",
     .section = "child-gets",
     .title = {"父进程、子进程、孙进程看到彼此写的字节",
               "parent, child and grandchild see what the others store"},
     .hint = {"共享的是 fork 之前就有的 MAP_SHARED 映射。",
              "What is shared is a MAP_SHARED mapping that was there before "
              "the fork."},
     .think =
         {"给全局变量、malloc 的块、私有映射、共享映射各画一张图：fork 之后"
          "子进程写一个字节，父进程的哪几张图会变？",
          "Draw a global variable, a block of malloc, a private and a "
          "shared mapping. After fork the child stores a byte: in which "
          "of the four pictures does the parent's side change?"},
     .run = family},
    {.id = "anonymous",
     .points = 2,
     .needs = "usable",
     .at = "share_alloc",
     .section = "no-file",
     .title = {"用的是匿名映射，fd 是 -1，offset 是 0",
               "it is an anonymous mapping, with fd -1 and offset 0"},
     .hint = {"MAP_SHARED | MAP_ANONYMOUS, -1, 0。",
              "MAP_SHARED | MAP_ANONYMOUS, -1, 0."},
     .think = {"在 Linux 上 fd 给 0 也行。那为什么还要写 -1？0 是谁的描述符？",
               "Linux does not mind an fd of 0. Then why write -1? Whose "
               "descriptor is 0?"},
     .run = anonymous},
    {.id = "no_descriptor",
     .points = 1,
     .needs = "usable",
     .at = "share_alloc",
     .section = "no-file",
     .title = {"share_alloc 和 share_free 以后，打开的描述符一个不多",
               "after share_alloc and share_free no more descriptors are open "
               "than before"},
     .hint = {"匿名映射根本不需要描述符。",
              "An anonymous mapping needs no descriptor at all."},
     .think = {"服务器每接一个客户调用一次你的函数。第 1024 个客户来的时候会怎"
               "样？",
               "A server calls your function once a client. What happens to "
               "client number 1024?"},
     .run = no_descriptor},
    {.id = "independent",
     .points = 2,
     .needs = "usable",
     .at = "share_alloc",
     .section = "lab-share-alloc",
     .title = {"每次得到的都是新的内存，和其他各块互不相干",
               "each call gives new memory that has nothing to do with any "
               "other"},
     .hint = {"每次调用都做一个新的映射；不要静态变量，不要固定的名字。",
              "Make a new mapping at each call: no static variable, no fixed "
              "name."},
     .think = {"两个库都调用你的函数，互相不知道对方。它们会不会写到同一个地"
               "方？一个归还以后，另一个还能用吗？",
               "Two libraries call your function and know nothing of each "
               "other. Can they store to the same place? When one gives its "
               "memory back, can the other go on?"},
     .run = independent},
    {.id = "freed",
     .points = 1,
     .needs = "usable",
     .at = "share_free",
     .section = "lab-share-alloc",
     .title = {"share_free 解除的正好是这一块；munmap 失败就报告它的 errno",
               "share_free unmaps this piece, all of it and nothing else, and "
               "reports the errno of munmap"},
     .hint = {"munmap(p, n)，看它的结果；取整的事内核来做。",
              "munmap(p, n); look at its result, and leave the rounding to the "
              "kernel."},
     .think = {"n 不是页的倍数，munmap 解除几页？先猜，再查手册。",
               "n is no multiple of the page size: how many pages does munmap "
               "unmap? Guess, then look it up."},
     .run = freed},
    {.id = "others_keep",
     .points = 1,
     .needs = "family",
     .at = "share_free",
     .section = "shared-anonymous",
     .title = {"父进程调用 share_free，子进程的那一份照旧",
               "when the parent calls share_free the child keeps the memory as "
               "it was"},
     .hint = {"只要 munmap；归还之前不要清零，也不要丢掉内容。",
              "munmap and no more: do not clear the memory before, nor throw "
              "its contents away."},
     .think =
         {"munmap 去掉的是谁的页表里的什么？页本身什么时候才没有？",
          "What does munmap remove, and from whose page table? When do the "
          "pages themselves go?"},
     .run = others_keep},
    {.id = "bad_arguments",
     .points = 1,
     .needs = "usable",
     .at = "share_free",
     .section = "lab-share-alloc",
     .title = {"n 为 0、p 为 NULL 得到 EINVAL",
               "an n of 0 and a p of NULL get EINVAL"},
     .hint = {"munmap(NULL, n) 返回 0，所以要自己检查。",
              "munmap(NULL, n) returns 0: the test is yours to make."},
     .think = {"解除一段什么也没有映射的范围，算不算错误？munmap 怎么看，你的"
               "调用者怎么看？",
               "Is it an error to unmap a range where nothing is mapped? What "
               "does munmap think, and what does your caller?"},
     .run = bad_arguments},
    {.id = "no_memory",
     .points = 2,
     .needs = "usable",
     .at = "share_alloc",
     .section = "shared-anonymous",
     .title = {"内存不够、或者别的原因不给，就返回 NULL 和那个 errno，不再试",
               "out of memory, or refused for another reason: NULL with that "
               "errno, and no second try"},
     .hint = {"mmap 失败的标志是 MAP_FAILED，你的是 NULL；自己取整会溢出；只有 "
              "EINVAL 和 ENOSYS 才值得再试。",
              "mmap says MAP_FAILED, you say NULL. Do not round: that may "
              "overflow. A second try pays only after EINVAL and ENOSYS."},
     .think = {"调用者写 if (p == NULL)。你把 (void *)-1 交给他，他下一步做什"
               "么？",
               "Your caller writes if (p == NULL). You hand him (void *)-1: "
               "what does he do next?"},
     .run = no_memory},
    {.id = "fallback",
     .points = 1,
     .needs = "family",
     .at = "share_alloc",
     .section = "shared-anonymous",
     .title = {"匿名映射被拒绝（EINVAL、ENOSYS）时，/dev/zero 给出同样的内存",
               "when anonymous mapping is refused (EINVAL, ENOSYS), /dev/zero "
               "gives the same kind of memory"},
     .hint = {"open(\"/dev/zero\", O_RDWR)，再用 MAP_SHARED 映射它。",
              "open(\"/dev/zero\", O_RDWR), and map that with MAP_SHARED."},
     .think = {"要通过共享映射往里写，描述符得有什么权限？两次映射 /dev/zero，"
               "得到的是同一块内存吗？",
               "What must a descriptor allow before one may write through a "
               "shared mapping of it? Map /dev/zero twice: is it the same "
               "memory?"},
     .run = fallback},
    {.id = "fallback_closes",
     .points = 1,
     .needs = "fallback",
     .at = "share_alloc",
     .section = "no-file",
     .title = {"用过 /dev/zero 以后描述符关上了，成败都一样",
               "the descriptor of /dev/zero is closed again, in success and in "
               "failure"},
     .hint = {"映射做好了，描述符就可以关；失败的那条路也要关。",
              "Once the mapping is made the descriptor may go; it must go on "
              "the way of failure, too."},
     .think = {"关上描述符以后，映射为什么还在？谁还记着那个文件？",
               "Why does the mapping survive the close? Who else keeps hold of "
               "the file?"},
     .run = fallback_closes},
    {.id = "fallback_fails",
     .points = 1,
     .needs = "fallback",
     .at = "share_alloc",
     .section = "lab-share-alloc",
     .title = {"/dev/zero 也不行时，errno 说的是那次失败；EINTR 会重试",
               "when /dev/zero fails as well errno tells of that failure; "
               "EINTR is retried"},
     .hint = {"close 会改 errno：先把它存起来。",
              "close may change errno: save it first."},
     .think = {"close 自己也失败了，调用者该知道哪一个 errno？",
               "When close fails, too: which of the two errno does your caller "
               "need?"},
     .run = fallback_fails},
    {0},
};

const struct lab lab = {.name = "share_alloc",
                        .number = "4.1",
                        .chapter = "04-fork-and-races",
                        .title = {"亲缘进程共享", "sharing within a family"},
                        .functions = functions,
                        .checks = checks};
