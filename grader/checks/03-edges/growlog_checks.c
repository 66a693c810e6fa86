/* growlog_checks.c - what must hold of a log that grows and never faults
 *
 * Writer and reader are two students. The checker keeps its own copy of what
 * must be in the log, and looks into the file by pread. Facts used: M003 (a
 * hole on a full disk), C028 (SIGBUS beyond the last page), C045 and C070 (the
 * size of now counts), C059 (O_TRUNC), M043 (mremap moves), M064, M067
 * (reservation).
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "fixture.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HEAD = 8, ROOM = 1 << 20, UNTOUCHED = 0x5a };

static const struct text the_writer = {"写者", "the writer"};
static const struct text the_reader = {"读者", "the reader"};
static const struct text new_reader = {"新的读者进程", "a new reader process"};
static const struct text new_writer = {"新的写者进程", "a new writer process"};

/* The log of the running check: where it is, and what has been committed. */
static struct {
    char path[256];
    struct fixture f;
    size_t length;
    unsigned char bytes[ROOM];
} book;

static unsigned char seen[ROOM];

/* ---- the file ------------------------------------------------------------ */

/* A log of this name, of which nothing is known yet. */
static void new_book(const char *path)
{
    if (book.f.fd > 0)
        close(book.f.fd);
    memset(&book.f, 0, sizeof book.f);
    snprintf(book.path, sizeof book.path, "%s", path);
    fixture_expect(path);
    book.length = 0;
}

/* The file is there: from now on it is seen through our own descriptor. */
static void find_file(void)
{
    struct stat sb;
    int fd = open(book.path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    expect(fd != -1 && fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode),
           "glog_open 返回 0，可是这个名字下没有日志文件",
           "glog_open returned 0, but there is no log file of that name");
    book.f.fd = fd;
    book.f.dev = sb.st_dev;
    book.f.ino = sb.st_ino;
}

static uint64_t committed_in_file(void)
{
    uint64_t committed;

    fixture_read(&book.f, 0, &committed, sizeof committed);
    return committed;
}

static void expect_committed(void)
{
    uint64_t committed = committed_in_file();

    expect(committed == book.length,
           "用 pread 看文件的头：committed 是 %" PRIu64 "，应为 %zu",
           "pread of the file's header: committed is %" PRIu64 ", expected %zu",
           committed, book.length);
}

/* Header and data in the file are what they must be, from `from` on. */
static void expect_in_file(size_t from)
{
    size_t n = book.length - from, at, size = fixture_size(&book.f);

    expect_committed();
    expect(size >= HEAD + book.length,
           "文件只有 %zu 字节，应至少有 8 + %zu 字节",
           "the file has %zu bytes only, expected at least 8 + %zu", size,
           book.length);
    fixture_read(&book.f, HEAD + from, seen, n);
    at = first_difference(seen, book.bytes + from, n);
    expect(at == n,
           "用 pread 看文件：数据的第 %zu 个字节和加进去的不同（共 %zu 字节）",
           "pread of the file: byte %zu of the data is not what was appended "
           "(%zu bytes in all)",
           from + at, book.length);
}

/* ---- asking -------------------------------------------------------------- */

static struct claim ask_open(struct student *s, int slot, int writer)
{
    struct claim c;

    student_call(s, &c, "open %d %d %s", slot, writer, book.path);
    return c;
}

static void opens_as(struct student *s, int slot, int writer, struct text who)
{
    struct claim c = ask_open(s, slot, writer);

    expect(c.ret == 0, "%s%.0s打开日志：返回 %ld（%s），应为 0",
           "%.0s%s opens the log: returned %ld (%s), expected 0", who.zh,
           who.en, c.ret, error_word(c.err));
    if (book.f.fd == 0)
        find_file();
}

static void opens(struct student *s, int writer)
{
    opens_as(s, 0, writer, writer ? the_writer : the_reader);
}

static void closes(struct student *s)
{
    struct claim c;

    student_call(s, &c, "close 0");
    expect(c.ret == 0, "glog_close 返回 %ld（%s），应为 0",
           "glog_close returned %ld (%s), expected 0", c.ret,
           error_word(c.err));
}

/* The next record, behind what is committed; the driver makes the same one
 * from the same seed. */
static uint64_t next_record(size_t n)
{
    uint64_t first = chance_u64(), seed = first;

    if (book.length + n > ROOM) {
        errno = ENOSPC;
        grader_error("a copy of the log");
    }
    for (size_t i = 0; i < n; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        book.bytes[book.length + i] = (unsigned char)(seed >> 56);
    }
    return first;
}

static struct claim ask_append(struct student *s, size_t n)
{
    struct claim c;

    student_call(s, &c, "append 0 %zu %" PRIu64, n, next_record(n));
    return c;
}

/* A record that must be taken. */
static void expect_taken(const struct claim *c, size_t n)
{
    expect(c->ret == (long)book.length,
           "已提交 %1$zu 字节，再加 %2$zu 字节的记录：返回 %3$ld（%4$s），应为"
           "偏移 %1$zu",
           "%1$zu bytes are committed, append of %2$zu more: returned %3$ld "
           "(%4$s), expected offset %1$zu",
           book.length, n, c->ret, error_word(c->err));
    book.length += n;
}

static void append(struct student *s, size_t n)
{
    struct claim c = ask_append(s, n);

    expect_taken(&c, n);
}

/* ---- reading ------------------------------------------------------------- */

/* A read that must give `want` bytes of the log, and touch nothing else. */
static void reads_as(struct student *s, struct text who, size_t off, size_t n,
                     size_t want)
{
    struct claim c;
    size_t at, look = want < ROOM - 1 ? want + 1 : ROOM;

    student_call(s, &c, "read 0 %zu %zu", off, n);
    expect(c.ret == (long)want,
           "%s%.0s从偏移 %zu 读 %zu 个字节（已提交 %zu）：返回 %ld（%s），应为 "
           "%zu",
           "%.0s%s reads from offset %zu on, %zu bytes (%zu are committed): "
           "returned %ld (%s), expected %zu",
           who.zh, who.en, off, n, book.length, c.ret, error_word(c.err), want);
    if (view_read(s->pid, c.value[0], seen, look) != (ssize_t)look)
        grader_error("read the student's buffer");
    at = first_difference(seen, book.bytes + (want ? off : 0), want);
    expect(
        at == want,
        "%s%.0s从偏移 %zu 读 %zu 个字节：得到的第 %zu 个字节不是提交过的那个",
        "%.0s%s reads from offset %zu on, %zu bytes: byte %zu it gets is "
        "not the one that was committed",
        who.zh, who.en, off, n, at);
    expect(look == want || seen[want] == UNTOUCHED,
           "%s%.0s从偏移 %zu 读到 %zu 个字节，可是 buf 里后面的字节也变了",
           "%.0s%s reads from offset %zu on and gets %zu bytes, but buf has "
           "changed behind them, too",
           who.zh, who.en, off, want);
}

static void reads(struct student *s, struct text who, size_t off, size_t n)
{
    size_t rest = off < book.length ? book.length - off : 0;

    reads_as(s, who, off, n, n < rest ? n : rest);
}

/* Everything that is committed, and not a byte more. */
static void reads_all(struct student *s, struct text who)
{
    reads(s, who, 0, book.length + 5000);
}

/* A process that was not there before reads it all. */
static void another_reads_all(void)
{
    struct student *r = student_start();

    opens_as(r, 0, 0, new_reader);
    reads_all(r, new_reader);
    student_end(r);
}

/* ---- the checks: records ------------------------------------------------- */

static void append_offsets(void)
{
    const size_t sizes[] = {5, 300, 1, chance_between(2, 200)};
    struct student *w = student_start();

    new_book(fixture_missing());
    opens(w, 1);
    for (int i = 0; i < 4; i++) {
        append(w, sizes[i]);
        expect_in_file(0);
    }
    student_end(w);
}

static void reopen_keeps(void)
{
    struct student *w = student_start(), *again = student_start();

    new_book(fixture_missing());
    opens(w, 1);
    append(w, 6000);
    closes(w);
    opens(w, 1);
    expect_in_file(0);
    append(w, 700);
    reads_all(w, the_writer);
    closes(w);
    opens_as(again, 0, 1, new_writer);
    expect_in_file(0);
    append(again, 50);
    reads_all(again, new_writer);
    student_end(again);
    student_end(w);
}

static void reads_at_the_end(struct student *s, struct text who)
{
    const size_t n = book.length;
    const struct {
        size_t off, n;
    } asked[] = {{0, n},        {n - 10, 50}, {n - 10, 10},
                 {n, 50},       {n + 1, 50},  {100000, 50},
                 {SIZE_MAX, 1}, {3, 0},       {SIZE_MAX - 7, 50},
                 {0, SIZE_MAX}, {1, SIZE_MAX}};

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        reads(s, who, asked[i].off, asked[i].n);
}

static void read_limits(void)
{
    struct student *w = student_start(), *r = student_start();

    new_book(fixture_missing());
    opens(w, 1);
    opens(r, 0);
    reads(r, the_reader, 0, 50);
    append(w, 100);
    reads_at_the_end(w, the_writer);
    reads_at_the_end(r, the_reader);
    student_end(r);
    student_end(w);
}

/* ---- the checks: growing ------------------------------------------------- */

static void reader_follows(void)
{
    struct student *w = student_start(), *r = student_start();

    new_book(fixture_missing());
    opens(w, 1);
    opens(r, 0);
    reads(r, the_reader, 0, 100);
    for (int i = 0; i < 60; i++) {
        size_t from = book.length;

        append(w, chance_between(1, 9000));
        reads(r, the_reader, from, 10000);
    }
    expect_in_file(0);
    reads_all(r, the_reader);
    reads_all(w, the_writer);
    student_end(r);
    student_end(w);
}

static void fence(struct student *s)
{
    struct claim c;

    student_call(s, &c, "fence %s", book.path);
}

static void mapping_moves(void)
{
    struct student *w = student_start(), *r = student_start();

    new_book(fixture_missing());
    opens(w, 1);
    opens(r, 0);
    for (int i = 0; i < 40; i++) {
        size_t from = book.length;

        fence(w);
        append(w, 5000);
        expect_in_file(from);
        reads(w, the_writer, from, 5000);
        fence(r);
        reads(r, the_reader, from, 5000);
    }
    reads_all(w, the_writer);
    reads_all(r, the_reader);
    student_end(r);
    student_end(w);
}

/* ---- the checks: opening ------------------------------------------------- */

static void expect_refused(struct student *s, int slot, const char *zh,
                           const char *en)
{
    int descriptors = view_descriptors(s->pid, 0, 0);
    long mapped = view_bytes_mapped(s->pid, book.f.dev, book.f.ino);
    struct claim c = ask_open(s, slot, 1);

    expect(c.ret == -1 && (c.err == EBUSY || c.err == EAGAIN),
           "%s%.0s：返回 %ld（%s），应为 -1（EBUSY 或 EAGAIN）",
           "%.0s%s: returned %ld (%s), expected -1 (EBUSY or EAGAIN)", zh, en,
           c.ret, error_word(c.err));
    expect(c.value[1] == 1, "%s%.0s：失败以后 *g 被改动了，应保持原样",
           "%.0s%s: *g was changed by a call that failed; it must stay as it "
           "was",
           zh, en);
    expect(view_descriptors(s->pid, 0, 0) == descriptors &&
               view_bytes_mapped(s->pid, book.f.dev, book.f.ino) == mapped,
           "%s%.0s：失败以后留下了描述符或者映射",
           "%.0s%s: a descriptor or a mapping was left after the failure", zh,
           en);
}

static void second_writer(void)
{
    struct student *w = student_start(), *other = student_start();

    new_book(fixture_missing());
    opens(w, 1);
    append(w, 500);
    expect_refused(other, 0, "另一个进程里的第二个写者",
                   "a second writer in another process");
    expect_refused(w, 1, "同一个进程里的第二个写者",
                   "a second writer in the same process");
    expect_refused(other, 0, "同一个进程里拒绝过一个之后，另一个进程里的写者",
                   "a writer in another process, after one was refused within "
                   "the same process");
    append(w, 70);
    expect_in_file(0);
    closes(w);
    opens_as(other, 0, 1, new_writer);
    append(other, 30);
    expect_in_file(0);
    student_end(other);
    student_end(w);
}

static void expect_no_append(struct student *r)
{
    struct claim c = ask_append(r, 100);

    expect(c.ret == -1 && (c.err == EBADF || c.err == EACCES),
           "往只读打开的日志里加记录：返回 %ld（%s），应为 -1（EBADF 或 "
           "EACCES）",
           "append to a log opened for reading: returned %ld (%s), expected "
           "-1 (EBADF or EACCES)",
           c.ret, error_word(c.err));
    expect_in_file(0);
}

static void reader_only_reads(void)
{
    struct student *w = student_start(), *r = student_start();
    struct claim c;

    new_book(fixture_missing());
    c = ask_open(r, 0, 0);
    expect(c.ret == -1 && c.err == ENOENT,
           "只读打开，而文件不存在：返回 %ld（%s），应为 -1（ENOENT）",
           "opened for reading, and there is no file: returned %ld (%s), "
           "expected -1 (ENOENT)",
           c.ret, error_word(c.err));
    expect(!fixture_exists(book.path), "只读打开，却创建了文件",
           "opened for reading, it created the file");
    opens(w, 1);
    append(w, 250);
    opens(r, 0);
    expect_no_append(r);
    reads_all(r, the_reader);
    expect_no_append(r);
    reads_all(r, the_reader);
    student_end(r);
    student_end(w);
}

/* ---- the checks: a file that is short ------------------------------------ */

static void reads_nothing(const struct fixture *f)
{
    struct student *r = student_start();
    struct claim c;

    new_book(f->path);
    c = ask_open(r, 0, 0);
    expect(c.ret == 0,
           "只读打开 %zu 字节的文件（头有 8 字节）：返回 %ld（%s），应为 0",
           "a file of %zu bytes (the header has 8), opened for reading: "
           "returned %ld (%s), expected 0",
           f->size, c.ret, error_word(c.err));
    reads_as(r, the_reader, 0, 100, 0);
    student_end(r);
}

static void cut(size_t size)
{
    if (ftruncate(book.f.fd, (off_t)size) == -1)
        grader_error("cut the log");
}

static void file_too_short(void)
{
    struct fixture empty = fixture_hole(0), three = fixture_bytes("abc", 3);
    struct student *w, *r;

    reads_nothing(&empty);
    reads_nothing(&three);
    w = student_start();
    r = student_start();
    new_book(fixture_missing());
    opens(w, 1);
    append(w, 9000);
    opens(r, 0);
    reads_all(r, the_reader);
    cut(5000);
    reads_as(r, the_reader, 0, 9000, 5000 - HEAD);
    reads_as(r, the_reader, 8500, 100, 0);
    cut(4);
    reads_as(r, the_reader, 0, 9000, 0);
    cut(0);
    reads_as(r, the_reader, 0, 9000, 0);
    student_end(r);
    student_end(w);
}

/* ---- the checks: a full disk --------------------------------------------- */

enum { BOX = 64 * 1024, FULL_RECORD = 3000 };

static void expect_no_space(const struct claim *c)
{
    expect(c->ret == -1 && c->err == ENOSPC,
           "64 KiB 的磁盘上已提交 %zu 字节，再加 %d 字节：返回 "
           "%ld（%s），应为 -1（ENOSPC）",
           "%zu bytes committed on a disk of 64 KiB, append of %d more: "
           "returned %ld (%s), expected -1 (ENOSPC)",
           book.length, FULL_RECORD, c->ret, error_word(c->err));
}

/* Append until there is no room; at least `least` records must have had it. */
static void append_until_full(struct student *w, size_t least)
{
    size_t records = 0;
    struct claim c = ask_append(w, FULL_RECORD);

    while (c.ret != -1 && book.length < BOX) {
        expect_taken(&c, FULL_RECORD);
        records++;
        c = ask_append(w, FULL_RECORD);
    }
    expect_no_space(&c);
    expect(records >= least,
           "64 KiB 的磁盘上，只加了 %zu 条 %d 字节的记录就报 ENOSPC，应至少 "
           "%zu 条",
           "on a disk of 64 KiB there was ENOSPC after %zu records of %d "
           "bytes, expected at least %zu",
           records, FULL_RECORD, least);
}

/* A file in the box: `size` bytes, or as many as there is room for. */
static int fill_box(const char *box, size_t size)
{
    static const char block[512];
    char path[256];
    int fd;

    snprintf(path, sizeof path, "%s/other", box);
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd == -1)
        grader_error("a file in the small file system");
    while (size > 0) {
        size_t n = size < sizeof block ? size : sizeof block;

        if (write(fd, block, n) != (ssize_t)n)
            break;
        size -= n;
    }
    return fd;
}

/* Not even a new log finds room. It may be made, and take nothing. */
static void expect_full_from_the_start(struct student *w)
{
    struct claim c = ask_open(w, 0, 1);

    expect(c.ret == 0 || (c.ret == -1 && c.err == ENOSPC),
           "磁盘一个字节也不剩，打开一个新的日志：返回 %ld（%s），应为 "
           "-1（ENOSPC）或者 0",
           "not a byte left on the disk, a new log is opened: returned %ld "
           "(%s), expected -1 (ENOSPC) or 0",
           c.ret, error_word(c.err));
    if (c.ret != 0)
        return;
    c = ask_append(w, FULL_RECORD);
    expect_no_space(&c);
}

static void no_space_no_signal(void)
{
    const char *box = fixture_box("size=64k");
    struct student *w = student_start(), *other = student_start();
    char path[256];

    snprintf(path, sizeof path, "%s/log", box);
    new_book(path);
    opens(w, 1);
    append_until_full(w, 10);
    expect_committed();
    close(fill_box(box, BOX));
    snprintf(path, sizeof path, "%s/second", box);
    new_book(path);
    expect_full_from_the_start(other);
    student_end(other);
    student_end(w);
}

static void no_space_keeps(void)
{
    const char *box = fixture_box("size=64k");
    struct student *w = student_start(), *r = student_start();
    int other = fill_box(box, 40000);
    struct claim c;
    char path[256];

    snprintf(path, sizeof path, "%s/log", box);
    new_book(path);
    opens(w, 1);
    opens(r, 0);
    append_until_full(w, 1);
    expect_in_file(0);
    reads_all(w, the_writer);
    reads_all(r, the_reader);
    another_reads_all();
    if (ftruncate(other, 0) == -1)
        grader_error("make room in the small file system");
    close(other);
    c = ask_append(w, FULL_RECORD);
    expect(c.ret == (long)book.length,
           "磁盘满过一次，现在又有地方了，再加一条：返回 %ld（%s），应为偏移 "
           "%zu",
           "the disk was full and has room again, one more append: returned "
           "%ld (%s), expected offset %zu",
           c.ret, error_word(c.err), book.length);
    expect_taken(&c, FULL_RECORD);
    expect_in_file(0);
    reads_all(r, the_reader);
    student_end(r);
    student_end(w);
}

/* ---- the checks: calls that fail ----------------------------------------- */

/* One append which may meet the planned failure: it is taken, or refused with
 * this errno. Either way the file says the same. Returns 1 if refused. */
static int taken_or_refused(struct student *w, const char *call, size_t n,
                            int err)
{
    struct claim c = ask_append(w, n);
    int refused = c.ret == -1;
    size_t end = book.length + (refused ? 0 : n);

    expect(c.ret == (long)book.length || (refused && c.err == err),
           "%1$s 失败：已提交 %2$zu 字节，再加 %3$zu 字节，返回 "
           "%4$ld（%5$s），应为 -1（%6$s），没有遇到失败则是 %2$zu",
           "%1$s fails: %2$zu bytes are committed, append of %3$zu more "
           "returned %4$ld (%5$s), expected -1 (%6$s), or %2$zu if it did not "
           "meet the failure",
           call, book.length, n, c.ret, error_word(c.err), error_word(err));
    expect(committed_in_file() == end && fixture_size(&book.f) >= HEAD + end,
           "%1$s 失败：glog_append 返回 %2$ld 以后，committed 是 %3$" PRIu64
           "（应为 %4$zu），文件有 %5$zu 字节（应至少有 8 + %4$zu）",
           "%1$s fails: after glog_append returned %2$ld committed is "
           "%3$" PRIu64 " (expected %4$zu) and the file has %5$zu bytes "
           "(expected at least 8 + %4$zu)",
           call, c.ret, committed_in_file(), end, fixture_size(&book.f));
    book.length = end;
    reads_all(w, the_writer);
    return refused;
}

/* A new log; the nth call of this name fails once. A program that does not
 * make the call cannot be hurt by it. */
static void survive(struct student *w, const char *call, unsigned nth,
                    int fault, int err)
{
    int refused = 0;

    new_book(fixture_missing());
    opens(w, 1);
    calls_no_plan(w);
    calls_fail(w, call, nth, fault);
    for (int i = 0; i < 6; i++)
        refused += taken_or_refused(w, call, 3000, err);
    calls_no_plan(w);
    expect(refused <= 1,
           "%s 只失败了一次，6 条记录里却有 %d 条没有加上，应至多 1 条",
           "%s failed once, but %d of 6 records were refused, expected one at "
           "most",
           call, refused);
    append(w, 100);
    expect_in_file(0);
    closes(w);
}

static void reserve_fails(void)
{
    static const struct {
        const char *call;
        int fault;
    } plans[] = {{"posix_fallocate", ENOSPC}, {"fallocate", ENOSPC},
                 {"ftruncate", ENOSPC},       {"pwrite", ENOSPC},
                 {"write", ENOSPC},           {"madvise", EFAULT}};

    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        struct student *w = student_start();

        for (unsigned nth = 1; nth <= 4; nth++)
            survive(w, plans[i].call, nth, plans[i].fault, ENOSPC);
        student_end(w);
    }
}

static void open_without_memory(struct student *w)
{
    int before = view_descriptors(w->pid, 0, 0);
    struct claim c;

    new_book(fixture_missing());
    calls_no_plan(w);
    calls_fail(w, "mmap", 1, ENOMEM);
    c = ask_open(w, 0, 1);
    if (!calls_planned(w)) {
        closes(w);
        return;
    }
    calls_no_plan(w);
    expect(c.ret == -1 && c.err == ENOMEM && c.value[1] == 1,
           "glog_open 里 mmap 失败（ENOMEM）：返回 %ld（%s），应为 "
           "-1（ENOMEM），*g 不变",
           "mmap fails in glog_open (ENOMEM): returned %ld (%s), expected -1 "
           "(ENOMEM), and *g as it was",
           c.ret, error_word(c.err));
    expect(view_descriptors(w->pid, 0, 0) == before,
           "glog_open 里 mmap 失败以后，描述符没有关闭",
           "after mmap had failed in glog_open the descriptor was left open");
}

/* A reader meets the failure in one of its reads, and may try again. */
static void read_without_memory(struct student *w, const char *call)
{
    struct student *r = student_start();

    new_book(fixture_missing());
    opens(w, 1);
    append(w, 10);
    opens(r, 0);
    reads_all(r, the_reader);
    append(w, 30000);
    calls_no_plan(r);
    calls_fail(r, call, 1, ENOMEM);
    for (int i = 0; i < 2; i++) {
        struct claim c;

        student_call(r, &c, "read 0 0 40000");
        expect(c.ret == (long)book.length ||
                   (i == 0 && c.ret == -1 && c.err == ENOMEM),
               "读者的 %s 失败一次（ENOMEM），第 %d 次读：返回 %ld（%s），"
               "应为 %zu，或者第一次 -1（ENOMEM）",
               "%s fails once in the reader (ENOMEM), read number %d: "
               "returned %ld (%s), expected %zu, or -1 (ENOMEM) the first "
               "time",
               call, i + 1, c.ret, error_word(c.err), book.length);
    }
    reads_all(r, the_reader);
    closes(w);
    student_end(r);
}

static void map_fails(void)
{
    static const char *const calls[] = {"mremap", "mmap"};

    for (int i = 0; i < 2; i++) {
        struct student *w = student_start();

        open_without_memory(w);
        for (unsigned nth = 1; nth <= 3; nth++)
            survive(w, calls[i], nth, ENOMEM, ENOMEM);
        read_without_memory(w, calls[i]);
        student_end(w);
    }
}

/* ---- the checks: killed half-way ----------------------------------------- */

/* Append five records, and die at the point in the sixth. Its bytes stay in
 * book.bytes, behind what is committed. */
static void killed_at(int point)
{
    struct student *w = student_start();
    struct cell_end end;

    new_book(fixture_missing());
    opens(w, 1);
    for (int i = 0; i < 5; i++)
        append(w, 3000);
    calls_kill_at(w, (unsigned)point, 0);
    expect(
        student_call_ends(w, &end, "append 0 3000 %" PRIu64, next_record(3000)),
        "glog_append 返回了，没有经过 LAB_POINT(%d)",
        "glog_append returned without passing LAB_POINT(%d)", point);
    expect(WIFSIGNALED(end.status) && WTERMSIG(end.status) == SIGKILL,
           "进程应在 LAB_POINT(%d) 被 SIGKILL 杀死，实际是 %s",
           "the process should have been killed by SIGKILL at LAB_POINT(%d), "
           "it was %s",
           point,
           WIFSIGNALED(end.status) ? signal_word(WTERMSIG(end.status))
                                   : "exit");
}

/* What the dead writer left in the file. */
static void expect_left(int point)
{
    uint64_t committed = committed_in_file();
    int stored;

    expect(committed == book.length,
           "在 LAB_POINT(%d) 被杀，这一条还没有提交：committed 是 %" PRIu64
           "，应为 %zu",
           "killed at LAB_POINT(%d), before the commit of this record: "
           "committed is %" PRIu64 ", expected %zu",
           point, committed, book.length);
    fixture_read(&book.f, HEAD + book.length, seen, 3000);
    stored = memcmp(seen, book.bytes + book.length, 3000) == 0;
    if (point == 1)
        expect(!stored, "LAB_POINT(1) 时数据已经写好了，它应在写数据之前",
               "the data is stored at LAB_POINT(1), which must come before "
               "that");
    else
        expect(stored, "LAB_POINT(2) 时数据还没有写好，它应在写完数据之后",
               "the data is not stored yet at LAB_POINT(2), which must come "
               "after that");
}

static void crash_points(void)
{
    for (int point = 1; point <= 2; point++) {
        struct student *w;

        killed_at(point);
        expect_left(point);
        another_reads_all();
        w = student_start();
        opens_as(w, 0, 1, new_writer);
        reads_all(w, new_writer);
        append(w, 200);
        expect_in_file(0);
        another_reads_all();
        student_end(w);
    }
}

static void commit_once(void)
{
    struct student *w = student_start();
    struct claim c;

    new_book(fixture_missing());
    opens(w, 1);
    append(w, 200);
    append(w, 50); /* in the next append two bytes of the counter change */
    student_call(w, &c, "step 0 10 %" PRIu64 " %s", next_record(10), book.path);
    if (c.value[0] == 0)
        unsupported("这台机器上不能单步执行（只有 x86-64 可以）",
                    "no single steps on this machine (x86-64 only)");
    expect_taken(&c, 10);
    expect_in_file(0);
    expect(c.value[1] == 1,
           "提交 10 字节，committed 变了 %" PRIu64 " 次：250 → %" PRIu64
           " → %" PRIu64 "，应一步从 250 变成 260",
           "a commit of 10 bytes changed committed %" PRIu64
           " times: 250, %" PRIu64 ", %" PRIu64
           "; expected one step from 250 to 260",
           c.value[1], c.value[2], c.value[3]);
    student_end(w);
}

/* ---- the checks: closing ------------------------------------------------- */

static void expect_closed(struct student *s, struct text who, int before)
{
    struct claim c;
    int descriptors;
    long mapped;

    student_call(s, &c, "close 0");
    expect(c.ret == 0 && (int)c.value[0] == -1,
           "%s%.0s关闭：返回 %ld（%s），fd 是 %d；应返回 0，fd 应为 -1",
           "%.0s%s closes: returned %ld (%s) and fd is %d; expected 0, and -1 "
           "in fd",
           who.zh, who.en, c.ret, error_word(c.err), (int)c.value[0]);
    descriptors = view_descriptors(s->pid, 0, 0) - before;
    mapped = view_bytes_mapped(s->pid, book.f.dev, book.f.ino);
    expect(descriptors == 0 && mapped == 0,
           "%s%.0s关闭以后，还有 %d 个描述符开着、%ld 页映射着日志",
           "%.0s%s has closed the log, and %d descriptor(s) are still open, "
           "%ld page(s) of it still mapped",
           who.zh, who.en, descriptors, mapped / (long)page_size);
}

static void expect_einval(struct student *s, const char *request,
                          const char *function)
{
    struct claim c;

    student_call(s, &c, "%s", request);
    expect(c.ret == -1 && c.err == EINVAL,
           "关闭以后再 %s：返回 %ld（%s），应为 -1（EINVAL）",
           "%s on a closed log: returned %ld (%s), expected -1 (EINVAL)",
           function, c.ret, error_word(c.err));
}

static void nothing_left(void)
{
    struct student *w = student_start(), *r = student_start();
    int in_w = view_descriptors(w->pid, 0, 0);
    int in_r = view_descriptors(r->pid, 0, 0);

    new_book(fixture_missing());
    for (int i = 0; i < 2; i++) {
        opens(w, 1);
        opens(r, 0);
        append(w, 10000);
        reads_all(r, the_reader);
        expect_closed(w, the_writer, in_w);
        expect_closed(r, the_reader, in_r);
        expect_einval(w, "close 0", "glog_close");
        expect_einval(w, "append 0 10 1", "glog_append");
        expect_einval(r, "read 0 0 10", "glog_read");
        expect_einval(r, "close 0", "glog_close");
    }
    expect_in_file(0);
    student_end(r);
    student_end(w);
}

static const char *const functions[] = {"glog_open", "glog_append", "glog_read",
                                        "glog_close", NULL};

static const struct check checks[] = {
    {.id = "append_offsets",
     .points = 3,
     .at = "glog_append",
     .section = "lab-growlog",
     .title = {"记录一条接一条，返回它在数据里的偏移，第一条是 0",
               "records lie one after another, and their offsets in the data "
               "are returned, the first one 0"},
     .hint = {"文件里先是 8 个字节的头，偏移从头后面算起。",
              "The file begins with a header of 8 bytes; offsets count from "
              "behind it."},
     .think = {"画一条带子：最左边是头，然后是记录。头里的那个数，和返回的那个"
               "数，各是从哪一点量起的？",
               "Draw a strip: the header on the left, then the records. From "
               "which point is the number in the header measured, and from "
               "which the one you return?"},
     .run = append_offsets},
    {.id = "reopen_keeps",
     .points = 2,
     .needs = "append_offsets",
     .at = "glog_open",
     .section = "size-changes",
     .title = {"重新打开以后，旧的记录还在，新的接在后面",
               "after reopening the old records are there, and new ones follow "
               "them"},
     .hint = {"O_TRUNC 会把别人正在读的页也拿走。",
              "O_TRUNC takes away the very pages others are reading."},
     .think = {"新进程打开一个旧日志，它对里面有多少记录一无所知。这件事写在哪"
               "里？你的 glog_open 里，有没有哪一步会把它抹掉？",
               "A new process opens an old log and knows nothing of what is in "
               "it. Where is that written down, and does any step of your "
               "glog_open wipe it out?"},
     .run = reopen_keeps},
    {.id = "read_limits",
     .points = 2,
     .needs = "append_offsets",
     .at = "glog_read",
     .section = "lab-growlog",
     .title = {"读到已提交的末尾为止，末尾和以后是 0",
               "reading stops at the end of what is committed, and is 0 there "
               "and beyond"},
     .hint = {"先比较 off 和末尾，再相减。",
              "Compare off with the end before you subtract."},
     .think = {"无符号数没有负的。末尾在 100，有人从 101 开始读：你的减法得出"
               "什么，你的加法又会不会转一圈回到 0？",
               "Unsigned numbers know no minus. The end is at 100, somebody "
               "reads from 101: what does your subtraction give, and may a sum "
               "of yours run full circle to 0?"},
     .run = read_limits},
    {.id = "reader_follows",
     .points = 4,
     .needs = "append_offsets",
     .at = "glog_read",
     .section = "size-changes",
     .title = {"一边写一边读：日志变大好几次，读者总能读到刚提交的字节",
               "the log grows again and again, and a reader always reads what "
               "was just committed"},
     .hint = {"文件变大以后，读者的映射也要跟着变大；每次都重新问长度。",
              "When the file has grown the reader's mapping has to follow; ask "
              "for the size every time."},
     .think = {"读者手里有几个数：文件多长、映射多长、提交了多少。写者刚加了一"
               "条，其中哪几个已经过时了？谁会来告诉读者？",
               "A reader holds some numbers: how long the file is, how long "
               "the mapping, how much is committed. The writer has just "
               "appended: which of them are out of date, and who tells the "
               "reader?"},
     .run = reader_follows},
    {.id = "mapping_moves",
     .points = 2,
     .needs = "append_offsets",
     .at = "glog_append",
     .section = "neighbours",
     .title = {"映射搬了家，写和读照样对",
               "the mapping moves elsewhere, and appends and reads are still "
               "right"},
     .hint = {"mremap 以后，指向旧映射的指针都作废了，计数器的也是。",
              "After mremap every pointer into the old mapping is void, the "
              "one to the counter too."},
     .think = {"搬家以后，寄到旧地址的信没有人收。在你的函数里，哪些变量记着地"
               "址，各是什么时候抄下来的？",
               "After a move nobody opens the letters sent to the old address. "
               "Which variables of your function hold an address, and when was "
               "each of them written down?"},
     .run = mapping_moves},
    {.id = "second_writer",
     .points = 3,
     .needs = "append_offsets",
     .at = "glog_open",
     .section = "lab-growlog",
     .title = {"第二个写者打不开，在同一个进程里也一样",
               "a second writer is refused, within the same process as well"},
     .hint = {"flock 和 F_OFD_SETLK 属于这一次打开，F_SETLK 属于进程。",
              "flock and F_OFD_SETLK belong to one open of the file, F_SETLK "
              "to the process."},
     .think = {"锁上写着主人的名字。同一个主人来拿第二次，会被拦住吗？写的应该"
               "是谁的名字，两次打开才分得清？",
               "A lock bears the name of its owner. Is the same owner stopped "
               "when he comes a second time? Whose name must be on it to tell "
               "two opens apart?"},
     .run = second_writer},
    {.id = "reader_only_reads",
     .points = 2,
     .needs = "append_offsets",
     .at = "glog_append",
     .section = "lab-growlog",
     .title = {"只读打开的日志不能加记录，也不创建文件",
               "a log open for reading takes no records, and creates no file"},
     .hint = {"记住是怎样打开的；O_CREAT 只给写者。",
              "Remember how it was opened; O_CREAT is for the writer."},
     .think = {"读者只是来看的。如果他不小心动笔，是你先说“不行”，还是让硬件来"
               "说？两种说法，程序还活着的是哪一种？",
               "A reader has come to look. Should he take up the pen by "
               "mistake, is it you who says no, or the hardware? After which "
               "of the two is the program still alive?"},
     .run = reader_only_reads},
    {.id = "file_too_short",
     .points = 2,
     .needs = "read_limits",
     .at = "glog_read",
     .section = "size-changes",
     .title = {"文件比头还短，或者被截短过，读者也不会收到信号",
               "a file shorter than its header, or cut since, raises no signal "
               "in a reader"},
     .hint = {"每次读之前问文件现在多长；头和数据都要在里面。",
              "Before each read ask how long the file is now; header and data "
              "must both be inside."},
     .think = {"头里说有 9000 个字节，文件却只剩 5000。一个说的是从前，一个说的"
               "是现在：伸手去拿之前，该信哪一个？头本身又在不在呢？",
               "The header speaks of 9000 bytes, the file has 5000 left. One "
               "tells of the past and one of now: which do you believe before "
               "you reach out? And is the header itself still there?"},
     .run = file_too_short},
    {.id = "no_space_no_signal",
     .points = 4,
     .needs = "append_offsets",
     .at = "glog_append",
     .section = "full-disk",
     .title = {"磁盘满了，glog_append 返回 ENOSPC，没有信号",
               "on a full disk glog_append returns ENOSPC, and there is no "
               "signal"},
     .hint = {"ftruncate 只给长度不给块；先占好块再写。",
              "ftruncate gives length and no blocks: reserve the blocks before "
              "you store."},
     .think = {"往映射里写一个字节，这一步没有返回值。磁盘满了，内核要怎样告诉"
               "你？想听到一个返回值，就得更早、用别的方式去问。",
               "A store into a mapping returns nothing. If the disk is full, "
               "how can the kernel tell you? To be given an answer, when must "
               "you have asked, and how?"},
     .run = no_space_no_signal},
    {.id = "no_space_keeps",
     .points = 2,
     .needs = "no_space_no_signal",
     .at = "glog_append",
     .section = "full-disk",
     .title = {"ENOSPC 以后，以前的记录照样能读，有了地方照样能加",
               "after ENOSPC the earlier records can be read, and with room "
               "again an append succeeds"},
     .hint = {"失败时不提交、不截短、不关闭。",
              "On a failure do not commit, do not cut, do not close."},
     .think = {"失败的那一次调用，应该像从来没有发生过。把它做过的事列出来：哪"
               "几件要收回，哪几件本来就不该做？收回的时候，长度是从文件的开头"
               "还是从数据的开头算？",
               "A call that failed should be as if it had never been made. "
               "List what it did: what must be taken back, what should not "
               "have been done at all? And when you take back, is a length "
               "counted from the start of the file or of the data?"},
     .run = no_space_keeps},
    {.id = "reserve_fails",
     .points = 1,
     .needs = "append_offsets",
     .at = "glog_append",
     .section = "full-disk",
     .title = {"占地方的那一次调用失败，只有这一条没加上",
               "when the call that makes room fails, only this record is "
               "missing"},
     .hint = {"posix_fallocate 返回错误码，不设 errno。",
              "posix_fallocate returns the error number and does not set "
              "errno."},
     .think = {"你用的那个函数，失败的时候返回什么？翻到手册的 RETURN VALUE 一"
               "节，和你写的 if 对着读一遍。",
               "What does the function you chose return when it fails? Open "
               "the manual at RETURN VALUE and read it side by side with your "
               "if."},
     .run = reserve_fails},
    {.id = "crash_points",
     .points = 4,
     .needs = "append_offsets",
     .at = "glog_append",
     .section = "lab-growlog",
     .title = {"在 LAB_POINT 被杀，读者看到的都是提交过的整条记录",
               "killed at a LAB_POINT, it leaves readers with whole committed "
               "records only"},
     .hint = {"先写数据，最后才提交；LAB_POINT 留在原处。",
              "Data first, commit last; leave the LAB_POINT lines where they "
              "are."},
     .think = {"把加一条记录的步骤写成一列，在任意两行之间画一道线：到此为止，"
               "停电。线以上做完了什么，读者凭什么知道线以下的还没有做？",
               "Write the steps of an append one below the other and draw a "
               "line between any two: here the power fails. What was done "
               "above the line, and by what does a reader know that the rest "
               "was not?"},
     .run = crash_points},
    {.id = "commit_once",
     .points = 1,
     .needs = "append_offsets",
     .at = "glog_append",
     .section = "lab-growlog",
     .title = {"提交是一次写入：committed 一步从旧值变成新值",
               "the commit is one store: committed goes from old to new in a "
               "single step"},
     .hint = {"把 committed 当原子变量用，不要一个字节一个字节地写。",
              "Use committed as the atomic it is, do not store it byte by "
              "byte."},
     .think = {"墙上的计数牌从 199 翻到 200，每个数字轮流翻，中途会显示什么？"
               "读者恰好在那时看了一眼呢？",
               "A counter on the wall goes from 199 to 200, one digit after "
               "another. What does it show half-way, and what if a reader "
               "looks just then?"},
     .run = commit_once},
    {.id = "map_fails",
     .points = 2,
     .needs = "append_offsets",
     .at = "glog_append",
     .section = "lab-growlog",
     .title = {"映射变不大时返回 ENOMEM，日志照样能用",
               "when the mapping cannot grow ENOMEM is returned, and the log "
               "can still be used"},
     .hint = {"先看结果，再放进 g->base；新的成了才拆旧的。",
              "Look at the result before it goes into g->base; take down the "
              "old one once there is a new one."},
     .think = {"新房子还没有到手，旧房子的钥匙已经交了，今晚住哪里？在你的代码"
               "里找出这样的一行。",
               "The new house is not yours yet, and the key of the old one is "
               "handed in: where do you sleep tonight? Find the line in your "
               "code that does this."},
     .run = map_fails},
    {.id = "nothing_left",
     .points = 1,
     .needs = "append_offsets",
     .at = "glog_close",
     .section = "lab-growlog",
     .title = {"glog_close 以后没有描述符和映射，再关一次是 EINVAL",
               "after glog_close no descriptor and no mapping is left, and a "
               "second close is EINVAL"},
     .hint = {"解除映射，关闭，再把 fd 设成 -1。映射还在，锁就还在。",
              "Unmap, close, then set fd to -1. While the mapping lives, so "
              "does the lock."},
     .think = {"文件在内核里有几个人拿着？描述符是一个，还有谁？要等他们全都放"
               "手，它才算真的关上。",
               "How many hands hold the open file in the kernel? The "
               "descriptor is one: who else? It is not closed before they all "
               "let go."},
     .run = nothing_left},
    {0},
};

const struct lab lab = {.name = "growlog",
                        .number = "3.3",
                        .chapter = "03-edges",
                        .title = {"永不出错的日志", "a log that never faults"},
                        .functions = functions,
                        .checks = checks};
