/* rec_put_checks.c - what must hold of rec_put and rec_get
 *
 * Facts used: C035 (a store is seen by others at once), C049-C053 (msync: its
 * address, its whole pages, its flags). What lies in the file is seen by pread
 * from this process; an msync leaves no trace but the record of the call.
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "fixture.h"
#include "rec_put.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>

enum { REC = sizeof(struct rec), FIELD = 64, TEXT_ROOM = 256, PAGES = 12 };

static const char *const sync_names[] = {"REC_NOSYNC", "REC_ASYNC", "REC_SYNC"};

/* The file, the process that has it mapped, and where. */
struct bench {
    struct fixture f;
    struct student *s;
    uint64_t base;
    size_t maplen;
    size_t page;       /* what the process is told */
    size_t calls_from; /* calls made before the last rec_put */
};

/* One record to store. */
struct put {
    size_t maplen, idx;
    uint64_t seq;
    char text[TEXT_ROOM];
    int sync;
};

/* ---- asking -------------------------------------------------------------- */

static void map(struct bench *b, int writable)
{
    struct claim c;

    student_call(b->s, &c, "map %zu %zu %d %s", b->maplen, b->page, writable,
                 b->f.path);
    if (c.ret == -1) {
        errno = c.err;
        grader_error("map a fixture in the student's process");
    }
    b->base = c.value[0];
}

static struct bench begin(void)
{
    struct bench b = {.f = fixture_random(PAGES * page_size),
                      .maplen = PAGES * page_size,
                      .page = page_size};

    b.s = student_start();
    map(&b, 1);
    return b;
}

/* A record of random content, `length` letters long. */
static struct put some_record(const struct bench *b, size_t idx, size_t length,
                              int sync)
{
    struct put p = {.maplen = b->maplen, .idx = idx, .sync = sync};

    p.seq = chance_u64();
    for (size_t i = 0; i < length; i++)
        p.text[i] = (char)chance_between('A', 'Z');
    return p;
}

static struct claim ask_put(struct bench *b, const char *op,
                            const struct put *p)
{
    struct claim c;

    b->calls_from = calls_made(b->s);
    student_call(b->s, &c, "%s %zu %zu %" PRIu64 " %d %s", op, p->maplen,
                 p->idx, p->seq, p->sync, p->text);
    return c;
}

static struct put put_some(struct bench *b, size_t idx, size_t length, int sync)
{
    struct put p = some_record(b, idx, length, sync);
    struct claim c = ask_put(b, "put", &p);

    expect(c.ret == 0, "第 %zu 条记录，%s：返回 %ld（%s），应为 0",
           "record %zu, %s: returned %ld (%s), expected 0", idx,
           sync_names[sync], c.ret, error_word(c.err));
    return p;
}

/* The same, when only the calls it makes matter. */
static void sync_some(struct bench *b, size_t idx, int sync)
{
    struct put p = some_record(b, idx, 20, sync);

    ask_put(b, "put", &p);
}

/* ---- the file ------------------------------------------------------------ */

static unsigned char before[1 << 20], now[1 << 20];

static void remember(const struct bench *b)
{
    fixture_read(&b->f, 0, before, b->f.size);
}

static struct rec record_in_file(const struct bench *b, size_t idx)
{
    struct rec r;

    fixture_read(&b->f, idx * REC, &r, REC);
    return r;
}

/* Number and text, the text up to its NUL. */
static void expect_stored(const struct bench *b, const struct put *p)
{
    struct rec r = record_in_file(b, p->idx);
    size_t length = strnlen(p->text, FIELD - 1), at;

    expect(r.seq == p->seq,
           "第 %zu 条记录：另一个进程用 pread 看到的 seq 是 %" PRIu64
           "，应为 %" PRIu64,
           "record %zu: pread from another process sees seq %" PRIu64
           ", expected %" PRIu64,
           p->idx, r.seq, p->seq);
    at = first_difference(r.text, p->text, length);
    expect(at == length,
           "第 %zu 条记录：文件里 text[%zu] 是 0x%02x，应为 0x%02x",
           "record %zu: text[%zu] in the file is 0x%02x, expected 0x%02x",
           p->idx, at, (unsigned char)r.text[at], (unsigned char)p->text[at]);
    expect(r.text[length] == '\0',
           "第 %zu 条记录，文字 %zu 字节：文件里 text[%zu] 是 0x%02x，应为 NUL",
           "record %zu, text of %zu bytes: text[%zu] in the file is 0x%02x, "
           "expected NUL",
           p->idx, strlen(p->text), length, (unsigned char)r.text[length]);
}

/* Nothing but record idx differs from what was remembered. */
static void expect_neighbours(const struct bench *b, size_t idx)
{
    size_t size = b->f.size, at;

    fixture_read(&b->f, 0, now, size);
    memcpy(now + idx * REC, before + idx * REC, REC);
    at = first_difference(now, before, size);
    expect(at == size,
           "写第 %zu 条记录，第 %zu 条的第 %zu 个字节变了，应保持原样",
           "storing record %zu changed another place: record %zu, byte %zu; it "
           "must stay as it was",
           idx, at / REC, at % REC);
}

static void expect_refused(struct bench *b, const char *op, const struct put *p,
                           int err)
{
    struct claim c = ask_put(b, op, p);
    size_t at;

    expect(c.ret == -1 && c.err == err,
           "%s：maplen 为 %zu，idx 为 %zu，sync 为 %d：返回 %ld（%s），应为 "
           "-1（%s）",
           "%s: maplen %zu, idx %zu, sync %d: returned %ld (%s), expected -1 "
           "(%s)",
           op, p->maplen, p->idx, p->sync, c.ret, error_word(c.err),
           error_word(err));
    fixture_read(&b->f, 0, now, b->f.size);
    at = first_difference(now, before, b->f.size);
    expect(at == b->f.size,
           "%s：maplen 为 %zu，idx 为 %zu，sync 为 %d：返回了 -1，可是第 %zu "
           "条记录已经变了",
           "%s: maplen %zu, idx %zu, sync %d: returned -1, but record %zu has "
           "changed",
           op, p->maplen, p->idx, p->sync, at / REC);
}

/* ---- its calls of msync -------------------------------------------------- */

/* What one call covers, as offsets in the mapping; whole pages, as the kernel
 * takes them. */
struct span {
    uint64_t start, end;
    uint64_t first_page, last_page;
    struct call call;
};

static int next_sync(const struct bench *b, size_t *i, struct span *span)
{
    if (!calls_find(b->s, i, "msync", &span->call))
        return 0;
    span->start = (uint64_t)span->call.argument[0] - b->base;
    span->end = span->start + (uint64_t)span->call.argument[1];
    expect(span->start < b->maplen && span->end > span->start &&
               span->end <= b->maplen + b->page,
           "msync 的范围不在映射里，或者长度是 0",
           "the range of msync is not inside the mapping, or has length 0");
    span->first_page = span->start / b->page;
    span->last_page = (span->end - 1) / b->page;
    return 1;
}

static void expect_some_sync(const struct bench *b, size_t idx)
{
    expect(calls_count(b->s, b->calls_from, "msync") > 0,
           "第 %zu 条记录：没有调用 msync", "record %zu: msync was not called",
           idx);
}

static void expect_aligned(const struct bench *b, size_t idx)
{
    size_t i = b->calls_from;
    struct span span;

    expect_some_sync(b, idx);
    while (next_sync(b, &i, &span)) {
        expect(span.start % b->page == 0,
               "第 %zu 条记录（偏移 %zu），页大小 %zu：msync 的地址是映射的第 "
               "%" PRIu64 " 字节，不在页的边界上",
               "record %zu (offset %zu), pages of %zu bytes: the address of "
               "msync is byte %" PRIu64 " of the mapping, not on a page "
               "boundary",
               idx, idx * REC, b->page, span.start);
        expect(span.call.result == 0, "第 %zu 条记录：msync 失败了（%s）",
               "record %zu: msync failed (%s)", idx,
               error_word(span.call.error));
    }
}

static int byte_synced(const struct bench *b, size_t at)
{
    size_t i = b->calls_from;
    struct span span;

    while (next_sync(b, &i, &span))
        if (span.start <= at && at < span.end)
            return 1;
    return 0;
}

static void expect_covered(const struct bench *b, size_t idx)
{
    size_t start = idx * REC, end = start + REC;

    for (size_t at = start; at < end; at++)
        expect(byte_synced(b, at),
               "第 %zu 条记录占映射的第 %zu 到第 %zu 字节（每页 %zu 字节），"
               "msync 没有盖住第 %zu 字节",
               "record %zu lies in bytes %zu to %zu of the mapping (pages of "
               "%zu bytes), and no msync covers byte %zu",
               idx, start, end - 1, b->page, at);
}

static void expect_no_more(const struct bench *b, size_t idx)
{
    size_t first = idx * REC / b->page;
    size_t last = (idx * REC + REC - 1) / b->page, i = b->calls_from;
    struct span span;

    expect_some_sync(b, idx);
    while (next_sync(b, &i, &span))
        expect(span.first_page >= first && span.last_page <= last,
               "第 %zu 条记录在第 %zu 到第 %zu 页里，msync 碰了第 %" PRIu64
               " 到第 %" PRIu64 " 页",
               "record %zu lies in pages %zu to %zu, msync took pages %" PRIu64
               " to %" PRIu64,
               idx, first, last, span.first_page, span.last_page);
}

/* ---- the checks: what is stored ------------------------------------------ */

static void stores_record(void)
{
    struct bench b = begin();
    const size_t records = b.maplen / REC;
    const size_t idx[] = {0, 1, page_size / REC,
                          chance_between(page_size / REC + 1, records - 2),
                          records - 1};
    struct put largest;
    struct claim c;

    for (size_t i = 0; i < sizeof idx / sizeof *idx; i++) {
        struct put p;

        remember(&b);
        p = put_some(&b, idx[i], chance_between(1, 40), REC_NOSYNC);
        expect_stored(&b, &p);
        expect_neighbours(&b, idx[i]);
    }
    remember(&b);
    largest = some_record(&b, 2, 0, REC_NOSYNC);
    largest.seq = UINT64_MAX;
    c = ask_put(&b, "put", &largest);
    expect(c.ret == 0, "seq 是最大的数，text 为空：返回 %ld（%s），应为 0",
           "largest seq, empty text: returned %ld (%s), expected 0", c.ret,
           error_word(c.err));
    expect_stored(&b, &largest);
    expect_neighbours(&b, 2);
    student_end(b.s);
}

static void text_cut(void)
{
    const size_t lengths[] = {62, 63, 64, 65, 72, 200};
    struct bench b = begin();

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        size_t idx = 3 + 2 * i;
        struct put p;

        remember(&b);
        p = put_some(&b, idx, lengths[i], REC_NOSYNC);
        expect_stored(&b, &p);
        expect_neighbours(&b, idx);
    }
    student_end(b.s);
}

static void rest_zeroed(void)
{
    const size_t lengths[] = {0, 1, 30, 61}, idx = 7;
    const char zeros[FIELD] = {0};
    struct bench b = begin();

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        size_t rest = FIELD - lengths[i], at;
        struct rec r;

        put_some(&b, idx, FIELD - 1, REC_NOSYNC);
        put_some(&b, idx, lengths[i], REC_NOSYNC);
        r = record_in_file(&b, idx);
        at = first_difference(r.text + lengths[i], zeros, rest);
        expect(at == rest,
               "文字 %zu 字节，写在一条长的旧文字上面：text[%zu] 是 "
               "0x%02x，应为 0",
               "a text of %zu bytes, stored over a long old one: text[%zu] is "
               "0x%02x, expected 0",
               lengths[i], lengths[i] + at,
               (unsigned char)r.text[lengths[i] + at]);
    }
    student_end(b.s);
}

/* ---- the checks: what is refused ----------------------------------------- */

static void range(void)
{
    const struct {
        size_t maplen, idx;
    } outside[] = {{10 * REC, 10},
                   {10 * REC + REC - 1, 10},
                   {10 * REC - 1, 9},
                   {REC - 1, 0},
                   {2 * REC - 1, 1},
                   {0, 0},
                   {10 * REC, (size_t)1 << 61}, /* 72 times this is 0 */
                   {10 * REC, SIZE_MAX},
                   {10 * REC, SIZE_MAX / REC},
                   {10 * REC, SIZE_MAX / REC + 1}};
    struct bench b = begin();
    struct put p;

    b.maplen = 10 * REC;
    put_some(&b, 9, 20, REC_NOSYNC); /* the last one there is room for */
    remember(&b);
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        p = some_record(&b, outside[i].idx, 20, REC_NOSYNC);
        p.maplen = outside[i].maplen;
        expect_refused(&b, "put", &p, ERANGE);
    }
    student_end(b.s);
}

static void bad_arguments(void)
{
    const int unknown[] = {3, -1, 99};
    struct bench b = begin();
    struct put p;

    put_some(&b, 2, 20, REC_NOSYNC);
    remember(&b);
    p = some_record(&b, 2, 20, REC_NOSYNC);
    expect_refused(&b, "put-null-base", &p, EINVAL);
    p.text[0] = '\0';
    expect_refused(&b, "put-null-text", &p, EINVAL);
    for (int i = 0; i < 3; i++) {
        p = some_record(&b, 2, 20, unknown[i]);
        expect_refused(&b, "put", &p, EINVAL);
    }
    p.idx = SIZE_MAX; /* two mistakes: sync is looked at first */
    expect_refused(&b, "put", &p, EINVAL);
    expect(calls_count(b.s, b.calls_from, "msync") == 0,
           "参数不对，却调用了 msync",
           "the arguments are wrong, and msync was called all the same");
    student_end(b.s);
}

/* ---- the checks: reading back -------------------------------------------- */

/* Ask; what *out holds afterwards goes to *r. */
static struct claim ask_get(struct bench *b, const char *op, size_t maplen,
                            size_t idx, struct rec *r)
{
    struct claim c;

    student_call(b->s, &c, "%s %zu %zu", op, maplen, idx);
    if (view_read(b->s->pid, c.value[0], r, REC) != REC)
        grader_error("read a record from the student's memory");
    return c;
}

static void expect_got(struct bench *b, size_t idx)
{
    struct rec seen, want = record_in_file(b, idx);
    struct claim c = ask_get(b, "get", b->maplen, idx, &seen);
    size_t at = first_difference(&seen, &want, REC);

    expect(c.ret == 0, "读第 %zu 条记录：返回 %ld（%s），应为 0",
           "record %zu: rec_get returned %ld (%s), expected 0", idx, c.ret,
           error_word(c.err));
    expect(at == REC, "读第 %zu 条记录：*out 的第 %zu 个字节和文件里的不同",
           "record %zu: byte %zu of *out differs from the one in the file", idx,
           at);
}

static void expect_not_got(struct bench *b, const char *op, size_t maplen,
                           size_t idx, int err)
{
    unsigned char untouched[REC];
    struct rec seen;
    struct claim c = ask_get(b, op, maplen, idx, &seen);

    memset(untouched, 0x5a, REC);
    expect(c.ret == -1 && c.err == err,
           "%s：maplen 为 %zu，idx 为 %zu：返回 %ld（%s），应为 -1（%s）",
           "%s: maplen %zu, idx %zu: returned %ld (%s), expected -1 (%s)", op,
           maplen, idx, c.ret, error_word(c.err), error_word(err));
    expect(memcmp(&seen, untouched, REC) == 0,
           "%s：maplen 为 %zu，idx 为 %zu：失败了，*out 却变了，应保持原样",
           "%s: maplen %zu, idx %zu: it failed, but *out has changed; it must "
           "stay as it was",
           op, maplen, idx);
}

static void get_record(void)
{
    struct bench b = begin();

    map(&b, 0); /* a mapping that can only be read is enough */
    expect_got(&b, 0);
    expect_got(&b, page_size / REC);
    expect_got(&b, b.maplen / REC - 1);
    expect_not_got(&b, "get", 10 * REC, 10, ERANGE);
    expect_not_got(&b, "get", 11 * REC - 1, 10, ERANGE);
    expect_not_got(&b, "get", 10 * REC, (size_t)1 << 61, ERANGE);
    expect_not_got(&b, "get", 10 * REC, SIZE_MAX, ERANGE);
    expect_not_got(&b, "get-null-base", 10 * REC, 0, EINVAL);
    expect_not_got(&b, "get-null-out", 10 * REC, 0, EINVAL);
    student_end(b.s);
}

/* ---- the checks: msync --------------------------------------------------- */

static void one_msync(void)
{
    const size_t idx[] = {5, page_size / REC};
    struct bench b = begin();

    for (int sync = REC_NOSYNC; sync <= REC_SYNC; sync++)
        for (int i = 0; i < 2; i++) {
            size_t want = sync == REC_NOSYNC ? 0 : 1, calls;

            if (sync == REC_NOSYNC)
                put_some(&b, idx[i], 20, sync);
            else
                sync_some(&b, idx[i], sync);
            calls = calls_count(b.s, b.calls_from, "msync");
            expect(calls == want,
                   "第 %zu 条记录，%s：调用了 %zu 次 msync，应为 %zu 次",
                   "record %zu, %s: %zu call(s) of msync, expected %zu", idx[i],
                   sync_names[sync], calls, want);
        }
    student_end(b.s);
}

static void sync_aligned(void)
{
    const size_t idx[] = {1, page_size / REC, 3 * page_size / REC + 9};
    struct bench b = begin();

    for (int i = 0; i < 3; i++) {
        sync_some(&b, idx[i], REC_SYNC);
        expect_aligned(&b, idx[i]);
    }
    student_end(b.s);
}

/* The last msync saw the bytes that are in its range now. */
static void expect_synced_last(const struct bench *b, size_t idx)
{
    size_t i = b->calls_from;
    struct span span = {0};

    expect_some_sync(b, idx);
    while (next_sync(b, &i, &span))
        ;
    fixture_read(&b->f, span.start, now, span.end - span.start);
    expect(span.call.snapshot == calls_hash(now, span.end - span.start),
           "第 %zu 条记录：调用 msync 的时候，记录还没有全部写好",
           "record %zu: when msync was called the record was not yet stored "
           "completely",
           idx);
}

static void sync_after_store(void)
{
    const size_t idx[] = {0, 4, page_size / REC};
    struct bench b = begin();

    for (int sync = REC_ASYNC; sync <= REC_SYNC; sync++)
        for (int i = 0; i < 3; i++) {
            sync_some(&b, idx[i], sync);
            expect_synced_last(&b, idx[i]);
        }
    student_end(b.s);
}

static void sync_covers(void)
{
    struct bench b = begin();

    for (size_t page = 1; page <= 3; page++) {
        size_t idx = page * page_size / REC; /* across the edge */

        sync_some(&b, idx, REC_SYNC);
        expect_covered(&b, idx);
    }
    student_end(b.s);
}

static void sync_no_more(void)
{
    const size_t idx[] = {20, page_size / REC, 5 * page_size / REC + 11};
    struct bench b = begin();

    for (int i = 0; i < 3; i++) {
        sync_some(&b, idx[i], REC_SYNC);
        expect_no_more(&b, idx[i]);
    }
    student_end(b.s);
}

/* 9 pages hold a whole number of records, page_size / 8: the last of them
 * ends with its page, and the next one starts with its own. */
static void page_edges(void)
{
    const size_t idx[] = {0, page_size / 8 - 1, page_size / 8};
    struct bench b = begin();

    for (int i = 0; i < 3; i++) {
        sync_some(&b, idx[i], REC_SYNC);
        expect_covered(&b, idx[i]);
        expect_no_more(&b, idx[i]);
    }
    student_end(b.s);
}

static void expect_flag(const struct bench *b, int sync, int flag, int other)
{
    size_t i = b->calls_from;
    struct span span;

    expect_some_sync(b, 5);
    while (next_sync(b, &i, &span)) {
        int flags = (int)span.call.argument[2];

        expect(!(flags & flag) != !(flags & other),
               "%s：msync 的标志里 MS_SYNC 和 MS_ASYNC 应恰好有一个",
               "%s: the flags of msync must hold exactly one of MS_SYNC and "
               "MS_ASYNC",
               sync_names[sync]);
        expect((flags & ~MS_INVALIDATE) == flag,
               "%s：msync 的标志是 0x%x，应为 0x%x（可以再加 MS_INVALIDATE）",
               "%s: the flags of msync are 0x%x, expected 0x%x (MS_INVALIDATE "
               "may be added)",
               sync_names[sync], flags, flag);
    }
}

static void sync_flag(void)
{
    struct bench b = begin();
    struct put p = some_record(&b, 5, 20, REC_SYNC);

    ask_put(&b, "put", &p);
    expect_flag(&b, REC_SYNC, MS_SYNC, MS_ASYNC);
    p.sync = REC_ASYNC;
    ask_put(&b, "put", &p);
    expect_flag(&b, REC_ASYNC, MS_ASYNC, MS_SYNC);
    student_end(b.s);
}

/* ---- the checks: when msync fails ---------------------------------------- */

static void fails_with(struct bench *b, size_t idx, int sync, int error)
{
    struct put p = some_record(b, idx, 20, sync);
    struct claim c;

    calls_no_plan(b->s);
    calls_fail(b->s, "msync", 1, error);
    c = ask_put(b, "put", &p);
    expect_some_sync(b, idx);
    expect(c.ret == -1 && c.err == error,
           "msync 失败，errno 是 %1$s：rec_put 返回 %2$ld（%3$s），应为 "
           "-1（%1$s）",
           "msync failed with %1$s: rec_put returned %2$ld (%3$s), expected "
           "-1 (%1$s)",
           error_word(error), c.ret, error_word(c.err));
    expect_stored(b, &p);
}

static void expect_made_again(struct bench *b, size_t idx)
{
    size_t i = b->calls_from;
    struct span span = {0};

    while (next_sync(b, &i, &span))
        ;
    expect(span.call.name && !span.call.planned && span.call.result == 0,
           "第 %zu 条记录：被信号打断的 msync 没有再来一次",
           "record %zu: the msync that a signal interrupted was not made "
           "again",
           idx);
}

static void msync_error(void)
{
    struct bench b = begin();

    fails_with(&b, 4, REC_SYNC, EIO);
    fails_with(&b, 6, REC_ASYNC, ENOMEM);
    calls_no_plan(b.s);
    calls_fail(b.s, "msync", 1, EINTR);
    put_some(&b, 8, 20, REC_SYNC); /* EINTR never reaches the caller */
    expect_made_again(&b, 8);
    student_end(b.s);
}

static void big_pages(void)
{
    const size_t big = 16 * page_size;
    const size_t idx[] = {page_size / REC + 5, big / REC, 2 * big / REC + 100};
    struct bench b = {
        .f = fixture_random(3 * big), .maplen = 3 * big, .page = big};

    b.s = student_start();
    calls_page_size(b.s, big);
    map(&b, 1);
    for (int i = 0; i < 3; i++) {
        sync_some(&b, idx[i], REC_SYNC);
        expect_aligned(&b, idx[i]);
        expect_covered(&b, idx[i]);
        expect_no_more(&b, idx[i]);
    }
    student_end(b.s);
}

static const char *const functions[] = {"rec_put", "rec_get", NULL};

static const struct check checks[] = {
    {.id = "stores_record",
     .points = 2,
     .at = "rec_put",
     .section = "one-cache",
     .title = {"写好的记录，别的进程不等 msync 就用 pread 看到",
               "another process sees a record by pread, without any msync"},
     .hint = {"直接写进映射里的 72 个字节：第 idx 条从 idx * 72 开始。",
              "Store the 72 bytes in the mapping itself; record idx begins at "
              "idx * 72."},
     .think = {"画一排格子，每格 72 字节。第 2 条从第几个字节开始？你的指针是"
               "什么类型，它加 1 走多远？",
               "Draw a row of boxes of 72 bytes. At which byte does record 2 "
               "start? What type has your pointer, and how far does it go when "
               "you add 1?"},
     .run = stores_record},
    {.id = "text_cut",
     .points = 2,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "lab-rec-put",
     .title = {"text 最多取 63 个字节，旁边的记录不变",
               "at most 63 bytes of text are taken, and the next record does "
               "not change"},
     .hint = {"text 字段有 64 个字节，最后一个永远是 NUL。",
              "The field has 64 bytes, and the last one is always NUL."},
     .think = {"文字正好 63、64、65 个字节时，最后一个写进去的字节分别落在 "
               "text 的哪一格？格子的编号到几为止？",
               "With a text of exactly 63, 64, 65 bytes: which element of text "
               "takes the last byte stored? And what is the last element "
               "there is?"},
     .run = text_cut},
    {.id = "rest_zeroed",
     .points = 2,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "lab-rec-put",
     .title =
         {"短文字后面的字节全是 0，没有旧文字",
          "behind a short text there are zeros only, nothing of an old text"},
     .hint = {"写完文字，把 text 字段剩下的也写成 0。",
              "After the text, store zeros in all the rest of the field."},
     .think = {"先写一条长的，再在同一个地方写一条短的。短的 NUL 右边现在是"
               "什么？谁能读到它？",
               "Store a long text, then a short one in the same place. What is "
               "to the right of the short one's NUL now, and who can read "
               "it?"},
     .run = rest_zeroed},
    {.id = "range",
     .points = 1,
     .at = "rec_put",
     .section = "lab-rec-put",
     .title = {"不完全在 maplen 里的记录得到 ERANGE，什么也没有写",
               "a record not wholly inside maplen gets ERANGE, and nothing is "
               "stored"},
     .hint = {"不要用乘法检查：maplen 里放得下几条？",
              "Do not test with a product: how many records does maplen hold?"},
     .think = {"size_t 像里程表，走到头就回到 0。有没有一个很大的 idx，乘以 "
               "72 以后看起来很小？",
               "A size_t is an odometer: past its end it starts at 0. Is there "
               "a huge idx that looks small once it is multiplied by 72?"},
     .run = range},
    {.id = "bad_arguments",
     .points = 1,
     .at = "rec_put",
     .section = "lab-rec-put",
     .title = {"NULL 和不认识的 sync 得到 EINVAL，什么也没有写",
               "NULL and an unknown sync get EINVAL, and nothing is stored"},
     .hint = {"在写第一个字节之前检查全部参数。",
              "Look at all arguments before the first store."},
     .think = {"调用者收到 -1，会以为记录还是旧的。到那时为止，你的函数已经动"
               "过什么？",
               "A caller who gets -1 believes that the record is the old one. "
               "What has your function touched by then?"},
     .run = bad_arguments},
    {.id = "get_record",
     .points = 1,
     .at = "rec_get",
     .section = "lab-rec-put",
     .title =
         {"rec_get 交出那 72 个字节；失败时 *out 不变",
          "rec_get hands out those 72 bytes, and a failure leaves *out alone"},
     .hint = {"先检查，最后才写 *out。", "Test first, write *out last."},
     .think = {"mmap 给你的页比 maplen 长一点。读到 maplen 之后，谁会告诉"
               "你？如果没有人，那由谁来检查？",
               "The pages mmap gave you reach a little beyond maplen. Who "
               "tells you when you read past maplen? If nobody does, whose "
               "task is it to look?"},
     .run = get_record},
    {.id = "one_msync",
     .points = 2,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "durability",
     .title =
         {"REC_NOSYNC 不调用 msync，另外两种恰好调用一次",
          "REC_NOSYNC makes no call of msync, the other two make exactly one"},
     .hint = {"一次 msync 可以盖住好几页。",
              "One msync can cover several pages."},
     .think = {"三种 sync 里，哪一种的调用者在乎断电？每一种等的是谁？",
               "Which of the three callers cares about a power failure, and "
               "for whom does each of them wait?"},
     .run = one_msync},
    {.id = "sync_aligned",
     .points = 2,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "durability",
     .title = {"msync 的地址在页的边界上，并且成功",
               "the address given to msync is on a page boundary, and the call "
               "succeeds"},
     .hint =
         {"从记录的地址退到它那一页的开头。",
          "From the address of the record go back to the start of its page."},
     .think = {"内核按页记住谁被改过，不按记录。你的记录在哪一页？那一页从哪个"
               "字节开始？",
               "The kernel notes changes by the page, not by the record. In "
               "which page is your record, and at which byte does that page "
               "start?"},
     .run = sync_aligned},
    {.id = "sync_after_store",
     .points = 3,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "durability",
     .title = {"msync 的时候，新的字节已经在了",
               "the new bytes are there when msync is called"},
     .hint =
         {"先写，再 msync：它只管调用时已经写好的字节。",
          "Store first, then msync: it cares for bytes stored by then only."},
     .think = {"msync 刚返回就断电。回头看，哪些字节已经在磁盘上，哪些还只在"
               "内存里？",
               "The power fails just after msync has returned. Looking back: "
               "which bytes were on the disk, and which in memory only?"},
     .run = sync_after_store},
    {.id = "sync_covers",
     .points = 2,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "durability",
     .title = {"跨页的记录，msync 盖住它的每一个字节",
               "when a record crosses an edge, msync covers every byte of it"},
     .hint = {"长度从页的开头算到记录的末尾。",
              "The length counts from the start of the page to the end of the "
              "record."},
     .think = {"72 除不尽页的大小。找出第一条跨页的记录，把它的头尾和页的边界"
               "画在一条线上。",
               "72 does not divide the size of a page. Find the first record "
               "that crosses an edge, and draw its two ends and the edge on "
               "one line."},
     .run = sync_covers},
    {.id = "sync_no_more",
     .points = 2,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "durability",
     .title = {"msync 不碰记录之外的页",
               "msync touches no page that the record does not"},
     .hint = {"只要这条记录的那一页或者两页。",
              "The one or two pages of this record are enough."},
     .think = {"映射有一百万页，改了 72 个字节。磁盘该写多少？",
               "The mapping has a million pages and 72 bytes have changed. How "
               "much should the disk have to write?"},
     .run = sync_no_more},
    {.id = "page_edges",
     .points = 1,
     .needs = "sync_aligned",
     .at = "rec_put",
     .section = "offset",
     .title =
         {"正好在页的边界开始或结束的记录只收一页",
          "a record that begins or ends exactly at a page edge syncs one page"},
     .hint = {"末尾正好是页的倍数时，不要再进一页。",
              "When the end is a multiple of the page size, do not go up "
              "another page."},
     .think = {"一条记录正好填满一页的最后 72 个字节。手算你的起点和长度：末尾"
               "是在这一页，还是已经进了下一页？",
               "A record fills the last 72 bytes of a page exactly. Work out "
               "your start and your length by hand: is the end still in this "
               "page, or already in the next?"},
     .run = page_edges},
    {.id = "sync_flag",
     .points = 2,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "durability",
     .title = {"REC_SYNC 用 MS_SYNC，REC_ASYNC 用 MS_ASYNC，不混用",
               "REC_SYNC means MS_SYNC, REC_ASYNC means MS_ASYNC, never both"},
     .hint = {"两个标志互相排斥，同时给出是 EINVAL。",
              "The two flags exclude each other: both together are EINVAL."},
     .think = {"REC_ASYNC 的调用者为什么不愿意等？你替他选的标志，会让他等吗？",
               "Why does a caller choose REC_ASYNC? And does the flag you pass "
               "on for him make him wait?"},
     .run = sync_flag},
    {.id = "msync_error",
     .points = 1,
     .needs = "stores_record",
     .at = "rec_put",
     .section = "failure",
     .title = {"msync 失败时返回 -1 和它的 errno，记录留着；EINTR 会重试",
               "when msync fails its errno is returned, and the record stays "
               "stored; EINTR is retried"},
     .hint = {"看 msync 的结果；已经写好的不要收回。",
              "Look at the result of msync; do not take back what is stored."},
     .think = {"磁盘坏了，你返回 0，调用者就去告诉用户“已保存”。反过来，把旧记"
               "录放回去，刚才读过新记录的人怎么办？",
               "The disk is broken and you return 0: the caller tells the user "
               "“saved”. Or you put the old record back: what about "
               "those who have read the new one?"},
     .run = msync_error},
    {.id = "big_pages",
     .points = 1,
     .needs = "sync_aligned",
     .at = "rec_put",
     .section = "offset",
     .title = {"页的大小问过系统：页大小变成 65536 时地址仍然对齐",
               "the page size was asked for: with pages of 65536 the address "
               "is still aligned"},
     .hint = {"sysconf(_SC_PAGESIZE)，不是 4096。",
              "sysconf(_SC_PAGESIZE), not 4096."},
     .think = {"同一个程序拿到 64 KiB 一页的 ARM "
               "服务器上重新编译。哪一行会错？",
               "The same program is compiled again on an ARM server with pages "
               "of 64 KiB. Which of its lines is wrong there?"},
     .run = big_pages},
    {0},
};

const struct lab lab = {.name = "rec_put",
                        .number = "2.3",
                        .chapter = "02-mapped-files",
                        .title = {"可持久的记录", "records that last"},
                        .functions = functions,
                        .checks = checks};
