/* page_math_checks.c - what must hold of the five functions of page_math
 *
 * Facts used: C011 (the kernel hands out whole pages), C041 (the page size is
 * asked for). What is right is worked out here a second time, in 128 bits,
 * where nothing overflows.
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "page_math.h"
#include "student.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

__extension__ typedef unsigned __int128 wide;

/* n; or addr and len; or off and len */
struct question {
    size_t a, b;
};

struct reply {
    size_t ret;
    int err;
    size_t map_off, map_len, delta;
};

enum { BATCH = 64 };

static const size_t untouched = 0x5a5a5a5a5a5a5a5a; /* see the driver */

static size_t P; /* the page size of the running check */

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- asking -------------------------------------------------------------- */

static void read_replies(char *answer, struct reply *r, size_t n)
{
    char *at = answer;

    for (size_t i = 0; i < n; i++) {
        r[i].ret = strtoull(at, &at, 10);
        r[i].err = (int)strtol(at, &at, 10);
        r[i].map_off = strtoull(at, &at, 10);
        r[i].map_len = strtoull(at, &at, 10);
        r[i].delta = strtoull(at, &at, 10);
    }
}

/* At most BATCH questions of one kind. */
static void ask(struct student *s, const char *op, const struct question *q,
                size_t n, struct reply *r)
{
    char request[BATCH * 42 + 1] = "", answer[PACKET_MAX];
    size_t used = 0;

    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(request + used, sizeof request - used,
                                 "%zu %zu ", q[i].a, q[i].b);
    student_ask(s, answer, sizeof answer, "%s %s", op, request);
    read_replies(answer, r, n);
}

static size_t ask_size(struct student *s)
{
    char answer[256];
    struct reply r;

    student_ask(s, answer, sizeof answer, "size");
    read_replies(answer, &r, 1);
    return r.ret;
}

/* A process on a machine whose pages have `page` bytes. It calls pg_size
 * first: that another function may come first is a fact of its own. */
static struct student *start(size_t page)
{
    struct student *s = student_start();

    P = page;
    if (page != page_size)
        calls_page_size(s, page);
    ask_size(s);
    return s;
}

/* ---- telling ------------------------------------------------------------- */

/* A number as one reads it best: large ones show their pages in hexadecimal. */
static const char *spell(size_t n)
{
    static char text[8][24];
    static unsigned next;
    char *out = text[next++ % 8];

    snprintf(out, sizeof text[0], n >> 31 ? "%#zx" : "%zu", n);
    return out;
}

/* An offset may be negative. */
static const char *spell_offset(size_t off)
{
    static char text[24];

    if (off >> 63 == 0)
        return spell(off);
    snprintf(text, sizeof text, "%" PRId64, (int64_t)off);
    return text;
}

/* ---- what is right ------------------------------------------------------- */

static size_t up_is(const struct question *q)
{
    wide up = ((wide)q->a + P - 1) / P * P;

    return up > SIZE_MAX ? 0 : (size_t)up;
}

static size_t down_is(const struct question *q)
{
    return q->a / P * P;
}

static size_t span_is(const struct question *q)
{
    wide first = q->a / P, last = ((wide)q->a + q->b - 1) / P;

    return q->b == 0 ? 0 : (size_t)(last - first + 1);
}

static const struct function {
    const char *op, *name;
    int arguments;
    size_t (*is)(const struct question *q);
} round_up = {"up", "pg_round_up", 1, up_is},
  round_down = {"down", "pg_round_down", 1, down_is},
  span = {"span", "pg_span", 2, span_is};

/* "pg_span(4095, 2)" */
static const char *call_of(const struct function *f, const struct question *q)
{
    static char text[96];

    if (f->arguments == 1)
        snprintf(text, sizeof text, "%s(%s)", f->name, spell(q->a));
    else
        snprintf(text, sizeof text, "%s(%s, %s)", f->name, spell(q->a),
                 spell(q->b));
    return text;
}

/* ---- comparing ----------------------------------------------------------- */

static void same_answers(struct student *s, const struct function *f,
                         const struct question *q, size_t n)
{
    struct reply r[BATCH];

    ask(s, f->op, q, n, r);
    for (size_t i = 0; i < n; i++) {
        size_t want = f->is(&q[i]);

        expect(r[i].ret == want, "每页 %zu 字节：%s 返回 %s，应为 %s",
               "pages of %zu bytes: %s returned %s, expected %s", P,
               call_of(f, &q[i]), spell(r[i].ret), spell(want));
    }
}

/* The same for functions of one number. */
static void same_numbers(struct student *s, const struct function *f,
                         const size_t *n, size_t count)
{
    struct question q[BATCH];

    for (size_t i = 0; i < count; i++)
        q[i] = (struct question){n[i], 0};
    same_answers(s, f, q, count);
}

static void expect_aligned(const struct question *q, const struct reply *r)
{
    const size_t delta = q->a % P;
    const struct reply want = {0, 0, q->a - delta, delta + q->b, delta};

    expect((int)r->ret == 0,
           "每页 %zu 字节：pg_align_range(%s, %s, ...) 返回 %d（%s），应为 0",
           "pages of %zu bytes: pg_align_range(%s, %s, ...) returned %d (%s), "
           "expected 0",
           P, spell(q->a), spell(q->b), (int)r->ret, error_word(r->err));
    expect(
        r->map_off == want.map_off && r->map_len == want.map_len &&
            r->delta == want.delta,
        "每页 %zu 字节：pg_align_range(%s, %s, ...) 给出 map_off %s，map_len "
        "%s，delta %s；应为 %s，%s，%s",
        "pages of %zu bytes: pg_align_range(%s, %s, ...) gave map_off %s, "
        "map_len %s, delta %s; expected %s, %s, %s",
        P, spell(q->a), spell(q->b), spell(r->map_off), spell(r->map_len),
        spell(r->delta), spell(want.map_off), spell(want.map_len),
        spell(want.delta));
}

static void same_ranges(struct student *s, const struct question *q, size_t n)
{
    struct reply r[BATCH];

    ask(s, "align", q, n, r);
    for (size_t i = 0; i < n; i++)
        expect_aligned(&q[i], &r[i]);
}

/* `call` is what was called, as text. */
static void expect_refused(const char *call, const struct reply *r, int err)
{
    const size_t out[] = {r->map_off, r->map_len, r->delta};
    static const char *const names[] = {"map_off", "map_len", "delta"};

    expect((int)r->ret == -1 && r->err == err,
           "%s：返回 %d（%s），应为 -1（%s）",
           "%s: returned %d (%s), expected -1 (%s)", call, (int)r->ret,
           error_word(r->err), error_word(err));
    for (size_t i = 0; i < COUNT(out); i++)
        expect(out[i] == untouched, "%s：失败以后 *%s 被改动了，应保持原样",
               "%s: *%s was changed by a call that failed; it must stay as it "
               "was",
               call, names[i]);
}

static void refused_ranges(struct student *s, const struct question *q,
                           size_t n, int err)
{
    struct reply r[BATCH];

    ask(s, "align", q, n, r);
    for (size_t i = 0; i < n; i++) {
        char call[96];

        snprintf(call, sizeof call, "pg_align_range(%s, %s, ...)",
                 spell_offset(q[i].a), spell(q[i].b));
        expect_refused(call, &r[i], err);
    }
}

/* ---- the values that are compared ---------------------------------------- */

static void up_small(struct student *s)
{
    const size_t k = chance_between(2, 1000) * P;
    const size_t n[] = {0, 1, P - 1, P, P + 1, k, k - 1, k + 1};

    same_numbers(s, &round_up, n, COUNT(n));
}

static void up_large(struct student *s)
{
    const size_t one = 1;
    const size_t n[] = {one << 31,       (one << 31) + 5, 5 * (one << 32) + 5,
                        (one << 63) + 5, SIZE_MAX - P,    SIZE_MAX - P + 1};

    same_numbers(s, &round_up, n, COUNT(n));
}

static void up_overflow(struct student *s)
{
    const struct question q[] = {
        {SIZE_MAX - P + 2, 0},
        {SIZE_MAX - 1, 0},
        {SIZE_MAX, 0},
        {SIZE_MAX - chance_between(2, P - 3), 0},
    };
    struct reply r[BATCH];

    ask(s, round_up.op, q, COUNT(q), r);
    for (size_t i = 0; i < COUNT(q); i++)
        expect(r[i].ret == 0 && r[i].err == EOVERFLOW,
               "每页 %zu 字节：%s 返回 %s（%s），应为 0（EOVERFLOW）",
               "pages of %zu bytes: %s returned %s (%s), expected 0 "
               "(EOVERFLOW)",
               P, call_of(&round_up, &q[i]), spell(r[i].ret),
               error_word(r[i].err));
}

static void up_errno(struct student *s)
{
    const struct question q[] = {
        {0, EXDEV},     {1, EXDEV},     {P, EXDEV},
        {P + 1, EXDEV}, {P - 1, EXDEV}, {SIZE_MAX - P + 1, EXDEV},
    };
    struct reply r[BATCH];

    ask(s, round_up.op, q, COUNT(q), r);
    for (size_t i = 0; i < COUNT(q); i++)
        expect(r[i].err == EXDEV,
               "%s 成功了，errno 却从 EXDEV 变成了 %s，应保持原样",
               "%s succeeded, but errno went from EXDEV to %s; it must stay "
               "as it was",
               call_of(&round_up, &q[i]),
               r[i].err ? error_word(r[i].err) : "0");
}

static void down_small(struct student *s)
{
    const size_t k = chance_between(2, 1000) * P;
    const size_t n[] = {0, 1, P - 1, P, P + 1, k, k - 1, k + 1};

    same_numbers(s, &round_down, n, COUNT(n));
}

static void down_large(struct student *s)
{
    const size_t one = 1;
    const size_t n[] = {(one << 31) + 5, 3 * (one << 32) + 5, (one << 63) + 5,
                        SIZE_MAX - P,    SIZE_MAX - P + 1,    SIZE_MAX};

    same_numbers(s, &round_down, n, COUNT(n));
}

static void spans(struct student *s)
{
    struct question q[BATCH] = {
        {0, 1},         {0, P},         {0, P + 1},
        {P - 1, 1},     {P - 1, 2},     {5 * P + 7, P},
        {5 * P + 7, 1}, {3 * P, 4 * P}, {5 * P + 7, 2 * P - 7},
        {7, 2 * P - 6},
    };

    for (size_t i = 10; i < BATCH; i++) {
        q[i].a = chance_between(0, (size_t)1 << 46);
        q[i].b = chance_between(1, (size_t)1 << (i / 2));
    }
    same_answers(s, &span, q, BATCH);
}

static void spans_empty(struct student *s)
{
    const struct question q[] = {
        {0, 0}, {P, 0}, {P + 9, 0}, {2 * P - 1, 0}, {UINTPTR_MAX, 0}};

    same_answers(s, &span, q, COUNT(q));
}

static void spans_top(struct student *s)
{
    const size_t half = (size_t)1 << 63;
    const struct question q[] = {
        {UINTPTR_MAX, 1},
        {UINTPTR_MAX - P + 1, P},
        {UINTPTR_MAX - P, P + 1},
        {1, SIZE_MAX},
        {0, SIZE_MAX},
        {half, half},
    };

    same_answers(s, &span, q, COUNT(q));
}

static void ranges(struct student *s)
{
    const size_t largest = INT64_MAX;
    const size_t off[] = {0,
                          1,
                          P - 1,
                          P,
                          P + 1,
                          5 * ((size_t)1 << 30) + 77,
                          largest,
                          largest - P + 1,
                          chance_between(2 * P, (size_t)1 << 40)};
    const size_t len[] = {1, P - 1, P, P + 1, 3 * ((size_t)1 << 32)};
    struct question q[COUNT(off) * COUNT(len)];
    size_t n = 0;

    for (size_t i = 0; i < COUNT(off); i++)
        for (size_t j = 0; j < COUNT(len); j++)
            q[n++] = (struct question){off[i], len[j]};
    same_ranges(s, q, n);
}

static void ranges_invalid(struct student *s)
{
    static const char *const calls[] = {"map_off == NULL", "map_len == NULL",
                                        "delta == NULL"};
    const struct question q[] = {
        {(size_t)-1, 1},
        {(size_t)INT64_MIN, 1},
        {5, 0},
        {(size_t)-1, SIZE_MAX},
    };
    char answer[PACKET_MAX];
    struct reply r[COUNT(calls)];

    refused_ranges(s, q, COUNT(q), EINVAL);
    student_ask(s, answer, sizeof answer, "align-null 0 1 2");
    read_replies(answer, r, COUNT(calls));
    for (size_t i = 0; i < COUNT(calls); i++)
        expect_refused(calls[i], &r[i], EINVAL);
}

static void ranges_overflow(struct student *s)
{
    const struct question too_long[] = {{1, SIZE_MAX},
                                        {P - 1, SIZE_MAX - P + 2}};
    const struct question longest[] = {
        {1, SIZE_MAX - 1}, {P, SIZE_MAX}, {P - 1, SIZE_MAX - P + 1}};

    refused_ranges(s, too_long, COUNT(too_long), EOVERFLOW);
    same_ranges(s, longest, COUNT(longest));
}

/* ---- the checks ---------------------------------------------------------- */

static void with_one_process(void (*compare)(struct student *s))
{
    struct student *s = start(page_size);

    compare(s);
    student_end(s);
}

static void same_size(struct student *s)
{
    for (int i = 1; i <= 3; i++) {
        size_t size = ask_size(s);

        expect(size == P, "第 %d 次调用 pg_size 返回 %s，页大小是 %zu",
               "call number %d of pg_size returned %s, a page has %zu bytes", i,
               spell(size), P);
    }
}

static void check_page_size(void)
{
    struct student *s = student_start();

    P = page_size;
    same_size(s);
    student_end(s);
}

static void check_round_up_small(void)
{
    with_one_process(up_small);
}

static void check_round_up_large(void)
{
    with_one_process(up_large);
}

static void check_round_up_overflow(void)
{
    with_one_process(up_overflow);
}

static void check_round_up_errno(void)
{
    with_one_process(up_errno);
}

static void check_round_down_small(void)
{
    with_one_process(down_small);
}

static void check_round_down_large(void)
{
    with_one_process(down_large);
}

static void check_span_small(void)
{
    with_one_process(spans);
}

static void check_span_empty(void)
{
    with_one_process(spans_empty);
}

static void check_span_top(void)
{
    with_one_process(spans_top);
}

static void check_align_values(void)
{
    with_one_process(ranges);
}

static void check_align_invalid(void)
{
    with_one_process(ranges_invalid);
}

static void check_align_overflow(void)
{
    with_one_process(ranges_overflow);
}

/* A fresh process for each size: remembering the first answer is allowed. */
static void check_other_page_sizes(void)
{
    static const size_t sizes[] = {16384, 65536, 4096};

    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct student *s;

        if (sizes[i] == page_size)
            continue;
        s = start(sizes[i]);
        same_size(s);
        up_small(s);
        up_large(s);
        up_overflow(s);
        down_small(s);
        down_large(s);
        spans(s);
        spans_top(s);
        ranges(s);
        student_end(s);
    }
}

static void first_call(const struct function *f, struct question q)
{
    struct student *s = student_start();

    same_answers(s, f, &q, 1);
    student_end(s);
}

static void check_any_order(void)
{
    struct student *s;

    P = page_size;
    first_call(&round_up, (struct question){5, 0});
    first_call(&round_down, (struct question){P + 5, 0});
    first_call(&span, (struct question){P + 3, 4});
    s = student_start();
    same_ranges(s, &(struct question){2 * P, P}, 1);
    student_end(s);
}

static const char *const functions[] = {
    "pg_size", "pg_round_up",    "pg_round_down",
    "pg_span", "pg_align_range", NULL,
};

static const struct check checks[] = {
    {.id = "page_size",
     .points = 1,
     .at = "pg_size",
     .section = "pages",
     .title = {"pg_size 是这台机器的页大小",
               "pg_size is the page size of this machine"},
     .hint = {"问 sysconf(_SC_PAGESIZE)。", "Ask sysconf(_SC_PAGESIZE)."},
     .think =
         {"在终端里运行 getconf PAGESIZE，再运行 getconf -a | grep PAG。"
          "哪几个名字带着 PAGE？它们数的是同一样东西吗？",
          "Run getconf PAGESIZE in a terminal, then getconf -a | grep PAG. "
          "Which names have PAGE in them, and do they all count the same "
          "thing?"},
     .run = check_page_size},
    {.id = "round_up_small",
     .points = 2,
     .needs = "page_size",
     .at = "pg_round_up",
     .section = "pages",
     .title = {"向上取整：整页不变，多一个字节就多一页",
               "rounding up leaves whole pages alone, and one byte more takes "
               "one page more"},
     .hint = {"先看最后一页用了几个字节；正好是 0 就什么都不加。",
              "Look at how many bytes of the last page are used; if none, add "
              "nothing."},
     .think = {"把 n 个字节想成一排椅子，每节车厢 P 把。坐满三节要几节？"
               "再来一个人呢？把这两个数代进你的公式。",
               "Think of n people and of carriages with P seats. How many "
               "carriages for three full ones, and how many for one person "
               "more? Put both numbers into your formula."},
     .run = check_round_up_small},
    {.id = "round_up_large",
     .points = 2,
     .needs = "round_up_small",
     .at = "pg_round_up",
     .section = "types",
     .title = {"大数也对：超过 2 GiB、4 GiB，直到装得下的最大倍数",
               "large numbers are right too: beyond 2 GiB, beyond 4 GiB, up to "
               "the largest multiple that fits"},
     .hint = {"中间结果一直用 size_t；n 等于最大的倍数时不算溢出。",
              "Keep every step in a size_t; an n that is the largest multiple "
              "itself is no overflow."},
     .think = {"把公式拆成一步一步，在每一步旁边写上它的类型。哪一步的类型比 "
               "size_t 窄？最大的倍数离 SIZE_MAX 有多远？",
               "Take the formula apart and write the type beside each step. "
               "Which one is narrower than a size_t? And how far is the "
               "largest multiple from SIZE_MAX?"},
     .run = check_round_up_large},
    {.id = "round_up_overflow",
     .points = 2,
     .needs = "round_up_small",
     .at = "pg_round_up",
     .section = "lab-page-math",
     .title = {"结果装不进 size_t 时返回 0，errno 是 EOVERFLOW",
               "a result that does not fit a size_t gives 0 and EOVERFLOW"},
     .hint = {"加法之前先比较，或者用 __builtin_add_overflow；绕回去以后再看就"
              "晚了。",
              "Compare before adding, or use __builtin_add_overflow; once it "
              "has gone round it is too late."},
     .think = {"无符号数像一只里程表：走过最大的读数，又从 0 开始。站在离终点 "
               "3 格的地方，只许看不许走，怎样知道走 5 格会不会过头？",
               "An unsigned number is like the counter in a car: past the last "
               "reading it starts from 0. Standing 3 before the end, and not "
               "yet moving, how do you know whether 5 steps are too many?"},
     .run = check_round_up_overflow},
    {.id = "round_up_errno",
     .points = 1,
     .needs = "round_up_small",
     .at = "pg_round_up",
     .section = "errno",
     .title = {"向上取整成功时不碰 errno",
               "a successful round-up leaves errno alone"},
     .hint = {"不要在开头把 errno 清零；只有失败才写它。",
              "Do not clear errno on entry; write it on failure only."},
     .think = {"调用者刚刚有一个 open 失败了，还没来得及报告，就先来取个整。"
               "回去以后，它那个错误的原因还在吗？",
               "The caller has just had an open fail, and rounds a number "
               "before telling about it. Is the reason still there when it "
               "comes back?"},
     .run = check_round_up_errno},
    {.id = "round_down_small",
     .points = 1,
     .needs = "page_size",
     .at = "pg_round_down",
     .section = "pages",
     .title = {"向下取整：去掉零头，整页不变",
               "rounding down takes away what begins a page and leaves whole "
               "pages alone"},
     .hint = {"去掉 n 除以页大小的余数。",
              "Take away the remainder of n by the page size."},
     .think = {"在纸上画三页，标出 P-1、P、P+1。每个点向左走到最近的页边界，"
               "要走几步？已经站在边界上的那个呢？",
               "Draw three pages and mark P-1, P and P+1. How many steps to "
               "the left is the nearest page boundary? And for the one that "
               "stands on a boundary already?"},
     .run = check_round_down_small},
    {.id = "round_down_large",
     .points = 2,
     .needs = "round_down_small",
     .at = "pg_round_down",
     .section = "types",
     .title = {"大数向下取整也对，直到 SIZE_MAX",
               "large numbers round down right too, up to SIZE_MAX"},
     .hint = {"int 装不下 2 GiB；有符号的类型会把大数当成负数，余数也成了负的"
              "。",
              "An int does not hold 2 GiB; in a signed type a large number is "
              "negative, and so is its remainder."},
     .think = {"n 一路上经过哪些变量和常数？每一个有多少位，有没有符号？只要"
               "有一个太窄，高位就丢在那里了。",
               "Which variables and constants does n meet on its way? How many "
               "bits has each, and has it a sign? Where one is too narrow the "
               "high bits stay behind."},
     .run = check_round_down_large},
    {.id = "span_small",
     .points = 2,
     .needs = "page_size",
     .at = "pg_span",
     .section = "pages",
     .title = {"pg_span 从页的中间也数得对",
               "pg_span counts right from the middle of a page too"},
     .hint = {"第一个字节在第几页，最后一个字节在第几页？相减再加 1。",
              "Which page holds the first byte, which one the last? Their "
              "difference, and 1."},
     .think = {"一次旅行从 23 点走到第二天 1 点，只有两个小时，日历上占几天？"
               "只知道“两个小时”够不够回答？",
               "A journey from 11 in the evening to 1 in the morning lasts two "
               "hours: how many days of the calendar does it touch? Is it "
               "enough to know the two hours?"},
     .run = check_span_small},
    {.id = "span_empty",
     .points = 1,
     .needs = "span_small",
     .at = "pg_span",
     .section = "lab-page-math",
     .title = {"空的一段碰到 0 页，在页的中间也一样",
               "an empty range touches 0 pages, in the middle of a page too"},
     .hint = {"长度 0 没有最后一个字节，要单独处理。",
              "Length 0 has no last byte: treat it apart."},
     .think = {"len 是 0 时，你的公式里“最后一个字节”的地址是多少？那个字节属"
               "于这一段吗？",
               "With a len of 0, what address does your formula give to the "
               "last byte? Does that byte belong to the range?"},
     .run = check_span_empty},
    {.id = "span_top",
     .points = 2,
     .needs = "span_small",
     .at = "pg_span",
     .section = "types",
     .title = {"一段地址可以正好到 2 的 64 次方为止",
               "a range may end exactly at 2 to the 64"},
     .hint = {"这时 addr + len 绕成 0。用最后一个字节的地址 addr + (len - 1) "
              "来算。",
              "addr + len has gone round to 0 then. Work with the last byte, "
              "addr + (len - 1)."},
     .think = {"最后一个字节的地址总能写下来，它后面那个地址呢？看看你的式子里"
               "用的是哪一个。",
               "The address of the last byte can always be written down. What "
               "about the one behind it? Which of the two is in your formula?"},
     .run = check_span_top},
    {.id = "align_values",
     .points = 2,
     .needs = "page_size",
     .at = "pg_align_range",
     .section = "pages",
     .title = {"map_off 是整页，map_len 是 delta + len，delta 是到想要的字节的"
               "距离",
               "map_off is a page boundary, map_len is delta + len, delta is "
               "the way to the byte wanted"},
     .hint = {"起点退了多少，长度就加多少；不要再取整。",
              "As far as the start moves back the length grows; do not round "
              "it."},
     .think = {"画出文件、页边界和想要的那一段。起点向左移到页边界，终点不动："
               "整段现在有多长？从新起点走几步才到想要的字节？",
               "Draw the file, its page boundaries and the range wanted. Move "
               "the start left to a boundary and keep the end where it is: how "
               "long is it now, and how many steps from there to the byte "
               "wanted?"},
     .run = check_align_values},
    {.id = "align_invalid",
     .points = 2,
     .needs = "align_values",
     .at = "pg_align_range",
     .section = "lab-page-math",
     .title = {"NULL、负的 off 和长度 0 得到 EINVAL，输出不变",
               "NULL, a negative off and length 0 get EINVAL and leave the "
               "outputs alone"},
     .hint = {"全部检查通过以前，一个输出也不要写。",
              "Write no output before every test has passed."},
     .think = {"在函数里画一条线：线上面只许看，线下面只许写。每一个 return "
               "-1 在线的哪一边？有没有一次写跑到了线上面？",
               "Draw a line through the function: above it only looking, below "
               "it only writing. On which side is each return -1, and is there "
               "a store above the line?"},
     .run = check_align_invalid},
    {.id = "align_overflow",
     .points = 2,
     .needs = "align_values",
     .at = "pg_align_range",
     .section = "lab-page-math",
     .title = {"delta + len 超过 SIZE_MAX 时得到 EOVERFLOW，输出不变",
               "EOVERFLOW if delta + len exceeds SIZE_MAX, and the outputs "
               "stay"},
     .hint = {"和上限比较的那一步自己不能溢出：len > SIZE_MAX - delta。",
              "The test itself must not overflow: len > SIZE_MAX - delta."},
     .think = {"用 off 为 1、len 为 SIZE_MAX 走一遍：每一步得到多少？再用 len "
               "为 SIZE_MAX - 1 走一遍。两次应该在哪一步分开？",
               "Walk through it with off 1 and len SIZE_MAX: what comes out of "
               "each step? Then with len SIZE_MAX - 1. At which step must the "
               "two part?"},
     .run = check_align_overflow},
    {.id = "other_page_sizes",
     .points = 2,
     .needs = "page_size",
     .at = "pg_size",
     .section = "pages",
     .title = {"页是 16 KiB 或 64 KiB 的机器上，结果也都对",
               "all results are right on machines with pages of 16 KiB or 64 "
               "KiB"},
     .hint = {"程序里不能有 4096；每处都用 pg_size()。",
              "There must be no 4096 in the program; use pg_size() "
              "everywhere."},
     .think = {"把程序搬到一台页是 16384 的机器上，一个字也不改。哪几处还记得"
               "旧机器？也找找 4095、12 和 0xfff。",
               "Carry the program to a machine with pages of 16384 and change "
               "nothing. Which places still remember the old one? Look for "
               "4095, 12 and 0xfff as well."},
     .run = check_other_page_sizes},
    {.id = "any_order",
     .points = 1,
     .needs = "page_size",
     .at = "pg_round_down",
     .section = "lab-page-math",
     .title = {"任何一个函数都可以第一个被调用",
               "any of the functions may be called first"},
     .hint = {"全局变量一开始是 0。谁需要页大小，谁就调用 pg_size()。",
              "A global begins as 0. Whoever needs the page size calls "
              "pg_size()."},
     .think = {"程序刚刚开始，第一个来的就是 pg_round_down。它要用的页大小，这"
               "时是谁放进去的？",
               "The program has just begun, and the first to come is "
               "pg_round_down. Who has put the page size where it looks for "
               "it?"},
     .run = check_any_order},
    {0},
};

const struct lab lab = {
    .name = "page_math",
    .number = "1.1",
    .chapter = "01-toolbox",
    .title = {"页算术", "sums with pages"},
    .functions = functions,
    .checks = checks,
};
