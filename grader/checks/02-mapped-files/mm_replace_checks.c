/* mm_replace_checks.c - what must hold of mm_replace
 *
 * Facts used: C010 (length 0), C019 (protection and open mode), C030 (the
 * file does not grow through a mapping), C032-C034 (private, shared). That no
 * data goes through read or write is the kernel's own count (proc(5), io).
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "fixture.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- asking -------------------------------------------------------------- */

static struct claim ask(struct student *s, const char *path, int from, int to,
                        int commit)
{
    struct claim c;

    student_call(s, &c, "replace %d %d %d %s", from, to, commit, path);
    return c;
}

static void expect_count(const struct claim *c, size_t want, const char *zh,
                         const char *en)
{
    expect(c->ret == (long)want, "%s%.0s：返回 %ld（%s），应为 %zu",
           "%.0s%s: returned %ld (%s), expected %zu", zh, en, c->ret,
           error_word(c->err), want);
}

/* ---- looking ------------------------------------------------------------- */

static unsigned char *contents(const struct fixture *f)
{
    unsigned char *bytes = malloc(f->size + 1);

    if (!bytes)
        grader_error("memory for the contents of a fixture");
    fixture_read(f, 0, bytes, f->size);
    return bytes;
}

static size_t count_of(const unsigned char *bytes, size_t size, int byte)
{
    size_t n = 0;

    for (size_t i = 0; i < size; i++)
        n += bytes[i] == byte;
    return n;
}

/* The file must now hold exactly `want`; frees it. */
static void expect_contents(const struct fixture *f, unsigned char *want)
{
    unsigned char *seen = contents(f);
    size_t size = fixture_size(f), at = first_difference(seen, want, f->size);
    unsigned char saw = seen[at < f->size ? at : 0];
    unsigned char wanted = want[at < f->size ? at : 0];

    free(seen);
    free(want);
    expect(size == f->size, "文件变成了 %zu 字节，原来是 %zu",
           "the file now has %zu bytes, it had %zu", size, f->size);
    expect(at == f->size,
           "文件的第 %zu 字节是 0x%02x，应为 0x%02x（另一个进程用 pread 看）",
           "byte %zu of the file is 0x%02x, expected 0x%02x (seen by pread "
           "from another process)",
           at, saw, wanted);
}

static struct timespec changed_at(const struct fixture *f)
{
    struct stat sb;

    if (fstat(f->fd, &sb) == -1)
        grader_error("fstat of a fixture");
    return sb.st_mtim;
}

static int same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

/* ---- the checks ---------------------------------------------------------- */

static void counts_binary(void)
{
    struct fixture f = fixture_random(3 * page_size);
    unsigned char *bytes = contents(&f);
    const int wanted[] = {'a', 0, 0x80, 0xff};
    struct student *s = student_start();

    for (size_t i = 0; i < 4; i++) {
        size_t want = count_of(bytes, f.size, wanted[i]);
        struct claim c = ask(s, f.path, wanted[i], 'x', 0);
        expect(c.ret == (long)want,
               "任意字节的文件里数 0x%02x：返回 %ld（%s），应为 %zu",
               "counting 0x%02x in a file of arbitrary bytes: returned %ld "
               "(%s), expected %zu",
               wanted[i], c.ret, error_word(c.err), want);
    }
    student_end(s);
    free(bytes);
}

static void commit_changes_file(void)
{
    struct fixture f = fixture_random(2 * page_size + 500);
    unsigned char *want = contents(&f);
    int from = want[chance_between(0, 99)], to = from ^ 0x5a;
    size_t n = count_of(want, f.size, from);
    struct student *s;
    struct claim c;

    for (size_t i = 0; i < f.size; i++)
        if (want[i] == from)
            want[i] = (unsigned char)to;
    s = student_start();
    c = ask(s, f.path, from, to, 1);
    expect_count(&c, n, "commit 为 1", "commit 1");
    expect_contents(&f, want);
    student_end(s);
}

static void dry_run_leaves_file(void)
{
    struct fixture f = fixture_on_disk(page_size + 300);
    unsigned char *want = contents(&f);
    struct timespec before = changed_at(&f);
    int from = want[7];
    size_t n = count_of(want, f.size, from);
    struct student *s;
    struct claim c;

    s = student_start();
    c = ask(s, f.path, from, from ^ 1, 0);
    expect_count(&c, n, "commit 为 0", "commit 0");
    expect_contents(&f, want);
    expect(same_time(before, changed_at(&f)),
           "commit 为 0，文件的修改时间（mtime）却变了",
           "commit 0, but the file's mtime has changed");
    student_end(s);
}

static void last_partial_page(void)
{
    struct fixture f = fixture_random(page_size + 904);
    unsigned char *want = contents(&f);
    size_t n = count_of(want, f.size, 0);
    struct student *s;
    struct claim c;

    for (size_t i = 0; i < f.size; i++)
        if (want[i] == 0)
            want[i] = '*';
    s = student_start();
    c = ask(s, f.path, 0, '*', 1);
    expect_count(&c, n,
                 "数值为 0 的字节，文件最后一页不满（页里剩下的零不是文件）",
                 "counting zero bytes, last page partly used (the zeros after "
                 "the end are no bytes of the file)");
    expect_contents(&f, want);
    student_end(s);
}

static void same_byte(void)
{
    struct fixture f = fixture_random(page_size);
    unsigned char *want = contents(&f);
    size_t n = count_of(want, f.size, want[3]);
    struct student *s;
    struct claim c;

    s = student_start();
    c = ask(s, f.path, want[3], want[3], 1);
    expect_count(&c, n, "from 和 to 相同", "from equals to");
    expect_contents(&f, want);
    student_end(s);
}

static void large_count(void)
{
    const size_t size = 200000 + chance_between(0, 9999);
    unsigned char *bytes = malloc(size);
    struct fixture f;
    struct student *s;
    struct claim c;

    if (!bytes)
        grader_error("memory for a fixture");
    memset(bytes, 'z', size);
    f = fixture_bytes(bytes, size);
    free(bytes);
    s = student_start();
    c = ask(s, f.path, 'z', 'y', 0);
    expect_count(&c, size, "每个字节都符合的大文件",
                 "a large file in which every byte matches");
    student_end(s);
}

static void empty_file(void)
{
    struct fixture f = fixture_hole(0);
    struct student *s;
    struct claim c;

    s = student_start();
    c = ask(s, f.path, 'a', 'b', 0);
    expect_count(&c, 0, "空文件，commit 为 0", "an empty file, commit 0");
    c = ask(s, f.path, 0, 'b', 1);
    expect_count(&c, 0, "空文件，commit 为 1", "an empty file, commit 1");
    expect(fixture_size(&f) == 0, "空文件变长了", "the empty file has grown");
    student_end(s);
}

static void no_read_or_write(void)
{
    struct fixture f = fixture_random(4 * page_size);
    unsigned long reads, writes, reads_after, writes_after;
    unsigned char *bytes = contents(&f);
    size_t n = count_of(bytes, f.size, 'q');
    struct student *s;
    struct claim c;

    free(bytes);
    s = student_start();
    if (view_io_calls(s->pid, &reads, &writes) == -1)
        unsupported("这个内核不统计进程的读写次数（/proc/PID/io）",
                    "this kernel does not count a process's reads and writes "
                    "(/proc/PID/io)");
    c = ask(s, f.path, 'q', 'Q', 1);
    expect_count(&c, n, "commit 为 1", "commit 1");
    if (view_io_calls(s->pid, &reads_after, &writes_after) == -1)
        grader_error("read /proc/PID/io");
    expect(reads_after == reads && writes_after == writes,
           "内核数到 %lu 次读调用、%lu 次写调用，都应为 0",
           "the kernel counted %lu read calls and %lu write calls, expected "
           "none",
           reads_after - reads, writes_after - writes);
    student_end(s);
}

static void dry_run_read_only_file(void)
{
    struct fixture f = fixture_foreign();
    unsigned char *bytes = contents(&f);
    size_t n = count_of(bytes, f.size, 'e');
    struct student *s;
    struct claim c;

    free(bytes);
    s = student_start();
    c = ask(s, f.path, 'e', 'E', 0);
    expect_count(&c, n, "别人的只读文件，commit 为 0",
                 "somebody else's file one may only read, commit 0");
    student_end(s);
}

static void nothing_left(void)
{
    struct fixture f = fixture_random(3 * page_size);
    unsigned char *bytes = contents(&f);
    size_t n = count_of(bytes, f.size, 'k');
    struct student *s;
    struct claim c;
    int before;

    free(bytes);
    s = student_start();
    before = view_descriptors(s->pid, 0, 0);
    for (int commit = 0; commit <= 1; commit++) {
        long mapped;
        int left;

        c = ask(s, f.path, 'k', 'k', commit);
        expect(c.ret == (long)n, "commit 为 %d：返回 %ld，应为 %zu",
               "commit %d: returned %ld, expected %zu", commit, c.ret, n);
        mapped = view_bytes_mapped(s->pid, f.dev, f.ino);
        left = view_descriptors(s->pid, 0, 0) - before;
        expect(mapped == 0 && left == 0,
               "commit 为 %d：返回以后还有 %ld 页映射着文件、%d "
               "个文件描述符开着",
               "commit %d: after the call %ld page(s) of the file are still "
               "mapped and %d descriptor(s) open",
               commit, mapped / (long)page_size, left);
    }
    student_end(s);
}

static void errors(void)
{
    const char *missing = fixture_missing();
    struct student *s;
    struct claim c;

    s = student_start();
    c = ask(s, missing, 'a', 'b', 1);
    expect(c.ret == -1 && c.err == ENOENT,
           "文件不存在：返回 %ld（%s），应为 -1（ENOENT）",
           "a file that does not exist: returned %ld (%s), expected -1 "
           "(ENOENT)",
           c.ret, error_word(c.err));
    expect(!fixture_exists(missing), "它创建了本来不存在的文件",
           "it created the file that did not exist");
    c = ask(s, fixture_folder(), 'a', 'b', 0);
    expect(c.ret == -1 && (c.err == EISDIR || c.err == ENODEV),
           "目录：返回 %ld（%s），应为 -1（EISDIR 或 ENODEV）",
           "a directory: returned %ld (%s), expected -1 (EISDIR or ENODEV)",
           c.ret, error_word(c.err));
    student_call(s, &c, "replace-null");
    expect(c.ret == -1 && c.err == EINVAL,
           "path 为 NULL：返回 %ld（%s），应为 -1（EINVAL）",
           "path NULL: returned %ld (%s), expected -1 (EINVAL)", c.ret,
           error_word(c.err));
    student_end(s);
}

/* One call fails in its turn. A program that does not make the call cannot be
 * hurt by it. */
static void survive(const struct fixture *f, const char *call, int error)
{
    struct student *s = student_start();
    int before = view_descriptors(s->pid, 0, 0);
    struct claim c;

    calls_fail(s, call, 1, error);
    c = ask(s, f->path, 'a', 'b', 0);
    if (calls_planned(s)) {
        expect(c.ret == -1 && c.err == error,
               "%1$s 失败（%2$s）：返回 %3$ld（%4$s），应为 -1（%2$s）",
               "%1$s fails (%2$s): returned %3$ld (%4$s), expected -1 (%2$s)",
               call, error_word(error), c.ret, error_word(c.err));
        expect(view_descriptors(s->pid, 0, 0) == before &&
                   view_bytes_mapped(s->pid, f->dev, f->ino) == 0,
               "%s 失败以后，留下了文件描述符或映射",
               "after %s had failed a descriptor or a mapping was left", call);
    }
    student_end(s);
}

static void faults(void)
{
    struct fixture f = fixture_random(page_size);

    survive(&f, "open", EMFILE);
    survive(&f, "fstat", EIO);
    survive(&f, "mmap", ENOMEM);
}

static const char *const functions[] = {"mm_replace", NULL};

static const struct check checks[] = {
    {.id = "counts_binary",
     .points = 3,
     .at = "mm_replace",
     .section = "lab-mm-replace",
     .title = {"任意字节都数得对，包括 NUL 和 0x80 以上的",
               "any byte is counted right, NUL and those from 0x80 up too"},
     .hint = {"文件不是字符串：长度来自 fstat，不来自 NUL。char 可能有符号，"
              "比较前先想清楚类型。",
              "A file is no string: its length comes from fstat, not from a "
              "NUL. char may be signed; mind the types you compare."},
     .think = {"一个文件里什么字节都可能有。你的循环凭什么知道该停了，你的比较"
               "又把 0x80 看成多少？",
               "A file may hold any byte at all. What tells your loop that it "
               "is over, and what number does your comparison see in 0x80?"},
     .run = counts_binary},
    {.id = "commit_changes_file",
     .points = 2,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "sharing",
     .title = {"commit 为 1 时，文件里的每一处都换掉了，别的字节不变",
               "with commit 1 every match in the file is replaced and nothing "
               "else"},
     .hint = {"写入要到达文件，映射必须是共享的。",
              "For a store to reach the file the mapping must be shared."},
     .think =
         {"你改了一个字节，别的进程用 pread "
          "去看。这个字节要走过哪条路才到得了他眼前，哪一步会把它拦在你自己的进"
          "程里？",
          "You change a byte and another process looks with pread. Which way "
          "must that byte go, and what could keep it within your own process?"},
     .run = commit_changes_file},
    {.id = "dry_run_leaves_file",
     .points = 3,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "sharing",
     .title = {"commit 为 0 时，文件的内容和修改时间都不变",
               "with commit 0 the file keeps its bytes and its mtime"},
     .hint = {"试运行不必写任何东西；真要写，也只写在私有的映射里。",
              "A dry run need not store anything; if it does, then into a "
              "private mapping."},
     .think = {"“试一试”要给出答案，不要留下脚印。除了内容，写入还会在文件上留"
               "下什么痕迹？",
               "A rehearsal gives the answer and leaves no footprints. Besides "
               "the bytes, what trace does a store leave on a file?"},
     .run = dry_run_leaves_file},
    {.id = "last_partial_page",
     .points = 2,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "growing",
     .title = {"最后一页里，文件末尾以后的零不算",
               "zeros after the end of the file, in its last page, do not "
               "count"},
     .hint = {"映射是整页的，文件不是：循环到 st_size 为止。",
              "The mapping has whole pages, the file has not: loop up to "
              "st_size."},
     .think = {"文件在最后一页的中间结束，映射却是整页。后半页里是什么，它算不"
               "算文件？",
               "The file ends in the middle of its last page, the mapping does "
               "not. What lies in the rest of that page, and is it the file?"},
     .run = last_partial_page},
    {.id = "same_byte",
     .points = 1,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "lab-mm-replace",
     .title = {"from 等于 to 时照样计数", "bytes are counted also when from "
                                          "equals to"},
     .hint = {"要数的是等于 from 的字节，不是改变了的字节。",
              "Count the bytes that equal from, not those that changed."},
     .think = {"题目问的是“有多少个 a”，不是“有多少处变了”。把 a 换成 "
               "a，这两个问题的答案各是多少？",
               "The question is how many a there are, not how many changed. If "
               "a is replaced by a, what is the answer to each?"},
     .run = same_byte},
    {.id = "large_count",
     .points = 1,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "lab-mm-replace",
     .title = {"超过 65535 处也数得对", "more than 65,535 matches are counted "
                                        "right"},
     .hint = {"计数用的类型要装得下整个文件的长度。",
              "Count in a type that can hold the length of the file."},
     .think = {"一个 100 KiB "
               "的文件全是同一个字节，答案是多少？这个数走过你的每一个变量，都"
               "放得下吗？",
               "A file of 100 KiB holds one byte over and over: what is the "
               "answer, and does it fit every variable it passes through?"},
     .run = large_count},
    {.id = "empty_file",
     .points = 1,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "parameters",
     .title = {"空文件得到 0，不是错误", "an empty file gives 0, not an error"},
     .hint = {"长度为 0 的映射是错误（EINVAL）：空文件根本不要映射。",
              "A mapping of length 0 is an error (EINVAL): do not map an empty "
              "file at all."},
     .think = {"一页也没有的文件，要映射什么？对它来说，正确答案不用看就知道，"
               "那是多少？",
               "What is there to map in a file without a page? Its right "
               "answer is known without looking: what is it?"},
     .run = empty_file},
    {.id = "no_read_or_write",
     .points = 2,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "one-cache",
     .title = {"数据不经过任何读写调用",
               "the data goes through no read or write call of any kind"},
     .hint = {"映射以后，读写文件就是读写内存。",
              "Once it is mapped, reading and writing the file is reading and "
              "writing memory."},
     .think = {"指针已经指着文件的内容了，还需要谁替你把字节搬过来？",
               "The pointer is at the bytes of the file already: who would "
               "still have to carry them to you?"},
     .run = no_read_or_write},
    {.id = "dry_run_read_only_file",
     .points = 2,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "permissions",
     .title = {"commit 为 0 时，只读的文件也可以",
               "with commit 0 a file one may only read is enough"},
     .hint = {"只要读权限的事，就只用 O_RDONLY 打开。",
              "What needs only reading should only open O_RDONLY."},
     .think = {"试运行只是看。为了看一眼，你向内核要的权限里，有没有多要的？",
               "A rehearsal only looks. Of the permissions you ask the kernel "
               "for, is one more than looking needs?"},
     .run = dry_run_read_only_file},
    {.id = "nothing_left",
     .points = 1,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "munmap",
     .title = {"返回以后，没有留下映射和文件描述符",
               "no mapping and no descriptor is left after the call"},
     .hint = {"每一条返回的路上都要 munmap 和 close。",
              "Every way out needs its munmap and its close."},
     .think = {"把函数的每个 return "
               "圈出来，站在那里数一数：手里还有几样借来的东西？",
               "Circle every return of the function, stand there, and count: "
               "how many borrowed things are still in your hands?"},
     .run = nothing_left},
    {.id = "errors",
     .points = 1,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "failure",
     .title = {"出错时返回 -1 和正确的 errno，不创建文件",
               "an error returns -1 with the right errno and creates no file"},
     .hint = {"open 不带 O_CREAT；NULL 先检查。",
              "open without O_CREAT; test for NULL first."},
     .think = {"一个打错的文件名，应该得到错误，还是得到一个新的空文件？决定这"
               "件事的是哪一个参数？",
               "Should a mistyped name give an error or a new, empty file? "
               "Which argument decides that?"},
     .run = errors},
    {.id = "faults",
     .points = 1,
     .needs = "counts_binary",
     .at = "mm_replace",
     .section = "failure",
     .title = {"任何一步失败，errno 都对，什么也不留下",
               "whichever step fails, errno is right and nothing is left"},
     .hint = {"close 和 munmap 之前，先存下 errno。",
              "Save errno before close and munmap."},
     .think = {"让每个调用轮流失败一次，在纸上走一遍：此刻已经借到什么，清理的"
               "时候又是谁可能改掉 errno？",
               "Let each call fail in its turn and walk through it on paper: "
               "what have you borrowed by then, and who may change errno while "
               "you clean up?"},
     .run = faults},
    {0},
};

const struct lab lab = {
    .name = "mm_replace",
    .number = "2.2",
    .chapter = "02-mapped-files",
    .title = {"原地替换与试运行", "replace in place, or try it"},
    .functions = functions,
    .checks = checks};
