/* predict_checks.c - what must hold of predict
 *
 * Facts used: C025, C027-C030 (which byte does what), T001 (the rule explains
 * the table), M002 (si_code). What the cells should be is not written down
 * here: a probe asks this kernel, except for page sizes it does not have.
 */
#include "chance.h"
#include "check.h"
#include "predict.h"
#include "probe.h"
#include "student.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct question {
    size_t file, map, offset, page;
};

static const char *const outcome_names[] = {"OK_SHARED", "OK_LOST",
                                            "GET_SIGBUS", "GET_SIGSEGV"};

static const char *name_of(long outcome)
{
    return outcome >= 0 && outcome <= 3 ? outcome_names[outcome] : "?";
}

/* ---- asking -------------------------------------------------------------- */

enum { BATCH = 64 };

/* Answers of the student's predict to at most BATCH questions. */
static void ask(struct student *s, const struct question *q, size_t n,
                long *ret, int *err)
{
    char request[BATCH * 84 + 1] = "", answer[PACKET_MAX], *at = answer;
    size_t used = 0;

    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(request + used, sizeof request - used,
                                 "%zu %zu %zu %zu ", q[i].file, q[i].map,
                                 q[i].offset, q[i].page);
    student_ask(s, answer, sizeof answer, "predict %s", request);
    for (size_t i = 0; i < n; i++) {
        ret[i] = strtol(at, &at, 10);
        at += *at == '/';
        err[i] = (int)strtol(at, &at, 10);
    }
}

static void expect_answer(const struct question *q, long ret, int err, int want)
{
    expect(ret == want,
           "文件 %zu 字节，映射 %zu 字节，偏移 %zu，页 %zu：回答 %ld "
           "%s（%s），应为 %s",
           "file %zu bytes, mapping %zu bytes, offset %zu, page %zu: answered "
           "%ld %s (%s), expected %s",
           q->file, q->map, q->offset, q->page, ret, name_of(ret),
           error_word(err), name_of(want));
}

static void same_answers(struct student *s, const struct question *q,
                         const int *want, size_t n)
{
    long ret[BATCH];
    int err[BATCH];

    ask(s, q, n, ret, err);
    for (size_t i = 0; i < n; i++)
        expect_answer(&q[i], ret[i], err[i], want[i]);
}

enum { QUESTIONS = 5000 };

/* Ask the kernel first, then the student the same questions. */
static void same_as_kernel(const struct question *q, size_t n)
{
    static int want[QUESTIONS];
    struct student *s;

    probe_begin();
    for (size_t i = 0; i < n; i++)
        want[i] = (int)probe(q[i].file, q[i].map, q[i].offset);
    probe_end();
    s = student_start();
    for (size_t i = 0; i < n; i += BATCH)
        same_answers(s, q + i, want + i, n - i < BATCH ? n - i : BATCH);
    student_end(s);
}

/* The same against answers that follow from the rule, for pages this machine
 * does not have. */
static void same_as_written(const struct question *q, const int *want, size_t n)
{
    struct student *s;

    s = student_start();
    same_answers(s, q, want, n);
    student_end(s);
}

/* ---- the checks ---------------------------------------------------------- */

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Cells of the table in the notes, where pages have 4096 bytes. */
static void inside_the_file(void)
{
    const size_t P = page_size, F = P + 904, M = 3 * P + 2712;
    struct question q[] = {
        {F, M, 0, P},         {F, M, P - 1, P}, {F, M, P, P},
        {F, M, F - 1, P},     {F, F, F - 1, P}, {1, 2 * P, 0, P},
        {3 * P, P, P - 1, P}, {P, 3 * P, 1, P}, {F, M, 2 * P, P},
    };

    /* The last one is not inside: the same answer to all is no answer. */
    same_as_kernel(q, COUNT(q));
}

static void tail_of_last_page(void)
{
    const size_t P = page_size, F = P + 904;
    struct question q[] = {
        {F, 3 * P, F, P}, {F, 3 * P, F + 1, P}, {F, 3 * P, 2 * P - 1, P},
        {F, F, F, P},     {F, F, 2 * P - 1, P}, {1, P, 1, P},
        {1, P, P - 1, P}, {P - 1, P, P - 1, P},
    };

    same_as_kernel(q, COUNT(q));
}

static void beyond_the_file(void)
{
    const size_t P = page_size, F = P + 904;
    struct question q[] = {
        {F, 4 * P, 2 * P, P}, {F, 4 * P, 3 * P, P}, {F, 4 * P, 4 * P - 1, P},
        {1, 2 * P, P, P},     {0, P, 0, P},         {0, P, P - 1, P},
        {0, 3 * P, P, P},
    };

    same_as_kernel(q, COUNT(q));
}

static void beyond_the_mapping(void)
{
    const size_t P = page_size, F = P + 904;
    struct question q[] = {
        {F, 4 * P, 4 * P, P},
        {F, 1, P - 1, P},
        {F, 1, P, P},
        {3 * P, P, P, P},
        {3 * P, P, 2 * P, P},
        {3 * P, P + 1, P + 1, P},
        {3 * P, P + 1, 2 * P - 1, P},
        {3 * P, P + 1, 2 * P, P},
        {2 * P, F, 2 * P - 1, P},
        {F, F, 2 * P, P},
    };

    same_as_kernel(q, COUNT(q));
}

static void both_limits(void)
{
    const size_t P = page_size;
    struct question q[] = {
        {0, 1, P + 904, P},   {0, P, P, P},         {1, P, P, P},
        {1, 2 * P, 2 * P, P}, {P, 2 * P, 3 * P, P}, {0, 1, 0, P},
    };

    same_as_kernel(q, COUNT(q));
}

static void exact_multiples(void)
{
    const size_t P = page_size;
    struct question q[] = {
        {P, 3 * P, P - 1, P},
        {P, 3 * P, P, P},
        {2 * P, 3 * P, 2 * P - 1, P},
        {2 * P, 3 * P, 2 * P, P},
        {2 * P, 2 * P, 2 * P, P},
        {2 * P, P, P - 1, P},
        {2 * P, P, P, P},
        {P, P, P, P},
    };

    same_as_kernel(q, COUNT(q));
}

/* The table of the notes: nine files and mappings, thirteen offsets. */
static void table(void)
{
    static const size_t files[] = {0,    1,    4096, 5000, 5000,
                                   5000, 5000, 8192, 12288};
    static const size_t maps[] = {4096, 8192,  12288, 1,   5000,
                                  8192, 15000, 5000,  4096};
    static const size_t offsets[] = {0,     1,     4095, 4096,  4999,
                                     5000,  8191,  8192, 12287, 12288,
                                     14999, 16383, 16384};
    struct question q[COUNT(files) * COUNT(offsets)];
    size_t n = 0;

    for (size_t i = 0; i < COUNT(files); i++)
        for (size_t j = 0; j < COUNT(offsets); j++)
            q[n++] =
                (struct question){files[i], maps[i], offsets[j], page_size};
    same_as_kernel(q, n);
}

static void real_probes(void)
{
    static struct question q[QUESTIONS];
    const size_t P = page_size;

    for (size_t i = 0; i < QUESTIONS; i++)
        q[i] = (struct question){chance_between(0, 6 * P),
                                 chance_between(1, 8 * P),
                                 chance_between(0, 10 * P), P};
    same_as_kernel(q, QUESTIONS);
}

static void page_sizes(void)
{
    static const struct question q[] = {
        {5000, 15000, 8192, 16384},
        {5000, 15000, 16383, 16384},
        {5000, 15000, 16384, 16384},
        {5000, 40000, 16384, 16384},
        {5000, 40000, 49151, 16384},
        {5000, 40000, 49152, 16384},
        {65537, 200000, 131071, 65536},
        {65537, 200000, 131072, 65536},
        {65537, 200000, 262144, 65536},
        {65536, 65536, 65535, 65536},
        {0, 1, 65535, 65536},
        {0, 1, 65536, 65536},
        {3, 2, 2, 1},
        {2, 3, 2, 1},
    };
    static const int want[] = {
        OK_LOST,     OK_LOST,     GET_SIGSEGV, GET_SIGBUS,  GET_SIGBUS,
        GET_SIGSEGV, OK_LOST,     GET_SIGBUS,  GET_SIGSEGV, OK_SHARED,
        GET_SIGBUS,  GET_SIGSEGV, GET_SIGSEGV, GET_SIGBUS,
    };

    same_as_written(q, want, COUNT(q));
}

static void huge_sizes(void)
{
    static const struct question q[] = {
        {SIZE_MAX, SIZE_MAX, SIZE_MAX - 1, 4096},
        {SIZE_MAX, SIZE_MAX, SIZE_MAX, 4096},
        {SIZE_MAX, 1, 4096, 4096},
        {SIZE_MAX - 4095, SIZE_MAX, SIZE_MAX - 4096, 4096},
        {SIZE_MAX - 4095, SIZE_MAX, SIZE_MAX - 4095, 4096},
        {5000, SIZE_MAX, 8191, 4096},
        {5000, SIZE_MAX, 8192, 4096},
        {5000, SIZE_MAX - 4095, SIZE_MAX - 4095, 4096},
        {SIZE_MAX, 5000, 8191, 4096},
        {SIZE_MAX, 5000, 8192, 4096},
        {1, SIZE_MAX, SIZE_MAX / 2 + 1, SIZE_MAX / 2 + 1},
        {1, 1, SIZE_MAX / 2, SIZE_MAX / 2 + 1},
    };
    static const int want[] = {
        OK_SHARED,  OK_LOST,     GET_SIGSEGV, OK_SHARED,   GET_SIGBUS, OK_LOST,
        GET_SIGBUS, GET_SIGSEGV, OK_SHARED,   GET_SIGSEGV, GET_SIGBUS, OK_LOST,
    };

    same_as_written(q, want, COUNT(q));
}

static void bad_arguments(void)
{
    static const struct question q[] = {
        {5000, 0, 0, 4096},       {0, 0, 0, 4096},   {5000, 100, 0, 0},
        {5000, 100, 0, 4095},     {5000, 100, 0, 3}, {5000, 100, 0, 12288},
        {5000, 100, 0, SIZE_MAX},
    };
    struct student *s;
    long ret[BATCH];
    int err[BATCH];

    s = student_start();
    ask(s, q, COUNT(q), ret, err);
    for (size_t i = 0; i < COUNT(q); i++)
        expect(ret[i] == -1 && err[i] == EINVAL,
               "映射长度 %zu，页 %zu：回答 %ld（%s），应为 -1（EINVAL）",
               "mapping of %zu bytes, page %zu: answered %ld (%s), expected "
               "-1 (EINVAL)",
               q[i].map, q[i].page, ret[i], error_word(err[i]));
    student_end(s);
}

static void no_system_call(void)
{
    const size_t P = page_size;
    const struct question q[] = {{P + 904, 3 * P, 0, P},
                                 {P + 904, 3 * P, P + 904, P},
                                 {P + 904, 3 * P, 2 * P, P},
                                 {P + 904, 3 * P, 3 * P, P},
                                 {P + 904, 0, 0, P}};
    const int want[] = {OK_SHARED, OK_LOST, GET_SIGBUS, GET_SIGSEGV, -1};
    struct student *s = student_start();

    student_nosys(s);
    same_answers(s, q, want, COUNT(q));
    student_end(s);
}

static const char *const functions[] = {"predict", NULL};

static const struct check checks[] = {
    {.id = "inside_the_file",
     .points = 3,
     .at = "predict",
     .section = "three-lengths",
     .title = {"文件里的字节：OK_SHARED",
               "a byte of the file, inside the mapping: OK_SHARED"},
     .hint = {"最后一页用了一部分，那一部分也是文件。",
              "The used part of the last page is file as well."},
     .think = {"先画最简单的那张图：一条线段是文件，一条线段是映射，偏移是一个"
               "点。点同时落在两条线段里时，写下的字节去了哪里？",
               "Draw the simplest picture first: one bar for the file, one for "
               "the mapping, a dot for the offset. With the dot in both bars, "
               "where does a stored byte go?"},
     .run = inside_the_file},
    {.id = "tail_of_last_page",
     .points = 4,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "tail",
     .title = {"最后一页里文件末尾以后的字节：OK_LOST",
               "behind the end of the file, in its last page: OK_LOST"},
     .hint = {"内核按页办事：文件的最后一页整页都能碰。",
              "The kernel works in pages: all of the file's last page can be "
              "touched."},
     .think = {"文件在一页的中间结束。那一页的后半有没有内存？如果有，写在那里"
               "的字节，文件里有没有地方给它？",
               "The file ends in the middle of a page. Is there memory behind "
               "the rest of that page, and does the file have a place for what "
               "you store there?"},
     .run = tail_of_last_page},
    {.id = "beyond_the_file",
     .points = 4,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "rule",
     .title = {"在映射里、整页都在文件末尾以后：GET_SIGBUS",
               "mapped, but in a page wholly behind the file: GET_SIGBUS"},
     .hint = {"空文件一页也没有。", "An empty file has no page at all."},
     .think = {"内核要为这一页找来文件里对应的一页：它找得到吗？找不到的时候，"
               "地址本身有没有错？",
               "The kernel looks for the page of the file that belongs here: "
               "is there one? And if not, is the address itself wrong?"},
     .run = beyond_the_file},
    {.id = "beyond_the_mapping",
     .points = 4,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "rule",
     .title = {"映射（取整到页）之外：GET_SIGSEGV",
               "behind the mapping, rounded up to whole pages: GET_SIGSEGV"},
     .hint = {"映射的长度也往上取整到页；文件再长也没有用。",
              "The mapping's length is rounded up to pages too; a longer file "
              "does not help."},
     .think =
         {"你要了 1 "
          "个字节，内核只会整页地给。它给出的地段到哪里为止？文件的长短能改变这"
          "条边界吗？",
          "You ask for 1 byte and the kernel hands out whole pages. Where does "
          "the ground it gave you end, and can the file move that border?"},
     .run = beyond_the_mapping},
    {.id = "both_limits",
     .points = 3,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "rule",
     .title = {"两边都越过时，先看映射：GET_SIGSEGV",
               "beyond both, the mapping decides first: GET_SIGSEGV"},
     .hint = {"没有映射的地址，内核连它属于哪个文件都不知道。",
              "Of an address that is not mapped the kernel does not even know "
              "the file."},
     .think = {"内核处理一次访问，先问“这个地址是谁的”，还是先问“文件有没有这一"
               "页”？第一个问题答不上来时，还会问第二个吗？",
               "Does the kernel first ask whose address this is, or whether "
               "the file has such a page? If the first has no answer, is the "
               "second ever asked?"},
     .run = both_limits},
    {.id = "exact_multiples",
     .points = 3,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "rule",
     .title = {"长度正好是整页时，没有多出来的一页",
               "lengths of exactly whole pages have no page too many"},
     .hint = {"往上取整：已经是整数倍的不动。",
              "Rounding up leaves a multiple as it is."},
     .think = {"8192 个字节装进 4096 的盒子，要几个？8193 "
               "个呢？你的算式对这两个数都给出对的答案吗？",
               "How many boxes of 4096 do 8192 bytes need? And 8193? Does your "
               "formula give the right answer to both?"},
     .run = exact_multiples},
    {.id = "table",
     .points = 2,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "table",
     .title = {"笔记里那张表的 117 格，和内核一致",
               "all 117 cells of the table in the notes, as the kernel has "
               "them"},
     .hint = {"先手填这张表，再写代码。", "Fill the table by hand, then write "
                                          "the code."},
     .think =
         {"拿一支铅笔，挑一行，从左到右填完。结果在哪几格变了，每次变化时越过的"
          "是哪一条线？",
          "Take a pencil and fill one row from left to right. At which cells "
          "does the outcome change, and which line was crossed each time?"},
     .run = table},
    {.id = "real_probes",
     .points = 3,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "rule",
     .title = {"5000 次真实访问，每一次都预言对了",
               "5000 real accesses, every one foretold"},
     .hint = {"拿报出来的那三个数，画一张图。",
              "Draw a picture with the three numbers of the message."},
     .think = {"把报出来的文件、映射、偏移都换算成“第几页”再看。三个页号排好队"
               "，答案是不是就看得出来了？",
               "Turn the file, the mapping and the offset of the message into "
               "page numbers. With the three side by side, can you read the "
               "outcome off?"},
     .run = real_probes},
    {.id = "page_sizes",
     .points = 1,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "three-lengths",
     .title = {"页大小用参数给的，不用 4096",
               "the page size is the parameter, not 4096"},
     .hint = {"16384 和 65536 的机器也有；这里连 1 都可以。",
              "There are machines with 16384 and 65536; here even 1 is one."},
     .think = {"在你的代码里找一找：有没有哪个数字，换一台机器就不对了？",
               "Search your code: is there a number in it that would be wrong "
               "on another machine?"},
     .run = page_sizes},
    {.id = "huge_sizes",
     .points = 1,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "lab-predict",
     .title = {"接近 SIZE_MAX 时，取整不溢出",
               "near SIZE_MAX the rounding does not overflow"},
     .hint = {"n + page - 1 会溢出；比较页号就不会。",
              "n + page - 1 can overflow; comparing page numbers cannot."},
     .think = {"钟面上 11 点再加 3 "
               "小时是几点？把你的算式里每一个加法都当成这样的钟面来看。",
               "On the face of a clock, what is 11 plus 3 hours? Look at each "
               "addition in your formula as if it were made on such a clock."},
     .run = huge_sizes},
    {.id = "bad_arguments",
     .points = 1,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "lab-predict",
     .title = {"映射长度 0、页大小不是 2 的幂：EINVAL",
               "a mapping of 0 bytes, or a page size that is no power of two: "
               "EINVAL"},
     .hint = {"page & (page - 1) 能看出 2 的幂，但 0 要另外想。",
              "page & (page - 1) shows a power of two, but think about 0."},
     .think = {"没有长度的映射、3 个字节的页：它们在哪里存在？把 1、2、4、8 "
               "和它们减一后的样子写成二进制，看看有什么规律。",
               "A mapping of no length, a page of 3 bytes: where would they "
               "exist? Write 1, 2, 4, 8 in binary, and each of them less one: "
               "what do you notice?"},
     .run = bad_arguments},
    {.id = "no_system_call",
     .points = 1,
     .needs = "inside_the_file",
     .at = "predict",
     .section = "lab-predict",
     .title = {"只做算术：一次系统调用也没有",
               "it is arithmetic only: not one system call is made"},
     .hint = {"不要打印，不要试着去碰内存，也不要问系统页有多大。",
              "Do not print, do not try the memory out, do not ask the system "
              "how large a page is."},
     .think = {"内核连一次也不用进，你就能知道内核会怎么做：凭什么？",
               "You can know what the kernel will do without entering it even "
               "once. From what?"},
     .run = no_system_call},
    {0},
};

const struct lab lab = {
    .name = "predict",
    .number = "3.1",
    .chapter = "03-edges",
    .title = {"三个长度，一个结论", "three lengths, one outcome"},
    .functions = functions,
    .checks = checks};
