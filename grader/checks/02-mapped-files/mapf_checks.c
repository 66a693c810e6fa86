/* mapf_checks.c - what must hold of mapf_open and mapf_close
 *
 * Facts used: C010 (length 0), C012 (offset), C015 (MAP_FAILED), C019
 * (protection and open mode), C026 (close keeps the mapping), C031 (what
 * cannot be mapped), C032-C034 (private, shared), C048 (munmap), M002
 * (si_code). The expectations are those of the contract in mapf.h.
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "fixture.h"
#include "mapf.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the driver puts into the struct before mapf_open. */
static const uint64_t untouched = 0x5a5a5a5a5a5a5a5a;

static const char *const mode_names[] = {"MAPF_RO", "MAPF_RW", "MAPF_COW"};

/* The last of the four letters in /proc/PID/maps: s shared, p private, and for
 * MAPF_RO either will do. */
static const char *const sharing[] = {"sp", "s", "p"};

/* ---- asking -------------------------------------------------------------- */

static struct claim ask_open(struct student *s, const char *path, int mode,
                             long long off, size_t len)
{
    struct claim c;

    student_call(s, &c, "open %d %lld %zu %s", mode, off, len, path);
    return c;
}

static void expect_error(const struct claim *c, int err, const char *zh,
                         const char *en)
{
    expect(c->ret == -1 && c->err == err,
           "%s%.0s：应返回 -1（%s），实际返回 %ld（%s）",
           "%.0s%s: expected -1 (%s), it returned %ld (%s)", zh, en,
           error_word(err), c->ret, error_word(c->err));
    expect(c->value[0] == untouched && c->value[1] == untouched,
           "%s%.0s：失败以后 *m 被改动了，应保持原样",
           "%.0s%s: *m was changed by a call that failed; it must stay as it "
           "was",
           zh, en);
}

/* ---- looking ------------------------------------------------------------- */

/* The kernel's word on what lies at the address: a mapping of this file, at
 * this offset, long enough, with the file's bytes in it. */
static void expect_mapped(struct student *s, const struct claim *c,
                          const struct fixture *f, int mode, size_t off,
                          size_t len)
{
    static unsigned char seen[65536], want[65536];
    struct view_mapping m = {0};
    uint64_t addr = c->value[0], at;
    ssize_t n;

    expect(view_mapping_at(s->pid, addr, &m) == 1 && m.ino == f->ino &&
               m.dev == f->dev,
           "偏移 %zu：addr 指向的地方没有映射这个文件",
           "offset %zu: this file is not mapped where addr points", off);
    expect(strchr(sharing[mode], m.perms[3]) != NULL,
           "%s：内核记下的映射是 %s，最后一个字母应为 %s",
           "%s: the kernel lists the mapping as %s, its last letter should "
           "be %s",
           mode_names[mode], m.perms, sharing[mode]);
    at = m.offset + (addr - m.start);
    expect(at == off, "addr 指向文件的第 %" PRIu64 " 字节，应为第 %zu 字节",
           "addr points at byte %" PRIu64 " of the file, expected byte %zu", at,
           off);
    expect(m.end >= addr + len,
           "偏移 %zu，长度 %zu：从 addr 起只映射了 %" PRIu64 " 字节",
           "offset %zu, length %zu: only %" PRIu64
           " bytes are mapped from addr on",
           off, len, m.end - addr);
    n = view_read(s->pid, addr, seen, len);
    fixture_read(f, off, want, len);
    expect(n == (ssize_t)len && memcmp(seen, want, len) == 0,
           "偏移 %zu，长度 %zu：映射里的字节和文件不同",
           "offset %zu, length %zu: the mapped bytes differ from the file's",
           off, len);
}

/* Open a range that can be opened, and see that it is what was asked for. */
static struct claim open_range(struct student *s, const struct fixture *f,
                               int mode, size_t off, size_t len)
{
    struct claim c = ask_open(s, f->path, mode, (long long)off, len);

    expect(c.ret == 0,
           "%s，偏移 %zu，长度 %zu（文件 %zu 字节）：返回 %ld（%s），应为 0",
           "%s, offset %zu, length %zu (file of %zu bytes): returned %ld (%s), "
           "expected 0",
           mode_names[mode], off, len, f->size, c.ret, error_word(c.err));
    if (c.value[0] == UINT64_MAX)
        advise("mmap 失败时返回 MAP_FAILED，也就是 (void *)-1，不是 NULL：和 "
               "MAP_FAILED 比较。",
               "mmap reports failure by MAP_FAILED, which is (void *)-1 and "
               "not NULL: compare with that.");
    expect(c.value[0] != UINT64_MAX,
           "%s，偏移 %zu，长度 %zu：返回 0，可是 addr 是 "
           "MAP_FAILED——mmap 失败了（%s）却没有被发现",
           "%s, offset %zu, length %zu: returned 0, but addr is MAP_FAILED: "
           "mmap had failed (%s) and nobody noticed",
           mode_names[mode], off, len, error_word(c.err));
    expect_mapped(s, &c, f, mode, off, len ? len : f->size - off);
    return c;
}

static unsigned char byte_of(const struct fixture *f, size_t off)
{
    unsigned char byte;

    fixture_read(f, off, &byte, 1);
    return byte;
}

/* ---- the checks ---------------------------------------------------------- */

static void opens_at_zero(void)
{
    struct fixture f = fixture_random(3 * page_size);
    struct student *s;
    struct claim c;

    s = student_start();
    c = open_range(s, &f, MAPF_RO, 0, 100);
    expect(c.value[1] == 100, "m.len 是 %" PRIu64 "，应为 100",
           "m.len is %" PRIu64 ", expected 100", c.value[1]);
    student_end(s);
}

static void unaligned_offset(void)
{
    struct fixture f = fixture_random(4 * page_size);
    const size_t offsets[] = {1, page_size - 1, page_size + 1,
                              chance_between(page_size + 2, 2 * page_size - 9)};
    struct student *s = student_start();

    for (size_t i = 0; i < 4; i++)
        open_range(s, &f, MAPF_RO, offsets[i], 1);
    student_end(s);
}

static void crosses_pages(void)
{
    const size_t P = page_size;
    struct fixture f = fixture_random(6 * P + 123);
    const struct {
        size_t off, len;
    } ranges[] = {{P, P},          {P - 1, 2},         {P - 1, P + 2},
                  {1, 3 * P},      {2 * P - 5, 2 * P}, {5 * P + 100, P + 23},
                  {0, 6 * P + 123}};
    struct student *s = student_start();

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        open_range(s, &f, i % 2 ? MAPF_COW : MAPF_RO, ranges[i].off,
                   ranges[i].len);
    student_end(s);
}

static void len_zero(void)
{
    struct fixture f = fixture_random(2 * page_size + 77);
    const size_t offsets[] = {0, page_size, page_size + 70};
    struct student *s = student_start();

    for (size_t i = 0; i < 3; i++) {
        size_t rest = f.size - offsets[i];
        struct claim c = open_range(s, &f, MAPF_RO, offsets[i], 0);

        expect(c.value[1] == rest,
               "偏移 %zu，长度 0：m.len 是 %" PRIu64 "，到文件末尾应为 %zu",
               "offset %zu, length 0: m.len is %" PRIu64
               ", to the end of the file it is %zu",
               offsets[i], c.value[1], rest);
    }
    student_end(s);
}

static void ro_store_dies(void)
{
    struct fixture f = fixture_random(page_size);
    unsigned char before = byte_of(&f, 0);
    struct cell_end end;
    struct student *s;

    s = student_start();
    open_range(s, &f, MAPF_RO, 0, 8);
    expect(student_call_ends(s, &end, "store 0 %d", before ^ 0xff),
           "MAPF_RO：向映射里写一个字节居然成功了，进程应死于 SIGSEGV",
           "MAPF_RO: a store into the mapping went through; it should have "
           "ended the process by SIGSEGV");
    expect(WIFSIGNALED(end.status) && WTERMSIG(end.status) == SIGSEGV,
           "MAPF_RO：写入以后进程死于 %s，应为 SIGSEGV",
           "MAPF_RO: after the store the process died by %s, expected SIGSEGV",
           signal_word(WTERMSIG(end.status)));
    if (!end.traced)
        unsupported("这台机器不许 ptrace，看不到 si_code",
                    "no ptrace on this machine, si_code cannot be seen");
    expect(end.signo == SIGSEGV && end.si_code == SEGV_ACCERR,
           "MAPF_RO：si_code 是 %s，应为 SEGV_ACCERR（映射在，权限不许）",
           "MAPF_RO: si_code is %s, expected SEGV_ACCERR (mapped, but not "
           "for this access)",
           si_code_word(end.signo, end.si_code));
    expect(byte_of(&f, 0) == before, "MAPF_RO：文件被改动了",
           "MAPF_RO: the file was changed");
}

static void rw_store_reaches_file(void)
{
    struct fixture f = fixture_random(2 * page_size);
    struct student *s;
    struct claim c;

    s = student_start();
    c = open_range(s, &f, MAPF_RW, 0, 10);
    for (size_t i = 0; i < 10; i++) {
        unsigned char want = byte_of(&f, i) ^ 0xff;

        student_call(s, &c, "store %zu %d", i, want);
        expect(byte_of(&f, i) == want,
               "MAPF_RW：写了偏移 %1$zu 的字节，另一个进程用 pread "
               "看到的还是旧值 0x%2$02x，应为 0x%3$02x",
               "MAPF_RW: byte %1$zu was stored, but pread from another "
               "process still sees 0x%2$02x, expected 0x%3$02x",
               i, byte_of(&f, i), want);
    }
    student_end(s);
}

static void cow_store_stays_private(void)
{
    struct fixture f = fixture_random(2 * page_size);
    unsigned char before = byte_of(&f, 0), want = before ^ 0xff, seen = before;
    struct student *s;
    struct claim c;
    uint64_t addr;

    s = student_start();
    c = open_range(s, &f, MAPF_COW, 0, 10);
    addr = c.value[0];
    student_call(s, &c, "store 0 %d", want);
    expect(byte_of(&f, 0) == before,
           "MAPF_COW：写入进了文件（pread 看到 0x%02x，原来是 0x%02x）",
           "MAPF_COW: the store went into the file (pread sees 0x%02x, it was "
           "0x%02x)",
           byte_of(&f, 0), before);
    expect(view_read(s->pid, addr, &seen, 1) == 1 && seen == want,
           "MAPF_COW：进程自己也看不到刚写的字节（0x%02x，应为 0x%02x）",
           "MAPF_COW: the process itself does not see what it stored (0x%02x, "
           "expected 0x%02x)",
           seen, want);
    student_end(s);
}

static void read_only_file(void)
{
    struct fixture f = fixture_foreign();
    struct student *s = student_start();

    open_range(s, &f, MAPF_RO, 0, 50);
    open_range(s, &f, MAPF_COW, 0, 50);
    student_end(s);
}

static void rw_needs_permission(void)
{
    struct fixture f = fixture_foreign();
    struct student *s;
    struct claim c;
    int fd = open(f.path, O_RDWR | O_CLOEXEC), err = errno;

    if (fd != -1) {
        close(fd);
        unsupported("评分器自己也能写这个文件，无法检查权限",
                    "the grader itself may write this file: nothing to see");
    }
    s = student_start();
    c = ask_open(s, f.path, MAPF_RW, 0, 50);
    expect_error(&c, err, "MAPF_RW，别人的只读文件",
                 "MAPF_RW, somebody else's file one may only read");
    student_end(s);
}

static void descriptor_closed(void)
{
    struct fixture f = fixture_random(2 * page_size);
    struct student *s = student_start();

    for (int mode = MAPF_RO; mode <= MAPF_COW; mode++) {
        int before, after;

        before = view_descriptors(s->pid, 0, 0);
        open_range(s, &f, mode, 0, 20);
        after = view_descriptors(s->pid, 0, 0);
        expect(view_descriptors(s->pid, f.dev, f.ino) == 0 && after == before,
               "%s：mapf_open 返回以后还开着 %d 个文件描述符",
               "%s: %d file descriptor(s) still open after mapf_open returned",
               mode_names[mode], after - before);
    }
    student_end(s);
}

static void close_unmaps(void)
{
    const size_t P = page_size;
    struct fixture f = fixture_random(5 * P);
    const struct {
        size_t off, len;
    } ranges[] = {{0, P}, {1, 10}, {P - 1, 2}, {P + 7, 2 * P}, {2 * P - 1, 1}};
    struct student *s;

    s = student_start();
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        struct claim c;
        long left;

        open_range(s, &f, MAPF_RO, ranges[i].off, ranges[i].len);
        student_call(s, &c, "close");
        expect(c.ret == 0,
               "偏移 %zu，长度 %zu：mapf_close 返回 %ld（%s），应为 0",
               "offset %zu, length %zu: mapf_close returned %ld (%s), "
               "expected 0",
               ranges[i].off, ranges[i].len, c.ret, error_word(c.err));
        left = view_bytes_mapped(s->pid, f.dev, f.ino);
        expect(left == 0,
               "偏移 %zu，长度 %zu：mapf_close 以后还有 %ld 页映射着这个文件",
               "offset %zu, length %zu: %ld page(s) of the file are still "
               "mapped after mapf_close",
               ranges[i].off, ranges[i].len, left / (long)P);
    }
    student_end(s);
}

static void close_twice(void)
{
    struct fixture f = fixture_random(page_size);
    struct student *s;
    struct claim c;

    s = student_start();
    open_range(s, &f, MAPF_RO, 0, 5);
    student_call(s, &c, "close");
    expect(c.ret == 0 && c.value[0] == 0,
           "第一次 mapf_close：返回 %ld，addr %s；应返回 0，addr 应为 NULL",
           "first mapf_close: returned %ld, addr %s; expected 0, and NULL in "
           "addr",
           c.ret, c.value[0] ? "!= NULL" : "== NULL");
    student_call(s, &c, "close");
    expect(c.ret == -1 && c.err == EINVAL,
           "第二次 mapf_close：返回 %ld（%s），应为 -1（EINVAL）",
           "second mapf_close: returned %ld (%s), expected -1 (EINVAL)", c.ret,
           error_word(c.err));
    student_call(s, &c, "close-null");
    expect(c.ret == -1 && c.err == EINVAL,
           "mapf_close(NULL)：返回 %ld（%s），应为 -1（EINVAL）",
           "mapf_close(NULL): returned %ld (%s), expected -1 (EINVAL)", c.ret,
           error_word(c.err));
    student_end(s);
}

static void range_in_file(void)
{
    const size_t size = page_size + 100;
    struct fixture f = fixture_random(size), empty = fixture_hole(0);
    struct student *s;
    struct claim c;

    s = student_start();
    c = ask_open(s, f.path, MAPF_RO, 0, size + 1);
    expect_error(&c, ENODATA, "比文件多一个字节",
                 "one byte more than the file");
    c = ask_open(s, f.path, MAPF_RO, (long long)size - 3, 4);
    expect_error(&c, ENODATA, "范围越过文件末尾",
                 "a range across the end of the file");
    c = ask_open(s, f.path, MAPF_RO, (long long)size, 0);
    expect_error(&c, ENODATA, "从文件末尾起，长度 0",
                 "from the end of the file, length 0");
    c = ask_open(s, f.path, MAPF_RO, 10 * (long long)page_size, 0);
    expect_error(&c, ENODATA, "偏移在文件之外", "an offset beyond the file");
    c = ask_open(s, empty.path, MAPF_RO, 0, 0);
    expect_error(&c, ENODATA, "空文件", "an empty file");
    c = ask_open(s, f.path, MAPF_RO, 1, (size_t)LLONG_MAX);
    expect_error(&c, EOVERFLOW, "off + len 超过最大的 off_t",
                 "off + len beyond the largest off_t");
    c = ask_open(s, f.path, MAPF_RO, 10, SIZE_MAX);
    expect_error(&c, EOVERFLOW, "len 为 SIZE_MAX", "len of SIZE_MAX");
    student_end(s);
}

static void bad_arguments(void)
{
    struct fixture f = fixture_random(page_size);
    struct student *s;
    struct claim c;

    s = student_start();
    student_call(s, &c, "open-null-struct %s", f.path);
    expect_error(&c, EINVAL, "m 为 NULL", "m is NULL");
    student_call(s, &c, "open-null-path");
    expect_error(&c, EINVAL, "path 为 NULL", "path is NULL");
    c = ask_open(s, f.path, MAPF_RO, -1, 10);
    expect_error(&c, EINVAL, "off 为 -1", "off is -1");
    c = ask_open(s, f.path, 3, 0, 10);
    expect_error(&c, EINVAL, "mode 为 3", "mode is 3");
    student_end(s);
}

static void errno_kept(void)
{
    const size_t huge = (size_t)1 << 30; /* above the limit of any cell */
    struct fixture sparse = fixture_hole(huge);
    struct student *s;
    struct claim c;

    s = student_start();
    c = ask_open(s, fixture_missing(), MAPF_RO, 0, 1);
    expect_error(&c, ENOENT, "文件不存在", "a file that does not exist");
    c = ask_open(s, fixture_folder(), MAPF_RO, 0, 1);
    expect_error(&c, ENODEV, "目录（open 成功，mmap 失败）",
                 "a directory (open succeeds, mmap fails)");
    c = ask_open(s, sparse.path, MAPF_RO, 0, huge);
    expect_error(&c, ENOMEM, "地址空间放不下的 1 GiB 映射",
                 "a mapping of 1 GiB, more than the address space may hold");
    expect(view_descriptors(s->pid, sparse.dev, sparse.ino) == 0,
           "mmap 失败以后，文件描述符没有关闭",
           "the descriptor was left open after mmap had failed");
    student_end(s);
}

/* ---- what the record of its calls shows ------------------------------------ */

static void one_sharing_flag(void)
{
    struct fixture f = fixture_random(2 * page_size);
    struct student *s = student_start();

    for (int mode = MAPF_RO; mode <= MAPF_COW; mode++) {
        size_t from = calls_made(s);
        struct call c;
        long flags;

        open_range(s, &f, mode, 0, 100);
        expect(calls_find(s, &from, "mmap", &c), "%s：没有调用 mmap",
               "%s: mmap was not called", mode_names[mode]);
        flags = c.argument[3] & (MAP_SHARED | MAP_PRIVATE);
        expect(flags == MAP_SHARED || flags == MAP_PRIVATE,
               "%s：MAP_SHARED 和 MAP_PRIVATE 同时给了 mmap——在 Linux 上那是"
               "另一个标志 MAP_SHARED_VALIDATE",
               "%s: mmap got both MAP_SHARED and MAP_PRIVATE, which on Linux "
               "is another flag, MAP_SHARED_VALIDATE",
               mode_names[mode]);
    }
    student_end(s);
}

static void cloexec(void)
{
    struct fixture f = fixture_random(page_size);
    struct student *s = student_start();

    for (int mode = MAPF_RO; mode <= MAPF_COW; mode++) {
        size_t from = calls_made(s);
        struct call c;
        long flags;

        open_range(s, &f, mode, 0, 100);
        if (calls_find(s, &from, "open", &c))
            flags = c.argument[1];
        else if (calls_find(s, &from, "openat", &c))
            flags = c.argument[2];
        else
            continue;
        expect(flags & O_CLOEXEC,
               "%s：open 没有带 O_CLOEXEC，这时别的线程若执行 "
               "exec，描述符就漏出去了",
               "%s: open without O_CLOEXEC; if another thread calls exec just "
               "then, the descriptor leaks into the new program",
               mode_names[mode]);
    }
    student_end(s);
}

static void page_size_asked(void)
{
    const size_t big = 4 * page_size;
    struct fixture f = fixture_random(3 * big);
    const size_t offsets[] = {1, page_size + 1, big - 1, big + page_size};
    struct student *s = student_start();

    calls_page_size(s, big);
    for (size_t i = 0; i < 4; i++) {
        size_t from = calls_made(s);
        struct call c;

        open_range(s, &f, MAPF_RO, offsets[i], big);
        expect(calls_find(s, &from, "mmap", &c) &&
                   c.argument[5] % (int64_t)big == 0,
               "在页大小为 %zu 的机器上，偏移 %zu：mmap 得到的偏移是 "
               "%lld，不是页大小的整数倍",
               "on a machine with pages of %zu bytes, offset %zu: mmap got "
               "offset %lld, no multiple of the page size",
               big, offsets[i], (long long)c.argument[5]);
    }
    student_end(s);
}

/* One call fails in its turn: the right errno, nothing changed, nothing
 * left. A program that does not make the call cannot be hurt by it. */
static void survive(const struct fixture *f, const char *call, int error)
{
    struct student *s = student_start();
    int before = view_descriptors(s->pid, 0, 0);
    struct claim c;

    calls_fail(s, call, 1, error);
    c = ask_open(s, f->path, MAPF_RO, 0, 10);
    if (calls_planned(s)) {
        expect_error(&c, error, call, call);
        expect(view_descriptors(s->pid, 0, 0) == before,
               "%s 失败以后，文件描述符没有关闭",
               "after %s had failed a descriptor was left open", call);
        expect(view_bytes_mapped(s->pid, f->dev, f->ino) == 0,
               "%s 失败以后，映射没有解除",
               "after %s had failed a mapping was left", call);
    }
    student_end(s);
}

static void faults(void)
{
    struct fixture f = fixture_random(page_size);
    struct student *s = student_start();

    calls_fail(s, "open", 1, EINTR);
    open_range(s, &f, MAPF_RO, 0, 10); /* EINTR never reaches the caller */
    student_end(s);
    survive(&f, "open", EMFILE);
    survive(&f, "fstat", EIO);
    survive(&f, "mmap", ENOMEM);
}

static const char *const functions[] = {"mapf_open", "mapf_close", NULL};

static const struct check checks[] = {
    {.id = "opens_at_zero",
     .points = 3,
     .at = "mapf_open",
     .section = "parameters",
     .title = {"从偏移 0 打开，addr 处就是文件的内容",
               "opened at offset 0, addr holds the bytes of the file"},
     .hint = {"先走通最短的路：open、fstat、mmap、close，再填好 m。",
              "Walk the shortest path first: open, fstat, mmap, close, then "
              "fill in m."},
     .think = {"假设文件已经在内存里了，你手里只剩一个指针。从文件名走到这个指"
               "针，中间要问内核几件事？顺序能换吗？",
               "Suppose the file is in memory already and all you hold is a "
               "pointer. How many things must you ask the kernel on the way "
               "there from the name, and could their order change?"},
     .run = opens_at_zero},
    {.id = "unaligned_offset",
     .points = 4,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "offset",
     .title = {"偏移可以是任意字节，addr 就是那个字节",
               "any byte may be the offset, and addr is that byte"},
     .hint = {"mmap 只接受页大小的整数倍作偏移。往下取整到页的开头，再从那里"
              "走回想要的字节。",
              "mmap takes multiples of the page size only. Round down to the "
              "start of the page, then walk back up to the byte wanted."},
     .think = {"书只能整页地翻开，你要的字却在页的中间。翻到哪一页，再往右数几"
               "个字？",
               "A book opens only at whole pages, and your letter is in the "
               "middle of one. Which page do you open, and how many letters do "
               "you count from its start?"},
     .run = unaligned_offset},
    {.id = "crosses_pages",
     .points = 2,
     .needs = "unaligned_offset",
     .at = "mapf_open",
     .section = "offset",
     .title = {"跨页的范围每一个字节都映射到了",
               "a range that crosses pages is mapped to its last byte"},
     .hint = {"起点往下移了多少，映射的长度就要加多少。",
              "However far the start moved down, the length must grow by as "
              "much."},
     .think =
         {"在纸上画一把尺，标出你要的那一段，再标出映射实际的起点。从这个起点到"
          "你要的最后一个字节有多长？",
          "Draw a ruler, mark the range you want, and mark where the mapping "
          "really begins. How far is it from there to the last byte you want?"},
     .run = crosses_pages},
    {.id = "len_zero",
     .points = 2,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "parameters",
     .title = {"长度 0 表示直到文件末尾", "length 0 means up to the end of the "
                                          "file"},
     .hint = {"对 mmap 来说长度 0 是错误；要先用 fstat 问出文件多长。",
              "For mmap a length of 0 is an error: ask fstat how long the file "
              "is first."},
     .think = {"“到末尾为止”是多长？要算出它，你得知道哪两个数，其中哪一个只有"
               "内核知道？",
               "How long is \"up to the end\"? Which two numbers does it take, "
               "and which of them does only the kernel know?"},
     .run = len_zero},
    {.id = "ro_store_dies",
     .points = 2,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "permissions",
     .title = {"MAPF_RO 的映射写不进去：SIGSEGV，SEGV_ACCERR",
               "a store into a MAPF_RO mapping dies by SIGSEGV, SEGV_ACCERR"},
     .hint = {"只读就只给 PROT_READ。", "Read-only means PROT_READ and nothing "
                                        "else."},
     .think = {"你没有改文件，程序却应该死在写的那一刻。是谁在看守这一页，它凭"
               "什么知道不许写？",
               "The program should die at the moment it stores. Who guards "
               "that page, and what was it told about stores?"},
     .run = ro_store_dies},
    {.id = "rw_store_reaches_file",
     .points = 3,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "sharing",
     .title = {"MAPF_RW 写入的字节，别的进程马上用 pread 看到",
               "a store through MAPF_RW is seen by another process's pread at "
               "once"},
     .hint = {"写入要到达文件，映射必须是共享的，文件也必须以读写方式打开。",
              "For a store to reach the file the mapping must be shared, and "
              "the file opened for reading and writing."},
     .think = {"你写的那个字节现在在哪里：只在你这里的一份拷贝里，还是在大家都"
               "看的那一页上？是谁在什么时候决定的？",
               "Where is the byte you stored: in a copy of your own, or in the "
               "page everybody looks at? Who decided that, and when?"},
     .run = rw_store_reaches_file},
    {.id = "cow_store_stays_private",
     .points = 2,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "sharing",
     .title = {"MAPF_COW 写入的字节只有自己看得到",
               "a store through MAPF_COW is seen by nobody else"},
     .hint = {"MAP_SHARED 和 MAP_PRIVATE 只能给一个；两个都给，在 Linux "
              "上等于共享。",
              "Give one of MAP_SHARED and MAP_PRIVATE; both together share, on "
              "Linux."},
     .think =
         {"两个人看同一张海报，其中一个想在上面写字，又不想让别人看见。该在什么"
          "时候复印，复印多大的一块？",
          "Two people look at one poster, and one wants to write on it unseen "
          "by the other. When must it be copied, and how much of it?"},
     .run = cow_store_stays_private},
    {.id = "read_only_file",
     .points = 2,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "permissions",
     .title = {"别人的只读文件也能用 MAPF_RO 和 MAPF_COW 打开",
               "MAPF_RO and MAPF_COW work on a file one may only read"},
     .hint = {"写时复制的写入不会到达文件，所以不需要写权限。",
              "A copy-on-write store never reaches the file, so it needs no "
              "permission to write it."},
     .think = {"每种模式里，哪些字节最后会流回文件？对流不回去的那些，你向内核"
               "要写权限是为了什么？",
               "In each mode, which bytes ever flow back into the file? For "
               "those that do not, why would you ask for permission to write?"},
     .run = read_only_file},
    {.id = "rw_needs_permission",
     .points = 1,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "permissions",
     .title = {"没有写权限时，MAPF_RW 失败而不是变成别的模式",
               "MAPF_RW fails on a file one may not write, it does not become "
               "something else"},
     .hint = {"把 open 的 errno 原样交给调用者。",
              "Hand the errno of open to the caller as it is."},
     .think =
         {"调用者要的是能写到文件里的映射。给他一个写不进去的，他什么时候才会发"
          "现，那时还来得及吗？",
          "The caller wants stores that reach the file. If you give something "
          "else, when will that be noticed, and is it not too late then?"},
     .run = rw_needs_permission},
    {.id = "descriptor_closed",
     .points = 2,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "munmap",
     .title = {"mapf_open 返回时，文件描述符已经关闭",
               "the descriptor is closed when mapf_open returns"},
     .hint = {"映射自己记住了文件，不再需要描述符。",
              "The mapping remembers the file by itself; the descriptor is no "
              "longer needed."},
     .think = {"把描述符想成进门用的钥匙：进了屋以后，钥匙丢了，屋子会消失吗？",
               "Think of the descriptor as the key to a door: once you are in "
               "the room, does the room vanish when you give the key back?"},
     .run = descriptor_closed},
    {.id = "close_unmaps",
     .points = 3,
     .needs = "unaligned_offset",
     .at = "mapf_close",
     .section = "munmap",
     .title = {"mapf_close 以后，一页都没有留下",
               "after mapf_close not one page is left mapped"},
     .hint = {"munmap 要的是映射的开头（页对齐）和从那里算起的长度，不是 "
              "m.addr 和 m.len。",
              "munmap wants the start of the mapping (page-aligned) and the "
              "length from there, not m.addr and m.len."},
     .think = {"借出来的是整页，交给调用者的只是其中一段。归还的时候，从一段怎"
               "样找回那些整页？",
               "You borrowed whole pages and handed out a part of them. When "
               "you give them back, how do you find the pages from the part?"},
     .run = close_unmaps},
    {.id = "close_twice",
     .points = 1,
     .needs = "opens_at_zero",
     .at = "mapf_close",
     .section = "munmap",
     .title = {"mapf_close 把 addr 置为 NULL，第二次调用得到 EINVAL",
               "mapf_close sets addr to NULL, and a second call gets EINVAL"},
     .hint = {"已经关闭的 m 要认得出来。", "A struct that is already closed "
                                           "must be recognisable."},
     .think = {"有人把同一张借书证交来两次。第二次来的时候，你凭什么看出书早就"
               "还了？",
               "The same library card is handed in twice. By what do you see, "
               "the second time, that the book is back already?"},
     .run = close_twice},
    {.id = "range_in_file",
     .points = 2,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "lab-mapf",
     .title = {"不在文件之内的范围被拒绝：ENODATA，溢出则 EOVERFLOW",
               "a range not inside the file is refused: ENODATA, or EOVERFLOW "
               "if the sum overflows"},
     .hint = {"mmap 不会替你检查文件末尾：现在不拒绝，以后就是 SIGBUS。先查溢"
              "出，再和 st_size 比。",
              "mmap does not look at the end of the file for you: what you do "
              "not refuse now becomes a SIGBUS later. Test for overflow, then "
              "compare with st_size."},
     .think = {"把范围想成尺上的一段，文件想成尺的长度：哪几种放法会越过尺的末"
               "端？还有，“起点加长度”这个数自己一定放得下吗？",
               "Lay a range along a ruler as long as the file: in which ways "
               "can it run off the end? And does \"start plus length\" itself "
               "always fit into a number?"},
     .run = range_in_file},
    {.id = "bad_arguments",
     .points = 1,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "lab-mapf",
     .title = {"NULL、负偏移和不认识的模式得到 EINVAL",
               "NULL, a negative offset and an unknown mode get EINVAL"},
     .hint = {"先检查参数，再做任何系统调用。",
              "Look at the arguments before making any system call."},
     .think = {"哪些请求，不看任何文件就知道没有意义？发现得越晚，要收拾的东西"
               "就越多。",
               "Which requests make no sense, whatever any file holds? The "
               "later you notice, the more there is to clean up."},
     .run = bad_arguments},
    {.id = "errno_kept",
     .points = 1,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "failure",
     .title = {"失败时返回第一个出错的调用的 errno，*m 不变",
               "a failure returns the errno of the first call that failed, and "
               "leaves *m alone"},
     .hint = {"mmap 失败返回 MAP_FAILED，不是 NULL；清理之前先存下 errno。",
              "mmap reports failure by MAP_FAILED, not NULL; save errno before "
              "you clean up."},
     .think = {"errno "
               "像一块只写得下一行字的黑板，每个人都可以擦掉重写。你要的那一行"
               "是谁写的，之后还有谁碰过黑板？",
               "errno is a blackboard with room for one line, and everybody "
               "may overwrite it. Who wrote the line you want, and who has "
               "touched the board since?"},
     .run = errno_kept},
    {.id = "one_sharing_flag",
     .points = 1,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "sharing",
     .title = {"mmap 得到 MAP_SHARED 或 MAP_PRIVATE，恰好一个",
               "mmap gets MAP_SHARED or MAP_PRIVATE, exactly one"},
     .hint = {"两个标志加在一起，是第三个标志。",
              "The two flags together are a third one."},
     .think = {"这两个标志是两个可以各自打开的开关，还是一个开关的两个位置？把"
               "它们的位写成二进制看一看。",
               "Are these two flags switches of their own, or two positions of "
               "one switch? Write their bits down in binary and look."},
     .run = one_sharing_flag},
    {.id = "cloexec",
     .points = 1,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "lab-mapf",
     .title = {"打开文件时带 O_CLOEXEC", "the file is opened with O_CLOEXEC"},
     .hint = {"打开以后再用 fcntl 设置就晚了：中间可能有别的线程 exec。",
              "Setting it later with fcntl is too late: another thread may "
              "exec in between."},
     .think =
         {"另一个线程随时可能 "
          "exec。从文件打开到你做完下一件事，中间有没有一个空隙？什么样的写法没"
          "有空隙？",
          "Another thread may call exec at any moment. Is there a gap between "
          "the opening and your next step? What would leave no gap?"},
     .run = cloexec},
    {.id = "page_size_asked",
     .points = 1,
     .needs = "unaligned_offset",
     .at = "mapf_open",
     .section = "offset",
     .title = {"页更大的机器上也对齐到页",
               "on a machine with larger pages it aligns to those"},
     .hint = {"页大小要问 sysconf(_SC_PAGESIZE)，不要写 4096。",
              "Ask sysconf(_SC_PAGESIZE) for the page size, do not write "
              "4096."},
     .think = {"把你的程序搬到一台页有 16 KiB "
               "的机器上：哪一个数字是你抄下来的，哪一个是问来的？",
               "Carry your program to a machine with pages of 16 KiB: which of "
               "its numbers did you copy down, and which did you ask for?"},
     .run = page_size_asked},
    {.id = "faults",
     .points = 1,
     .needs = "opens_at_zero",
     .at = "mapf_open",
     .section = "failure",
     .title = {"任何一步失败，errno 都对，什么也不留下；EINTR 会重试",
               "whichever step fails, errno is right and nothing is left; "
               "EINTR is retried"},
     .hint = {"每一步失败时，前面做过的都要撤销。",
              "When a step fails, undo all that was done before it."},
     .think = {"把函数画成一段楼梯：在每一级上滑倒，脚下已经走过哪几级？要从哪"
               "一级开始往回走？",
               "Draw the function as a staircase: if you slip on a step, which "
               "steps are behind you already, and from which do you walk back "
               "down?"},
     .run = faults},
    {0},
};

const struct lab lab = {.name = "mapf",
                        .number = "2.1",
                        .title = {"映射任意字节区间", "map any range of bytes"},
                        .chapter = "02-mapped-files",
                        .functions = functions,
                        .checks = checks};
