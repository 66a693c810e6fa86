/* ensure_size_checks.c - what must hold of ensure_size
 *
 * Facts used: C043, C044 (lseek alone, and with a write), C069 (ftruncate
 * leaves a hole), C073 (posix_fallocate reserves, and returns its error).
 * Sizes, blocks and bytes are seen by fstat and pread through a descriptor of
 * this process, the offset in /proc/PID/fdinfo.
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "ensure_size.h"
#include "fixture.h"
#include "student.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAYS = GROW_ALLOC + 1 };

static const char *const how_names[] = {"GROW_SPARSE", "GROW_LSEEK",
                                        "GROW_ALLOC"};

/* The file under test. The descriptor `mine` is opened through the student's,
 * so that it is the same file, with a name or without. */
struct bench {
    struct student *s;
    int fd;         /* the student's */
    size_t size;    /* before anything happens */
    size_t blocks;  /* of 512 bytes, before anything happens */
    off_t position; /* the student's offset, likewise */
};

static int mine = -1;
static unsigned char *old_bytes; /* of the file before anything happens */

/* ---- looking ------------------------------------------------------------- */

static struct stat status(void)
{
    struct stat sb;

    if (fstat(mine, &sb) == -1)
        grader_error("fstat of the file under test");
    return sb;
}

static size_t size_now(void)
{
    return (size_t)status().st_size;
}

static size_t blocks_now(void)
{
    return (size_t)status().st_blocks;
}

/* The kernel's word on where the student's descriptor stands. */
static off_t position_now(const struct bench *b)
{
    char path[64];
    long long position;
    FILE *info;
    int n;

    snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", (int)b->s->pid, b->fd);
    info = fopen(path, "re");
    if (!info)
        grader_error("open fdinfo of the student's descriptor");
    n = fscanf(info, "pos: %lld", &position);
    fclose(info);
    if (n != 1)
        grader_error("read fdinfo of the student's descriptor");
    return (off_t)position;
}

static void expect_size(size_t want, const char *zh, const char *en)
{
    size_t size = size_now();

    expect(size == want, "%s%.0s：文件现在是 %zu 字节，应为 %zu",
           "%.0s%s: the file is %zu bytes long now, expected %zu", zh, en, size,
           want);
}

static void expect_old_bytes(const struct bench *b, const char *when)
{
    unsigned char *seen = calloc(1, b->size + 1);
    size_t at = 0;
    int saw;

    if (!seen || pread(mine, seen, b->size, 0) == -1)
        grader_error("read the file under test");
    while (at < b->size && seen[at] == old_bytes[at])
        at++;
    saw = seen[at];
    free(seen);
    expect(at == b->size,
           "%s：文件的第 %zu 字节从 0x%02x 变成了 0x%02x，应保持原样",
           "%s: byte %zu of the file changed from 0x%02x to 0x%02x; it must "
           "stay as it was",
           when, at, old_bytes[at], saw);
}

static void expect_zeros(size_t from, size_t to, const char *when)
{
    unsigned char *seen = calloc(1, to - from + 1);
    size_t at = 0;
    int saw;

    if (!seen || pread(mine, seen, to - from, (off_t)from) == -1)
        grader_error("read the file under test");
    while (at < to - from && seen[at] == 0)
        at++;
    saw = seen[at];
    free(seen);
    expect(at == to - from,
           "%s，从 %zu 字节变到 %zu 字节：新的第 %zu 字节是 0x%02x，应为 0",
           "%s, from %zu to %zu bytes: the new byte %zu is 0x%02x, expected 0",
           when, from, to, from + at, saw);
}

static void expect_position(const struct bench *b, off_t want, const char *zh,
                            const char *en)
{
    off_t position = position_now(b);

    expect(position == want,
           "%s%.0s：文件偏移现在是 %lld，调用前是 %lld，应保持原样",
           "%.0s%s: the file offset is %lld now, it was %lld before the call; "
           "it must stay as it was",
           zh, en, (long long)position, (long long)want);
}

/* ---- making files -------------------------------------------------------- */

/* Bytes of which none is 0: a zero written among them can be seen. */
static void fill(size_t size)
{
    free(old_bytes);
    old_bytes = malloc(size + 1);
    if (!old_bytes)
        grader_error("memory for the bytes of a file");
    chance_fill(old_bytes, size);
    for (size_t i = 0; i < size; i++)
        old_bytes[i] |= 1;
    old_bytes[size] = 0;
    if (pwrite(mine, old_bytes, size, 0) != (ssize_t)size)
        grader_error("fill the file under test");
}

static void adopt(struct bench *b, const struct claim *c, size_t size)
{
    char path[64];

    if (c->ret == -1) {
        errno = c->err;
        grader_error("open a file in the student's process");
    }
    b->fd = (int)c->ret;
    if (mine != -1)
        close(mine);
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)b->s->pid, b->fd);
    mine = open(path, O_RDWR | O_CLOEXEC);
    if (mine == -1)
        grader_error("open the file under test");
    fill(size);
    b->size = size;
    b->blocks = blocks_now();
    b->position = position_now(b);
}

static void open_path(struct bench *b, const char *path, size_t size,
                      off_t position)
{
    struct claim c;

    student_call(b->s, &c, "open %lld %s", (long long)position, path);
    adopt(b, &c, size);
}

static void open_file(struct bench *b, size_t size, off_t position)
{
    struct fixture f = fixture_hole(0);

    open_path(b, f.path, size, position);
}

static void open_object(struct bench *b, const char *kind, size_t size)
{
    struct claim c;

    student_call(b->s, &c, "%s %zu", kind, size);
    adopt(b, &c, size);
}

static void make_in(const char *folder, const char *name, char *path,
                    size_t room)
{
    int fd;

    snprintf(path, room, "%s/%s", folder, name);
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd == -1)
        grader_error("create a file in a small file system");
    close(fd);
}

/* A file system of so many pages with two empty files, and a process that
 * sees it: it has to start after the file system was mounted. */
static char file_in_box[300], rest_in_box[300];

static struct student *start_with_box(size_t pages)
{
    char options[64];
    const char *box;

    snprintf(options, sizeof options, "size=%zu", pages * page_size);
    box = fixture_box(options);
    make_in(box, "file", file_in_box, sizeof file_in_box);
    make_in(box, "rest", rest_in_box, sizeof rest_in_box);
    return student_start();
}

/* Take all the room that is left in the box. */
static void fill_box(void)
{
    static const char zeros[4096];
    int fd = open(rest_in_box, O_WRONLY | O_CLOEXEC);

    if (fd == -1)
        grader_error("fill a small file system");
    while (write(fd, zeros, sizeof zeros) > 0)
        ;
    close(fd);
}

/* ---- asking -------------------------------------------------------------- */

static struct claim ask(struct bench *b, size_t want, int how)
{
    struct claim c;

    student_call(b->s, &c, "grow %zu %d", want, how);
    return c;
}

static void expect_grown(const struct bench *b, const struct claim *c,
                         size_t want, int how, int exactly)
{
    size_t size = size_now();

    expect(c->ret == 1 && (exactly ? size == want : size >= want),
           "%s，从 %zu 字节到 %zu 字节：返回 %ld（%s），文件现在是 %zu "
           "字节；应返回 1，文件应为 %zu 字节",
           "%s, from %zu to %zu bytes: returned %ld (%s), and the file is %zu "
           "bytes long; expected 1 and %zu bytes",
           how_names[how], b->size, want, c->ret, error_word(c->err), size,
           want);
}

/* A call that must make the file longer, and does. That the length is exact
 * is a fact of its own, seen by the checks of each way. */
static void grow(struct bench *b, size_t want, int how)
{
    struct claim c = ask(b, want, how);

    expect_grown(b, &c, want, how, 0);
}

static void grow_exactly(struct bench *b, size_t want, int how)
{
    struct claim c = ask(b, want, how);

    expect_grown(b, &c, want, how, 1);
}

/* A call that must fail, and leave length, bytes and offset as they were. */
static void refused(struct bench *b, size_t want, int how, int err,
                    const char *zh, const char *en)
{
    struct claim c = ask(b, want, how);

    expect(c.ret == -1 && c.err == err, "%s%.0s：返回 %ld（%s），应为 -1（%s）",
           "%.0s%s: returned %ld (%s), expected -1 (%s)", zh, en, c.ret,
           error_word(c.err), error_word(err));
    expect_size(b->size, zh, en);
    expect_old_bytes(b, how_names[how]);
    expect_position(b, b->position, zh, en);
}

/* ---- the checks: each way ------------------------------------------------ */

/* From and to, in bytes: an empty file, page edges, nothing even. */
static void each_growth(int how,
                        void (*look)(const struct bench *b, size_t want))
{
    const size_t P = page_size;
    const struct {
        size_t from, to;
    } steps[] = {{0, 1}, {0, P}, {P, P + 1}, {100, 5 * P + 37}, {P + 9, 8 * P}};
    struct bench b = {.s = student_start()};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        open_file(&b, steps[i].from, 0);
        grow_exactly(&b, steps[i].to, how);
        if (look)
            look(&b, steps[i].to);
    }
    student_end(b.s);
}

static void sparse_grows(void)
{
    each_growth(GROW_SPARSE, NULL);
}

static void expect_one_byte(const struct bench *b, size_t want)
{
    const size_t one_page = page_size / 512;
    size_t more = blocks_now() - b->blocks;
    off_t last = (off_t)want - 1;

    expect(lseek(mine, last, SEEK_DATA) == last,
           "GROW_LSEEK，变到 %zu 字节：长度对了，可是最后一个字节在空洞里，没有"
           "写过",
           "GROW_LSEEK, to %zu bytes: the length is right, but the last byte "
           "lies in a hole: it was never written",
           want);
    expect(more <= one_page,
           "GROW_LSEEK，从 %zu 字节到 %zu 字节：多占了 %zu 块（每块 512 字节）"
           "，一个字节最多占 %zu 块",
           "GROW_LSEEK, from %zu to %zu bytes: %zu more blocks (of 512 bytes) "
           "are taken, one byte takes at most %zu",
           b->size, want, more, one_page);
}

static void lseek_grows(void)
{
    each_growth(GROW_LSEEK, expect_one_byte);
}

static void expect_reserved(const struct bench *b, size_t want)
{
    size_t bytes = blocks_now() * 512;

    (void)b;
    expect(bytes >= want,
           "GROW_ALLOC，变到 %zu 字节：只有 %zu 字节的块（st_blocks），其余是"
           "空洞",
           "GROW_ALLOC, to %zu bytes: there are blocks for %zu bytes only "
           "(st_blocks), the rest is a hole",
           want, bytes);
}

static void alloc_grows(void)
{
    each_growth(GROW_ALLOC, expect_reserved);
}

static void sparse_no_blocks(void)
{
    struct bench b = {.s = student_start()};
    size_t more;

    open_file(&b, page_size + 100, 0);
    grow(&b, 40 * page_size + 5, GROW_SPARSE);
    more = blocks_now() - b.blocks;
    expect(more == 0,
           "GROW_SPARSE，变大 39 页：多占了 %zu 块（每块 512 字节），应为 0",
           "GROW_SPARSE, 39 pages longer: %zu more blocks (of 512 bytes) are "
           "taken, expected none",
           more);
    student_end(b.s);
}

/* ---- the checks: all ways ------------------------------------------------ */

static void new_bytes_zero(void)
{
    struct bench b = {.s = student_start()};

    for (int how = 0; how < WAYS; how++) {
        open_file(&b, 2 * page_size + 100, 0);
        grow(&b, 6 * page_size + 37, how);
        expect_zeros(b.size, 6 * page_size + 37, how_names[how]);
    }
    student_end(b.s);
}

static void old_bytes_kept(void)
{
    struct bench b = {.s = student_start()};

    for (int how = 0; how < WAYS; how++) {
        open_file(&b, 2 * page_size + 100, 0);
        grow(&b, 6 * page_size + 37, how);
        expect_old_bytes(&b, how_names[how]);
    }
    student_end(b.s);
}

static void offset_kept(void)
{
    const size_t P = page_size;
    const size_t positions[] = {0, chance_between(1, 99), 100, 4 * P, 9 * P};
    struct bench b = {.s = student_start()};

    for (int how = 0; how < WAYS; how++)
        for (int i = 0; i < 5; i++) {
            open_file(&b, 100, (off_t)positions[i]);
            grow(&b, 4 * P, how);
            expect_position(&b, b.position, how_names[how], how_names[how]);
            ask(&b, 50, how); /* big enough */
            expect_position(&b, b.position, how_names[how], how_names[how]);
        }
    student_end(b.s);
}

static void expect_nothing_done(const struct bench *b, size_t from, int how)
{
    const char *const calls[] = {"ftruncate", "write", "pwrite", "fallocate",
                                 "posix_fallocate"};

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        expect(calls_count(b->s, from, calls[i]) == 0,
               "%s，文件够大，却调用了 %s",
               "%s, the file is big enough, and %s was called all the same",
               how_names[how], calls[i]);
}

static void never_shrinks(void)
{
    const size_t size = 2 * page_size + 100;
    const size_t wants[] = {size / 2, size - 1, size, 1, 0};
    struct bench b = {.s = student_start()};

    for (int how = 0; how < WAYS; how++) {
        open_file(&b, 10, 0);
        grow(&b, 11, how);
        open_file(&b, size, 0);
        for (int i = 0; i < 5; i++) {
            size_t from = calls_made(b.s);
            struct claim c = ask(&b, wants[i], how);

            expect_size(size, how_names[how], how_names[how]);
            expect_old_bytes(&b, how_names[how]);
            expect(c.ret == 0,
                   "%s，文件 %zu 字节，want 为 %zu：返回 %ld（%s），应为 0",
                   "%s, file of %zu bytes, want %zu: returned %ld (%s), "
                   "expected 0",
                   how_names[how], size, wants[i], c.ret, error_word(c.err));
            expect_nothing_done(&b, from, how);
        }
    }
    student_end(b.s);
}

static void other_objects(void)
{
    const char *const kinds[] = {"memfd", "shm"};
    struct bench b = {.s = student_start()};

    for (int kind = 0; kind < 2; kind++)
        for (int how = 0; how < WAYS; how++) {
            open_object(&b, kinds[kind], page_size + 100);
            grow(&b, 3 * page_size + 5, how);
            expect_old_bytes(&b, kinds[kind]);
            expect_zeros(b.size, 3 * page_size + 5, kinds[kind]);
        }
    student_end(b.s);
}

/* Beyond 2^31, where an int ends, and beyond 2^32, where what is left of it
 * looks small. */
static void large_want(void)
{
    const size_t wants[] = {((size_t)1 << 31) + 77,
                            ((size_t)1 << 32) + 3 * page_size + 5};
    struct bench b = {.s = student_start()};

    for (int how = GROW_SPARSE; how <= GROW_LSEEK; how++)
        for (int i = 0; i < 2; i++) {
            open_file(&b, 100, 0);
            grow_exactly(&b, wants[i], how);
        }
    student_end(b.s);
}

/* ---- the checks: what fails ---------------------------------------------- */

static void bad_arguments(void)
{
    struct bench b = {.s = student_start()};
    struct claim c;

    open_file(&b, 90, 7);
    grow(&b, 100, GROW_SPARSE);
    open_file(&b, 100, 7);
    student_call(b.s, &c, "grow -1 0");
    expect(c.ret == -1 && c.err == EINVAL,
           "want 为 -1：返回 %ld（%s），应为 -1（EINVAL）",
           "want -1: returned %ld (%s), expected -1 (EINVAL)", c.ret,
           error_word(c.err));
    for (int how = WAYS; how <= WAYS + 6; how++) {
        c = ask(&b, how % 2 ? 5000 : 50, how);
        expect(c.ret == -1 && c.err == EINVAL,
               "how 为 %d：返回 %ld（%s），应为 -1（EINVAL）",
               "how %d: returned %ld (%s), expected -1 (EINVAL)", how, c.ret,
               error_word(c.err));
    }
    expect_size(100, "拒绝以后", "after the refusals");
    student_call(b.s, &c, "grow-fd -1 -1 0");
    expect(c.ret == -1 && c.err == EINVAL,
           "fd 为 -1，want 也为 -1：返回 %ld（%s），应为 -1（EINVAL，先检查 "
           "want）",
           "fd -1 and want -1: returned %ld (%s), expected -1 (EINVAL: want is "
           "tested first)",
           c.ret, error_word(c.err));
    for (int how = 0; how < WAYS; how++) {
        student_call(b.s, &c, "grow-fd -1 100 %d", how);
        expect(c.ret == -1 && c.err == EBADF,
               "%s，fd 为 -1：返回 %ld（%s），应为 -1（EBADF）",
               "%s, fd -1: returned %ld (%s), expected -1 (EBADF)",
               how_names[how], c.ret, error_word(c.err));
    }
    student_end(b.s);
}

static void alloc_full(void)
{
    struct bench b = {.s = start_with_box(16)};

    open_path(&b, file_in_box, 2 * page_size + 100, 7);
    refused(&b, 64 * page_size, GROW_ALLOC, ENOSPC,
            "GROW_ALLOC，文件系统只有 16 页，want 是 64 页",
            "GROW_ALLOC, a file system of 16 pages, want of 64");
    grow(&b, 12 * page_size, GROW_ALLOC); /* what failed has kept nothing */
    expect_reserved(&b, 12 * page_size);
    student_end(b.s);
}

static void full_disk(void)
{
    struct bench b = {.s = start_with_box(16)};

    open_path(&b, file_in_box, 2 * page_size + 100, 7);
    fill_box();
    refused(&b, 20 * page_size, GROW_LSEEK, ENOSPC, "GROW_LSEEK，文件系统已满",
            "GROW_LSEEK, a full file system");
    student_end(b.s);
}

/* A disk that really is full, where we can make one; then one that fails. */
static void write_fails(void)
{
    struct bench b;

    if (isolated)
        full_disk();
    b.s = student_start();
    open_file(&b, 100, 7);
    grow(&b, 200, GROW_LSEEK);
    open_file(&b, 100, 7);
    calls_fail(b.s, "write", 1, EIO);
    calls_fail(b.s, "pwrite", 1, EIO);
    refused(&b, 3 * page_size, GROW_LSEEK, EIO, "GROW_LSEEK，写失败（EIO）",
            "GROW_LSEEK, a write that fails with EIO");
    student_end(b.s);
}

static void sealed(void)
{
    struct bench b = {.s = student_start()};
    struct claim c;

    for (int how = 0; how < WAYS; how++) {
        open_object(&b, "memfd", page_size + 100);
        grow(&b, page_size + 200, how);
        open_object(&b, "memfd", page_size + 100);
        student_call(b.s, &c, "seal");
        if (c.ret == -1) {
            errno = c.err;
            grader_error("seal a memfd");
        }
        c = ask(&b, 3 * page_size, how);
        expect(c.ret == -1 && c.err == EPERM,
               "%s，memfd 封住了，不许变大：返回 %ld（%s），应为 -1（EPERM）",
               "%s, a memfd sealed against growing: returned %ld (%s), "
               "expected -1 (EPERM)",
               how_names[how], c.ret, error_word(c.err));
        expect_size(b.size, how_names[how], how_names[how]);
    }
    student_end(b.s);
}

/* What a call meets the first time; the way it belongs to must cope. */
static const struct {
    int how;
    const char *call;
    enum { INTERRUPTED, NOTHING, SHORT } meets;
} hitches[] = {{GROW_SPARSE, "ftruncate", INTERRUPTED},
               {GROW_LSEEK, "write", INTERRUPTED},
               {GROW_LSEEK, "pwrite", INTERRUPTED},
               {GROW_LSEEK, "write", NOTHING},
               {GROW_LSEEK, "pwrite", NOTHING},
               {GROW_ALLOC, "posix_fallocate", INTERRUPTED},
               {GROW_ALLOC, "fallocate", INTERRUPTED},
               {GROW_ALLOC, "write", INTERRUPTED},
               {GROW_ALLOC, "pwrite", INTERRUPTED},
               {GROW_ALLOC, "write", SHORT},
               {GROW_ALLOC, "pwrite", SHORT}};

static const struct text hitch_words[] = {
    {"第一次被信号打断（EINTR）", "is interrupted (EINTR) the first time"},
    {"第一次返回 0", "returns 0 the first time"},
    {"第一次只写了 10 个字节", "writes 10 bytes only the first time"}};

static void expect_retried(struct bench *b, size_t want, size_t i)
{
    const struct text *words = &hitch_words[hitches[i].meets];
    struct claim c = ask(b, want, hitches[i].how);
    size_t size = size_now();

    expect(c.ret == 1 && size >= want,
           "%s，%s %s%.0s：返回 %ld（%s），文件是 %zu 字节；应返回 1，文件应为 "
           "%zu 字节",
           "%s, %s %.0s%s: returned %ld (%s), and the file is %zu bytes long; "
           "expected 1 and %zu bytes",
           how_names[hitches[i].how], hitches[i].call, words->zh, words->en,
           c.ret, error_word(c.err), size, want);
}

static void retried(void)
{
    struct bench b = {.s = student_start()};

    for (size_t i = 0; i < sizeof hitches / sizeof *hitches; i++) {
        open_file(&b, 100, 0);
        calls_no_plan(b.s);
        if (hitches[i].meets == INTERRUPTED)
            calls_fail(b.s, hitches[i].call, 1, EINTR);
        else if (hitches[i].meets == NOTHING)
            calls_return(b.s, hitches[i].call, 1, 0);
        else
            calls_short(b.s, hitches[i].call, 1, 10);
        expect_retried(&b, 2 * page_size, i);
    }
    student_end(b.s);
}

static const char *const functions[] = {"ensure_size", NULL};
static const char *const allow[] = {"memfd_create", NULL};

static const struct check checks[] = {
    {.id = "sparse_grows",
     .points = 2,
     .at = "ensure_size",
     .section = "growing",
     .title = {"GROW_SPARSE 变大以后正好是 want，返回 1",
               "GROW_SPARSE grows to exactly want and returns 1"},
     .hint = {"ftruncate 也能让文件变长。",
              "ftruncate can make a file longer, too."},
     .think =
         {"文件的长度只是 inode 里的一个数。要改这个数，非得写数据不可吗？",
          "The length of a file is a number in its inode. Must data be "
          "written to change that number?"},
     .run = sparse_grows},
    {.id = "lseek_grows",
     .points = 2,
     .at = "ensure_size",
     .section = "growing",
     .title = {"GROW_LSEEK 变大以后正好是 want，只多占末尾那一块",
               "GROW_LSEEK grows to exactly want and takes only the block of "
               "its end"},
     .hint = {"lseek 只移动偏移；在 want - 1 写一个字节，长度才是 want。",
              "lseek only moves the offset; one byte at want - 1 makes the "
              "size want."},
     .think = {"长 10 个字节的文件，最后一个字节的编号是几？要让它变成 20，该往"
               "几号写？",
               "What is the number of the last byte in a file of 10 bytes? For "
               "a file of 20, which number must be written?"},
     .run = lseek_grows},
    {.id = "alloc_grows",
     .points = 2,
     .at = "ensure_size",
     .section = "growing",
     .title = {"GROW_ALLOC 变大以后正好是 want，新的部分都占了块",
               "GROW_ALLOC grows to exactly want, with blocks behind all of "
               "the new part"},
     .hint = {"从旧的末尾起，占 want 减旧长度那么多字节。",
              "From the old end on, as many bytes as want less the old size."},
     .think = {"拿 stat 看 st_size 和 st_blocks * 512：哪个可以比哪个大？留着空"
               "洞的时候呢？",
               "Look at st_size and st_blocks * 512 with stat: which may be "
               "the larger one, and which is it when there is a hole?"},
     .run = alloc_grows},
    {.id = "new_bytes_zero",
     .points = 1,
     .needs = "sparse_grows",
     .at = "ensure_size",
     .section = "growing",
     .title = {"新的字节读出来都是 0", "all the new bytes read as 0"},
     .hint = {"写的那个字节也要是 0，不是字符 0。",
              "The byte you write has to be 0 as well, not the digit."},
     .think = {"write 从你给的地址取走一个字节。那个地址上放着什么？",
               "write takes one byte from the address you gave it. What lies "
               "at that address?"},
     .run = new_bytes_zero},
    {.id = "old_bytes_kept",
     .points = 1,
     .needs = "sparse_grows",
     .at = "ensure_size",
     .section = "growing",
     .title = {"旧的字节一个也没有变", "not one of the old bytes has changed"},
     .hint = {"只碰旧末尾之后的字节。", "Touch nothing before the old end."},
     .think = {"你写出去的每一段，从第几个字节开始？它和旧的内容重叠吗？",
               "At which byte does each piece you write start, and does it "
               "overlap the old contents?"},
     .run = old_bytes_kept},
    {.id = "offset_kept",
     .points = 1,
     .needs = "sparse_grows",
     .at = "ensure_size",
     .section = "lab-ensure-size",
     .title = {"文件偏移和以前一样", "the file offset is what it was"},
     .hint =
         {"移动之前先问 lseek(fd, 0, SEEK_CUR)，最后放回去；或者用 pwrite。",
          "Ask lseek(fd, 0, SEEK_CUR) before you move it and put it back, or "
          "use pwrite."},
     .think = {"调用者正读到文件的一半，顺便叫你把文件变大。他下一次 read 会从"
               "哪里读起？",
               "The caller is half way through reading the file when he asks "
               "you to grow it. Where does his next read start?"},
     .run = offset_kept},
    {.id = "never_shrinks",
     .points = 2,
     .at = "ensure_size",
     .section = "lab-ensure-size",
     .title = {"已经够大的文件不变，返回 0",
               "a file that is big enough is left alone, and 0 is returned"},
     .hint = {"先问文件多长，再决定做不做。",
              "Ask how long the file is before you do anything."},
     .think = {"want 正好等于长度，或者是 0，你的程序走哪条路？路上有没有写过东"
               "西？",
               "With want equal to the length, or 0: which way does your "
               "program take, and is anything written on it?"},
     .run = never_shrinks},
    {.id = "sparse_no_blocks",
     .points = 1,
     .needs = "sparse_grows",
     .at = "ensure_size",
     .section = "growing",
     .title = {"GROW_SPARSE 一块也不占", "GROW_SPARSE takes no blocks"},
     .hint =
         {"空洞没有块；只改长度就够了。",
          "A hole has no blocks: changing the length is all there is to do."},
     .think = {"一个 1 TiB 的文件可以放在 1 GiB 的磁盘上吗？ls -l 和 du 各说什"
               "么？",
               "Can a file of 1 TiB be on a disk of 1 GiB? What does ls -l say "
               "of it, and what du?"},
     .run = sparse_no_blocks},
    {.id = "alloc_full",
     .points = 2,
     .needs = "sparse_grows",
     .at = "ensure_size",
     .section = "growing",
     .title = {"地方不够时 GROW_ALLOC 当场报 ENOSPC，长度不变",
               "when there is no room GROW_ALLOC says ENOSPC at once, and the "
               "size stays"},
     .hint =
         {"posix_fallocate 返回错误码，不是 -1；失败以后文件可能已经长了一截。",
          "posix_fallocate returns the error number, not -1; and after a "
          "failure the file may have grown a bit."},
     .think = {"如果这里说了“好”，以后往映射里写到没有块的那一页，谁会收到什么"
               "？",
               "Suppose you say “fine” here. Later somebody stores into a "
               "mapped page without a block: what does he get?"},
     .run = alloc_full},
    {.id = "retried",
     .points = 1,
     .needs = "sparse_grows",
     .at = "ensure_size",
     .section = "lab-ensure-size",
     .title = {"被信号打断的调用和写了 0 个字节的 write 会再来一次",
               "a call that a signal interrupts, and a write of 0 bytes, is "
               "made again"},
     .hint = {"EINTR 和 0 都不是失败：再试一次。",
              "Neither EINTR nor 0 is a failure: try again."},
     .think = {"把每个系统调用的返回值分成三类：成了、没成、还没完。哪些值属于"
               "第三类？",
               "Sort what each call may return into done, failed, and not "
               "finished yet. Which values belong to the third?"},
     .run = retried},
    {.id = "write_fails",
     .points = 1,
     .needs = "lseek_grows",
     .at = "ensure_size",
     .section = "failure",
     .title =
         {"write 失败时返回它的 errno，长度和偏移都不变",
          "when write fails its errno is returned, and size and offset stay"},
     .hint = {"失败的路上也要把偏移放回去，而且放回去的时候不能丢了 errno。",
              "Put the offset back on the way out of a failure, too, and do "
              "not lose errno while doing so."},
     .think = {"从 lseek 之后到 return 有几条路？在纸上走一遍，每条路上偏移停在"
               "哪里？",
               "How many ways lead from the lseek to a return? Walk each of "
               "them on paper: where is the offset at its end?"},
     .run = write_fails},
    {.id = "sealed",
     .points = 1,
     .at = "ensure_size",
     .section = "failure",
     .title = {"封住的 memfd 变不大：EPERM，长度不变",
               "a memfd sealed against growing stays as it is: EPERM"},
     .hint = {"每个调用的结果都要看。", "Look at the result of every call."},
     .think = {"内核说了不行，你的调用者听得到吗？他会接着去映射那一段的。",
               "The kernel said no: does your caller get to hear it? He is "
               "going to map that part next."},
     .run = sealed},
    {.id = "other_objects",
     .points = 1,
     .needs = "sparse_grows",
     .at = "ensure_size",
     .section = "growing",
     .title = {"memfd 和共享内存对象也一样能变大",
               "a memfd and a shared memory object grow as well"},
     .hint = {"只看 fstat 的长度，不要求文件有名字或路径。",
              "Go by the size from fstat; do not ask for a name or a path."},
     .think = {"一个没有名字的文件，哪些 stat 的字段和普通文件不同？你的程序看"
               "了哪一个？",
               "Which fields of stat differ when a file has no name, and which "
               "of them does your program look at?"},
     .run = other_objects},
    {.id = "large_want",
     .points = 1,
     .needs = "sparse_grows",
     .at = "ensure_size",
     .section = "growing",
     .title = {"超过 4 GiB 的 want 也正好",
               "a want beyond 4 GiB is exact as well"},
     .hint = {"长度的类型是 off_t，不是 int。",
              "The type of a size is off_t, not int."},
     .think = {"沿着 want 走一遍你的程序：它每换一个变量，还装得下吗？",
               "Follow want through your program: each time it moves to "
               "another variable, does it still fit?"},
     .run = large_want},
    {.id = "bad_arguments",
     .points = 1,
     .at = "ensure_size",
     .section = "lab-ensure-size",
     .title = {"负的 want 和不认识的 how 得到 EINVAL",
               "a negative want and an unknown how get EINVAL"},
     .hint = {"先检查参数；长度够不够是后面的事。",
              "Test the arguments first; whether the file is big enough comes "
              "later."},
     .think = {"how 是 7 的时候，你的 if 或 switch 落到哪一支？那一支是替谁写的"
               "？",
               "With a how of 7, where does your if or switch end up, and for "
               "whom was that branch written?"},
     .run = bad_arguments},
    {0},
};

const struct lab lab = {.name = "ensure_size",
                        .number = "2.4",
                        .chapter = "02-mapped-files",
                        .title = {"正确地变大", "grow a file the right way"},
                        .functions = functions,
                        .allow = allow,
                        .file_mb = 8192,
                        .checks = checks};
