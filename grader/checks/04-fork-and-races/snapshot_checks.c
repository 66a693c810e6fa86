/* snapshot_checks.c - what must hold of snapshot_start and snapshot_wait
 *
 * Facts used: C004, M045 (fork copies on write), B035 (stdio across fork). Most
 * of it goes into a pipe of one page that this process reads, or does not: a
 * child that is asleep in write cannot have gone further, and nothing depends
 * on who is faster. Children, sleep and zombies are seen in /proc.
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
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    ROOM = 1 << 20,
    CHILDREN = 16,
    UNTOUCHED = 12345,
    PATIENCE_MS = 10000,
    OWN_STATUS = 7
};

/* Too much to be there twice: a process may have 256 MiB. */
static const size_t huge = (size_t)160 << 20;

static unsigned char old_bytes[ROOM], new_bytes[ROOM], got[ROOM], around[ROOM];

/* A process with data to write, and where the first call left its count. */
struct desk {
    struct student *s;
    uint64_t data, strays;
    size_t size;
};

/* A pipe with a name: the student writes, the checker reads. */
static struct {
    int fd;
    char path[192];
} pipes[2];

/* ---- bytes --------------------------------------------------------------- */

static void make_bytes(unsigned char *bytes, size_t size, uint64_t seed)
{
    for (size_t i = 0; i < size; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        bytes[i] = (unsigned char)(seed >> 56);
    }
}

/* A process whose data is old_bytes. */
static struct desk begin(size_t size)
{
    struct desk d = {.s = student_start(), .size = size};
    uint64_t seed = chance_u64();
    struct claim c;

    make_bytes(old_bytes, size, seed);
    student_call(d.s, &c, "data %zu %" PRIu64, size, seed);
    if (c.ret == -1)
        grader_error("memory for the data");
    d.data = c.value[0];
    return d;
}

/* It stores new bytes over all of its data. */
static void change(struct desk *d, unsigned char *bytes)
{
    uint64_t seed = chance_u64();
    struct claim c;

    make_bytes(bytes, d->size, seed);
    student_call(d->s, &c, "change %" PRIu64, seed);
}

static void open_out(struct desk *d, int slot, int read_only, size_t offset,
                     const char *path)
{
    struct claim c;

    student_call(d->s, &c, "out %d %d %zu %s", slot, read_only, offset, path);
    if (c.ret == -1) {
        errno = c.err;
        grader_error("open where the snapshot goes");
    }
}

/* ---- the pipe ------------------------------------------------------------ */

static void close_pipe(int i)
{
    if (pipes[i].fd > 0)
        close(pipes[i].fd);
    pipes[i].fd = 0;
}

static void open_pipe(struct desk *d, int i)
{
    close_pipe(i);
    snprintf(pipes[i].path, sizeof pipes[i].path, "%s", fixture_missing());
    fixture_expect(pipes[i].path);
    if (mkfifo(pipes[i].path, 0600) == -1)
        grader_error("make a pipe");
    pipes[i].fd =
        open(pipes[i].path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (pipes[i].fd == -1)
        grader_error("open a pipe");
    /* Where one page is refused it holds more: still less than the data. */
    fcntl(pipes[i].fd, F_SETPIPE_SZ, (int)page_size);
    open_out(d, i, 0, 0, pipes[i].path);
}

/* As much as goes in; how much that is. */
static size_t fill_pipe(int i)
{
    int fd =
        open(pipes[i].path, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    size_t filled = 0;
    ssize_t w;

    if (fd == -1)
        grader_error("open a pipe to fill it");
    memset(got, 0, sizeof got);
    while ((w = write(fd, got, page_size)) > 0)
        filled += (size_t)w;
    close(fd);
    return filled;
}

static int has_ended(pid_t pid)
{
    char state, call[64];

    return view_stuck(pid, &state, call, sizeof call) == -1 || state == 'Z';
}

static int any_child_lives(const struct desk *d)
{
    pid_t children[CHILDREN];
    int n = view_children(d->s->pid, children, CHILDREN);

    for (int i = 0; i < n; i++)
        if (!has_ended(children[i]))
            return 1;
    return 0;
}

/* What comes out of pipe i, at most `want` bytes; less when nobody is left who
 * could write. */
static size_t take(const struct desk *d, int i, size_t want)
{
    int64_t deadline = now_ms() + PATIENCE_MS;
    struct pollfd p = {.fd = pipes[i].fd, .events = POLLIN};
    size_t n = 0;

    while (n < want && now_ms() < deadline) {
        int more = any_child_lives(d); /* asked before the read */
        ssize_t r = read(pipes[i].fd, got + n, want - n);

        if (r == 0 || (r == -1 && errno == EAGAIN && !more))
            break;
        if (r == -1 && errno != EAGAIN)
            grader_error("read the pipe");
        if (r > 0)
            n += (size_t)r;
        else if (poll(&p, 1, 1) == -1 && errno != EINTR)
            grader_error("poll");
    }
    return n;
}

static void take_filling(const struct desk *d, size_t filled)
{
    if (take(d, 0, filled) != filled)
        grader_error("take out of the pipe what filled it");
}

/* ---- starting ------------------------------------------------------------ */

static int is_one_of(pid_t pid, const pid_t *list, int n)
{
    for (int i = 0; i < n; i++)
        if (list[i] == pid)
            return 1;
    return 0;
}

/* Does it sleep in a write to a pipe that is full, and nobody reads? */
static int writes_in_vain(pid_t pid, int i)
{
    struct view_sleep how;
    struct stat theirs, ours;
    char path[64];

    if (view_asleep(pid, &how) != 1 || how.call != SYS_write)
        return 0;
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid,
             (int)how.argument[0]);
    return stat(path, &theirs) == 0 && fstat(pipes[i].fd, &ours) == 0 &&
           S_ISFIFO(theirs.st_mode) && theirs.st_ino == ours.st_ino &&
           theirs.st_dev == ours.st_dev;
}

/* Or does it wait for a child that does? */
static int waits_in_vain(const struct desk *d, int i)
{
    struct view_sleep how;
    pid_t children[CHILDREN];
    int n = view_children(d->s->pid, children, CHILDREN), writers = 0;

    for (int k = 0; k < n; k++)
        writers += writes_in_vain(children[k], i);
    return n > 0 && writers == n && view_asleep(d->s->pid, &how) == 1 &&
           (how.call == SYS_wait4 || how.call == SYS_waitid);
}

/* The call is under way, and will never end: better said now than when its time
 * is up. */
static void expect_no_wait(const struct desk *d, int i)
{
    int writes = writes_in_vain(d->s->pid, i);

    if (writes)
        calls_blame(d->s, "write");
    expect(!writes,
           "没有人读 outfd，snapshot_start 睡在 write 里：应由子进程去写，"
           "它马上返回",
           "nobody reads outfd, and snapshot_start sleeps in write: a child "
           "should write, and the call return at once");
    expect(!waits_in_vain(d, i),
           "没有人读 outfd，snapshot_start 睡在那里等它的子进程：应马上返回",
           "nobody reads outfd, and snapshot_start sleeps until its child has "
           "ended: it should return at once");
}

/* A snapshot of n bytes from `at` on. Returns the child as the kernel shows it,
 * 0 if there is none. */
static pid_t start(struct desk *d, int slot, int out, size_t at, size_t n)
{
    pid_t before[CHILDREN], after[CHILDREN];
    int known = view_children(d->s->pid, before, CHILDREN), count;
    struct claim c;

    student_begin(d->s, "start %d %d %zu %zu", slot, out, at, n);
    while (student_working(d->s))
        expect_no_wait(d, out);
    student_finish(d->s, &c);
    expect(c.ret == 0, "snapshot_start，%zu 字节：返回 %ld（%s），应为 0",
           "snapshot_start of %zu bytes: returned %ld (%s), expected 0", n,
           c.ret, error_word(c.err));
    d->strays = c.value[1];
    count = view_children(d->s->pid, after, CHILDREN);
    for (int i = 0; i < count; i++)
        if (!is_one_of(after[i], before, known))
            return after[i];
    return 0;
}

/* Wait until the process sleeps in a system call, 1, or has ended, 0. */
static int comes_to_rest(pid_t pid)
{
    int64_t deadline = now_ms() + PATIENCE_MS;
    char state, call[64];

    while (now_ms() < deadline) {
        if (view_stuck(pid, &state, call, sizeof call) == -1 || state == 'Z')
            return 0;
        if (state == 'S')
            return 1;
        usleep(500);
    }
    fail(TIMEOUT, "子进程既没有睡在 write 里，也没有结束",
         "the child neither sleeps in write nor ends");
}

/* One into a file, until its child has ended: whether snapshot_wait waits for
 * it is another fact. */
static pid_t write_out(struct desk *d, int out, size_t at, size_t n)
{
    pid_t child = start(d, 0, out, at, n);

    if (child)
        comes_to_rest(child);
    return child;
}

/* Into a pipe nobody reads yet: when this returns, the child waits for
 * room in it. */
static pid_t start_into_pipe(struct desk *d, int i)
{
    pid_t child = start(d, i, i, 0, d->size);

    expect(child != 0 && comes_to_rest(child),
           "没有人读管道，%zu 字节放不下：应有一个子进程在等着写",
           "nobody reads the pipe, it has no room for %zu bytes: expected a "
           "child that waits to write",
           d->size);
    return child;
}

/* ---- waiting ------------------------------------------------------------- */

/* The driver waits for requests in recv; anything else is the student's. */
static int sleeps_in_call(const struct desk *d)
{
    char state, call[64];

    return view_stuck(d->s->pid, &state, call, sizeof call) == 0 &&
           state == 'S' && *call && strncmp(call, "recv", 4) != 0;
}

/* snapshot_wait must not return yet: see it asleep. One that looks again and
 * again instead never sleeps, which is no mistake; that is what `tries` ends,
 * and if it returns later the answer tells. */
static void must_be_waiting(struct desk *d, const char *zh, const char *en)
{
    struct claim c;
    int tries = 1000;

    while (student_working(d->s) && tries-- > 0)
        if (sleeps_in_call(d))
            return;
    if (tries <= 0)
        return;
    student_finish(d->s, &c);
    fail(FAIL,
         "%1$s%2$.0s，snapshot_wait 就返回了 %3$ld（%4$s）；它应等到子进程结束",
         "%1$.0s%2$s, and snapshot_wait returned %3$ld (%4$s); it should wait "
         "until the child ends",
         zh, en, c.ret, error_word(c.err));
}

static void begin_to_wait(struct desk *d, int slot)
{
    student_begin(d->s, "wait %d", slot);
    must_be_waiting(d, "子进程还没有写完", "the child has not written it all");
}

static void expect_complete(const struct claim *c)
{
    expect(c->ret == 0, "快照已经写完，snapshot_wait 返回 %ld（%s），应为 0",
           "the snapshot is complete, snapshot_wait returned %ld (%s), "
           "expected 0",
           c->ret, error_word(c->err));
}

/* For when the child has ended, or is bound to. */
static void wait_complete(struct desk *d, int slot)
{
    struct claim c;

    student_call(d->s, &c, "wait %d", slot);
    expect_complete(&c);
}

static void wait_ends_complete(struct desk *d)
{
    struct claim c;

    student_finish(d->s, &c);
    expect_complete(&c);
}

static void expect_eio(const struct claim *c, const char *zh, const char *en)
{
    expect(c->ret == -1 && c->err == EIO,
           "%s%.0s：snapshot_wait 返回 %ld（%s），应为 -1（EIO）",
           "%.0s%s: snapshot_wait returned %ld (%s), expected -1 (EIO)", zh, en,
           c->ret, error_word(c->err));
}

/* The child first: whether snapshot_wait would have waited for it is another
 * fact. */
static void wait_fails(struct desk *d, pid_t child, const char *zh,
                       const char *en)
{
    struct claim c;

    if (child)
        comes_to_rest(child);
    student_call(d->s, &c, "wait 0");
    expect_eio(&c, zh, en);
}

/* ---- what was written ---------------------------------------------------- */

/* n bytes of `got` must be those of `bytes`; `later` is what the memory holds
 * by now, or NULL. */
static void expect_bytes(size_t n, size_t want, const unsigned char *bytes,
                         const unsigned char *later)
{
    size_t at = first_difference(got, bytes, n < want ? n : want);

    if (at < n && later && got[at] == later[at])
        fail(
            FAIL,
            "第 %zu 个字节（共 %zu 个）是 snapshot_start 返回以后才写进内存的，"
            "应为调用那一刻的",
            "byte %zu (of %zu) was stored after snapshot_start had returned, "
            "expected the one of the moment of the call",
            at, want);
    expect(at == (n < want ? n : want),
           "写出来的第 %zu 个字节（共 %zu 个）是 0x%02x，应为 0x%02x",
           "byte %zu (of %zu) that was written is 0x%02x, expected 0x%02x", at,
           want, got[at], bytes[at]);
    expect(n == want, "写出来 %zu 个字节，应有 %zu 个",
           "%zu bytes were written, expected %zu", n, want);
}

/* All of pipe i, and not a byte more. */
static void expect_in_pipe(const struct desk *d, int i,
                           const unsigned char *bytes,
                           const unsigned char *later)
{
    expect_bytes(take(d, i, d->size), d->size, bytes, later);
}

static void expect_pipe_empty(const struct desk *d, int i)
{
    expect(take(d, i, 1) == 0, "n 个字节之后还写了别的字节",
           "something more was written behind the n bytes");
}

static void remember(const struct fixture *f)
{
    fixture_read(f, 0, around, f->size);
}

/* The file holds n bytes of the data at `offset`, the rest is as it was. */
static void expect_in_file_of(const struct fixture *f, size_t offset, size_t at,
                              size_t n, const char *zh, const char *en)
{
    size_t size = fixture_size(f), i;

    expect(size == f->size, "文件变成了 %zu 字节，应仍是 %zu",
           "the file has %zu bytes now, expected %zu as before", size, f->size);
    memcpy(around + offset, old_bytes + at, n);
    fixture_read(f, 0, got, f->size);
    i = first_difference(got, around, f->size);
    expect(i == f->size,
           "%6$s快照 %1$zu 字节，写在偏移 %2$zu：文件的第 %3$zu 个字节是 "
           "0x%4$02x，应为 0x%5$02x%7$.0s",
           "%6$.0s%7$sa snapshot of %1$zu bytes at offset %2$zu: byte %3$zu of "
           "the file "
           "is 0x%4$02x, expected 0x%5$02x",
           n, offset, i, got[i], around[i], zh, en);
}

static void expect_in_file(const struct fixture *f, size_t offset, size_t at,
                           size_t n)
{
    expect_in_file_of(f, offset, at, n, "", "");
}

/* ---- the checks: what is written ----------------------------------------- */

static void writes_it(void)
{
    const size_t P = page_size;
    const size_t n[] = {1, 100, P, 3 * P + chance_between(1, P - 1), 5 * P};
    struct fixture f = fixture_random(16 * P);
    struct desk d = begin(5 * P);
    size_t offset = chance_between(1, P);

    for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
        size_t at = n[i] < P ? 33 : 0;

        remember(&f);
        open_out(&d, 0, 0, offset, f.path);
        write_out(&d, 0, at, n[i]);
        wait_complete(&d, 0);
        expect_in_file(&f, offset, at, n[i]);
        offset += n[i];
    }
    student_end(d.s);
}

/* Nobody reads, and the pipe is full: not even one byte can be written. */
static void at_once(void)
{
    struct desk d = begin(64 * page_size);
    size_t filled;

    open_pipe(&d, 0);
    filled = fill_pipe(0);
    start_into_pipe(&d, 0);
    take_filling(&d, filled);
    expect_in_pipe(&d, 0, old_bytes, NULL);
    expect_pipe_empty(&d, 0); /* or it would be waited for in vain */
    wait_complete(&d, 0);
    student_end(d.s);
}

/* Pages of the data that only the parent has: copied when it stored to them.
 * Bits 63 and 56 of /proc/PID/pagemap, see proc(5). Told, not graded. */
static void tell_copied_pages(const struct desk *d)
{
    uint64_t entry;
    char path[64];
    int fd, copied = 0;

    snprintf(path, sizeof path, "/proc/%d/pagemap", d->s->pid);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return;
    for (uint64_t at = d->data; at < d->data + d->size; at += page_size)
        if (pread(fd, &entry, sizeof entry,
                  (off_t)(at / page_size * sizeof entry)) == sizeof entry)
            copied += (entry >> 63 & 1) && (entry >> 56 & 1);
    close(fd);
    evidence("copied_pages", json_integer(copied));
}

static void old_state(void)
{
    struct desk d = begin(64 * page_size + 5);

    open_pipe(&d, 0);
    start_into_pipe(&d, 0);
    change(&d, new_bytes);
    tell_copied_pages(&d);
    expect_in_pipe(&d, 0, old_bytes, new_bytes);
    expect_pipe_empty(&d, 0);
    wait_complete(&d, 0);
    student_end(d.s);
}

static void two_at_once(void)
{
    static unsigned char last_bytes[ROOM];
    struct desk d = begin(64 * page_size);
    pid_t second;

    open_pipe(&d, 0);
    open_pipe(&d, 1);
    start_into_pipe(&d, 0);
    change(&d, new_bytes);
    second = start_into_pipe(&d, 1);
    change(&d, last_bytes);
    expect_in_pipe(&d, 1, new_bytes, last_bytes); /* the later one first */
    comes_to_rest(second);
    wait_complete(&d, 1);
    expect_in_pipe(&d, 0, old_bytes, new_bytes);
    expect_pipe_empty(&d, 0);
    wait_complete(&d, 0);
    student_end(d.s);
}

static void no_copy(void)
{
    struct student *s = student_start();
    struct desk d = {.s = s, .size = huge};
    struct claim c;
    pid_t child;

    student_call(s, &c, "data %zu 0", huge);
    if (c.ret == -1)
        grader_error("memory for the data");
    open_pipe(&d, 0);
    memset(old_bytes, 0, page_size);
    child = start(&d, 0, 0, 0, huge);
    expect(take(&d, 0, page_size) == page_size,
           "进程只许有 256 MiB 内存，data 有 160 MiB：快照没有写出来",
           "the process may have 256 MiB and data is 160 MiB: the snapshot was "
           "not written");
    if (child) {
        kill(child, SIGKILL); /* we have seen enough */
        comes_to_rest(child);
    }
    student_call(s, &c, "wait 0");
    student_end(s);
}

static void empty(void)
{
    struct fixture f = fixture_random(100);
    struct desk d = begin(page_size);

    open_out(&d, 0, 0, 10, f.path);
    open_out(&d, 1, 1, 0, f.path); /* any write to it fails */
    remember(&f);
    for (int i = 0; i < 2; i++) {
        struct claim c;

        write_out(&d, i, 0, 0);
        student_call(d.s, &c, "wait 0");
        expect(c.ret == 0, "n 是 0%s%.0s：snapshot_wait 返回 %ld（%s），应为 0",
               "n is 0%.0s%s: snapshot_wait returned %ld (%s), expected 0",
               i ? "，outfd 只能读" : "", i ? ", outfd is read-only" : "",
               c.ret, error_word(c.err));
        expect_in_file(&f, 10, 0, 0);
    }
    student_end(d.s);
}

static void short_writes(void)
{
    struct fixture f = fixture_random(16 * page_size);
    struct desk d = begin(12 * page_size);
    const struct {
        size_t n, at_most;
        const char *zh, *en;
    } cases[] = {
        {300, 1, "write 每次只收 1 个字节，", "each write takes 1 byte; "},
        {9 * page_size + 3, 1000, "write 每次最多收 1000 个字节，",
         "each write takes 1000 bytes at most; "}};
    size_t offset = 0;

    for (size_t i = 0; i < 2; i++) {
        calls_no_plan(d.s);
        calls_short(d.s, "write", 0, cases[i].at_most);
        remember(&f);
        open_out(&d, 0, 0, offset, f.path);
        write_out(&d, 0, 0, cases[i].n);
        wait_complete(&d, 0);
        expect_in_file_of(&f, offset, 0, cases[i].n, cases[i].zh, cases[i].en);
        offset += cases[i].n;
    }
    student_end(d.s);
}

/* ---- the checks: signals ------------------------------------------------- */

/* After kill the process is awake; asleep again it has seen the signal, unless
 * it blocks or ignores it, and then it has no need to. */
static void interrupt_child(pid_t child)
{
    if (kill(child, SIGALRM) == -1)
        grader_error("send a signal to the child");
    expect(comes_to_rest(child),
           "子进程的 write 被信号打断（EINTR，或者只写了一部分），它就结束了",
           "a signal interrupted the child's write (EINTR, or only a part was "
           "written), and the child ended");
}

static void interrupt_wait(struct desk *d)
{
    if (kill(d->s->pid, SIGALRM) == -1)
        grader_error("send a signal to the caller");
    must_be_waiting(d, "waitpid 被信号打断（EINTR）",
                    "waitpid was interrupted by a signal (EINTR)");
}

static void interrupted(void)
{
    struct desk d = begin(64 * page_size);
    struct claim c;
    size_t n = 0;
    pid_t child;

    student_call(d.s, &c, "handler");
    open_pipe(&d, 0);
    child = start_into_pipe(&d, 0);
    begin_to_wait(&d, 0);
    for (int i = 0; i < 4; i++) {
        interrupt_child(child); /* something is written: a short write */
        interrupt_child(child); /* nothing is: EINTR */
        interrupt_wait(&d);
        n += take(&d, 0, page_size);
        memmove(around + i * page_size, got, page_size);
        comes_to_rest(child);
    }
    n += take(&d, 0, d.size - n);
    memmove(got + 4 * page_size, got, d.size - 4 * page_size);
    memcpy(got, around, 4 * page_size);
    expect_bytes(n, d.size, old_bytes, NULL);
    wait_ends_complete(&d);
    student_end(d.s);
}

/* ---- the checks: the caller ---------------------------------------------- */

/* It is stopped and goes on: then it has not ended. */
static void stop_and_go_on(pid_t child)
{
    int64_t deadline = now_ms() + PATIENCE_MS;

    if (kill(child, SIGSTOP) == -1)
        grader_error("stop the child");
    while (!view_stopped(child) && now_ms() < deadline)
        usleep(500);
    if (kill(child, SIGCONT) == -1)
        grader_error("let the child go on");
    comes_to_rest(child);
}

static void expect_open(const struct desk *d, const struct fixture *f,
                        const char *after)
{
    expect(view_descriptors(d->s->pid, f->dev, f->ino) > 0,
           "%s 以后，调用者的 outfd 关上了",
           "after %s the caller's outfd is closed", after);
}

static void outfd_open(void)
{
    struct fixture f = fixture_random(200);
    struct desk d = begin(page_size);
    struct view_signals signals, after;
    int before;

    open_out(&d, 0, 0, 0, f.path);
    if (view_signals(d.s->pid, &signals) == -1)
        grader_error("read /proc/PID/status");
    before = view_descriptors(d.s->pid, 0, 0);
    remember(&f);
    for (size_t offset = 0; offset < 200; offset += 100) {
        write_out(&d, 0, offset, 100);
        expect_open(&d, &f, "snapshot_start");
        wait_complete(&d, 0);
        expect_open(&d, &f, "snapshot_wait");
        expect_in_file(&f, offset, offset, 100); /* the position is shared */
    }
    view_signals(d.s->pid, &after);
    if (after.ignored != signals.ignored)
        advise("要改信号的处理，只在子进程里改。",
               "If signals are to be handled otherwise, do that in the child "
               "only.");
    expect(
        memcmp(&after, &signals, sizeof after) == 0,
        "两个快照以后，调用者挡住的、忽略的、捕捉的信号和原来不一样了（"
        "/proc/PID/status 的 SigBlk、SigIgn、SigCgt）",
        "after two snapshots the caller does not block, ignore and catch the "
        "same signals as before (SigBlk, SigIgn, SigCgt of "
        "/proc/PID/status)");
    expect(view_descriptors(d.s->pid, 0, 0) == before,
           "两个快照以后，打开的描述符有 %d 个，原来是 %d 个",
           "after two snapshots %d descriptors are open, there were %d",
           view_descriptors(d.s->pid, 0, 0), before);
    student_end(d.s);
}

static void expect_no_child(const struct desk *d, const char *zh,
                            const char *en)
{
    pid_t children[CHILDREN];
    int n = view_children(d->s->pid, children, CHILDREN);

    expect(n == 0, "%s%.0s，调用者还有 %d 个没有等过的子进程",
           "%.0s%s, and the caller has %d child(ren) nobody waited for", zh, en,
           n);
}

static void waits(void)
{
    struct desk d = begin(64 * page_size);
    size_t filled;
    pid_t child;

    open_pipe(&d, 0);
    filled = fill_pipe(0); /* so that no write of the child is cut short */
    child = start_into_pipe(&d, 0);
    begin_to_wait(&d, 0);
    stop_and_go_on(child);
    advise(
        "waitpid(child, &status, 0)，不带 WUNTRACED：停住不是结束。",
        "waitpid(child, &status, 0), without WUNTRACED: to be stopped is not "
        "to end.");
    must_be_waiting(
        &d, "子进程只是被停住一下，又继续了（SIGSTOP、SIGCONT）",
        "the child was only stopped and went on (SIGSTOP, SIGCONT)");
    advise(NULL, NULL);
    take_filling(&d, filled);
    expect_in_pipe(&d, 0, old_bytes, NULL);
    wait_ends_complete(&d);
    expect_no_child(&d, "snapshot_wait 返回了 0", "snapshot_wait returned 0");
    student_end(d.s);
}

static void child_killed(void)
{
    struct desk d = begin(64 * page_size);
    pid_t child;

    open_pipe(&d, 0);
    child = start_into_pipe(&d, 0);
    if (kill(child, SIGKILL) == -1)
        grader_error("kill the child");
    wait_fails(&d, child, "子进程写到一半被 SIGKILL 杀死",
               "the child was killed by SIGKILL half way");
    expect_no_child(&d, "snapshot_wait 返回了 EIO", "snapshot_wait said EIO");
    wait_fails(&d, 0, "再等一次同一个子进程",
               "the same child is waited for "
               "once more");
    student_end(d.s);
}

static void reader_gone(int ignored)
{
    struct desk d = begin(64 * page_size);
    struct claim c;
    pid_t child;

    if (ignored)
        student_call(d.s, &c, "ignore-sigpipe");
    open_pipe(&d, 0);
    child = start_into_pipe(&d, 0);
    close_pipe(0);
    wait_fails(&d, child,
               ignored ? "读的一方走了，SIGPIPE 被忽略（EPIPE）"
                       : "读的一方走了（SIGPIPE）",
               ignored ? "the reader has gone, SIGPIPE is ignored (EPIPE)"
                       : "the reader has gone (SIGPIPE)");
    student_end(d.s);
}

static void not_complete(void)
{
    struct fixture f = fixture_random(10);
    struct desk d = begin(page_size);

    open_out(&d, 0, 1, 0, f.path);
    write_out(&d, 0, 0, 100);
    wait_fails(&d, 0, "outfd 只能读，write 得到 EBADF",
               "outfd is read-only and write gets EBADF");
    student_end(d.s);
    child_killed();
    reader_gone(0);
    reader_gone(1);
}

static void expect_own_kept(struct desk *d)
{
    struct claim c;

    student_call(d->s, &c, "reap-own");
    expect(c.ret == 0 && WIFEXITED((int)c.value[0]) &&
               WEXITSTATUS((int)c.value[0]) == OWN_STATUS,
           "调用者自己的子进程已经结束，他还没有等它：它的状态被取走了",
           "a child of the caller's own had ended, and he had not waited for "
           "it yet: its status has been taken away");
}

/* Before the snapshot begins, or while it is written. */
static void own_child_ends(struct desk *d, int meanwhile)
{
    struct claim c;

    open_pipe(d, 0);
    if (meanwhile)
        start_into_pipe(d, 0);
    student_call(d->s, &c, "own-child %d", OWN_STATUS);
    if (c.ret == -1 && c.err != ECHILD) {
        errno = c.err;
        grader_error("a child of the caller's own");
    }
    if (c.ret == -1)
        advise(
            "SIGCHLD 怎样处理是调用者的事：忽略它，他的子进程结束时就不留状态"
            "了。",
            "What is done about SIGCHLD is the caller's business: while it "
            "is ignored his children leave no status when they end.");
    expect(c.ret == 0,
           "调用者自己的子进程在写快照的时候结束了，他去等它，得到 ECHILD",
           "a child of the caller's own ended while the snapshot was written; "
           "he waits for it and gets ECHILD");
    if (!meanwhile)
        start_into_pipe(d, 0);
    begin_to_wait(d, 0);
    expect_in_pipe(d, 0, old_bytes, NULL);
    wait_ends_complete(d);
}

static void own_child(void)
{
    static const int none[] = {-1, 0};
    struct desk d = begin(64 * page_size);
    struct claim c;

    own_child_ends(&d, 1);
    expect_own_kept(&d);
    own_child_ends(&d, 0);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        student_call(d.s, &c, "wait-pid %d", none[i]);
        expect_eio(&c, none[i] ? "child 是 -1" : "child 是 0",
                   none[i] ? "child is -1" : "child is 0");
    }
    expect_own_kept(&d);
    student_end(d.s);
}

/* ---- the checks: fork ---------------------------------------------------- */

static void once(void)
{
    struct fixture f = fixture_hole(0);
    struct desk d = begin(page_size);
    int strays;

    open_out(&d, 0, 0, 0, f.path);
    write_out(&d, 0, 0, 100);
    wait_complete(&d, 0);
    if (view_read(d.s->pid, d.strays, &strays, sizeof strays) != sizeof strays)
        grader_error("read the count of strays");
    expect(strays == 0,
           "子进程也从 snapshot_start 返回了，调用者后面的代码跑了两遍",
           "the child returned from snapshot_start as well: what follows in "
           "the caller ran twice");
    student_end(d.s);
}

static void stdio(void)
{
    struct fixture kept = fixture_hole(0), f = fixture_hole(0);
    struct desk d = begin(page_size);
    char text[64] = "";
    struct claim c;
    int strays;

    student_call(d.s, &c, "keep %s", kept.path);
    open_out(&d, 0, 0, 0, f.path);
    write_out(&d, 0, 0, 100);
    wait_complete(&d, 0);
    student_call(d.s, &c, "close-kept");
    fixture_read(&kept, 0, text, sizeof text - 1);
    expect(strcmp(text, "kept\nkept\n") != 0,
           "调用者留在 stdio 缓冲区里的一行，文件里有两份：子进程也送出了一份",
           "a line the caller had in a stdio buffer is in the file twice: the "
           "child sent it, too");
    expect(strcmp(text, "kept\n") == 0,
           "调用者留在 stdio 缓冲区里的一行，没有原样到达文件",
           "a line the caller had in a stdio buffer did not reach the file as "
           "it was");
    if (view_read(d.s->pid, d.strays + sizeof strays, &strays, sizeof strays) !=
        sizeof strays)
        grader_error("read the count of strays");
    expect(strays == 0, "调用者交给 atexit 的函数，子进程也执行了",
           "the child has run the function the caller gave to atexit");
    student_end(d.s);
}

static void expect_untouched(const struct claim *c, const char *zh,
                             const char *en)
{
    expect(c->value[0] == UNTOUCHED, "%s%.0s：失败了，*child 却被改动了",
           "%.0s%s: it failed, yet *child was changed", zh, en);
}

static void fork_fails(void)
{
    struct fixture f = fixture_hole(0);
    struct desk d = begin(page_size);
    struct claim c;

    open_out(&d, 0, 0, 0, f.path);
    calls_fail(d.s, "fork", 0, EAGAIN);
    student_call(d.s, &c, "start 0 0 0 100");
    expect(calls_planned(d.s), "没有调用 fork", "fork was not called");
    expect(c.ret == -1 && c.err == EAGAIN,
           "fork 失败（EAGAIN）：返回 %ld（%s），应为 -1（EAGAIN）",
           "fork fails with EAGAIN: returned %ld (%s), expected -1 (EAGAIN)",
           c.ret, error_word(c.err));
    expect_untouched(&c, "fork 失败", "fork fails");
    expect(fixture_size(&f) == 0, "fork 失败了，却写了 %zu 个字节",
           "fork failed, yet %zu bytes were written", fixture_size(&f));
    student_end(d.s);
}

/* A child that should not be there does what it does first: the record of its
 * calls is part of the report, and must not depend on who is faster. */
static void expect_invalid(const struct desk *d, const struct claim *c,
                           const char *zh, const char *en)
{
    pid_t children[CHILDREN];
    int n = view_children(d->s->pid, children, CHILDREN);

    for (int i = 0; i < n; i++)
        comes_to_rest(children[i]);
    expect(c->ret == -1 && c->err == EINVAL,
           "%s%.0s：返回 %ld（%s），应为 -1（EINVAL）",
           "%.0s%s: returned %ld (%s), expected -1 (EINVAL)", zh, en, c->ret,
           error_word(c->err));
    expect_untouched(c, zh, en);
    expect_no_child(d, zh, en);
}

static void bad_arguments(void)
{
    struct fixture f = fixture_hole(0);
    struct desk d = begin(page_size);
    struct claim c;

    open_out(&d, 0, 0, 0, f.path);
    student_call(d.s, &c, "start-null-data 0 10");
    expect_invalid(&d, &c, "data 是 NULL", "data is NULL");
    student_call(d.s, &c, "start-null-data 0 0");
    expect_invalid(&d, &c, "data 是 NULL，n 是 0", "data is NULL, n is 0");
    student_call(d.s, &c, "start-null-child 0");
    expect_invalid(&d, &c, "child 是 NULL", "child is NULL");
    expect(fixture_size(&f) == 0, "参数不对，却写了 %zu 个字节",
           "the arguments are bad, yet %zu bytes were written",
           fixture_size(&f));
    student_end(d.s);
}

/* ---- the lab ------------------------------------------------------------- */

static const char *const functions[] = {"snapshot_start", "snapshot_wait",
                                        NULL};

static const struct check checks[] = {
    {.id = "writes_it",
     .points = 2,
     .at = "snapshot_start",
     .section = "lab-snapshot",
     .title = {"n 个字节写到 outfd，从它现在的位置起",
               "n bytes are written to outfd, from its present position on"},
     .hint = {"fork，子进程 write，父进程 waitpid。",
              "fork; the child calls write, the parent waitpid."},
     .think = {"文件位置属于描述符，还是属于打开文件描述？fork 之后有几份？",
               "Does the file position belong to the descriptor or to the open "
               "file description? How many of it are there after fork?"},
     .run = writes_it},
    {.id = "at_once",
     .points = 2,
     .needs = "writes_it",
     .at = "snapshot_start",
     .section = "cow",
     .title = {"没有人读 outfd，snapshot_start 也马上返回",
               "snapshot_start returns at once, though nobody reads outfd"},
     .hint = {"父进程既不写，也不等：写是子进程的事，等是 snapshot_wait 的事。",
              "The parent neither writes nor waits: the child writes, and "
              "snapshot_wait waits."},
     .think = {"管道只装得下几页，读的人去喝茶了。此刻谁睡在 write 里？你的服务"
               "器还能接客户吗？",
               "A pipe holds a few pages, and its reader is having tea. Who is "
               "asleep in write? Can your server still serve anybody?"},
     .run = at_once},
    {.id = "old_state",
     .points = 2,
     .needs = "at_once",
     .at = "snapshot_start",
     .section = "cow",
     .title = {"写出去的是调用那一刻的样子，哪怕父进程马上改掉每一页",
               "what is written is the state of that moment, though the parent "
               "changes every page at once"},
     .hint = {"子进程直接写 data：fork 之后那是它自己的一份。",
              "The child writes data itself: after fork that is its own."},
     .think =
         {"父进程改一页，内核复制哪一份给谁？换成 MAP_SHARED 的内存呢？",
          "The parent stores to a page: which copy does the kernel give to "
          "whom? And if the memory were MAP_SHARED?"},
     .run = old_state},
    {.id = "two_at_once",
     .points = 2,
     .needs = "old_state",
     .at = "snapshot_start",
     .section = "cow",
     .title = {"两个快照同时在写，各写各的那一刻",
               "two snapshots under way at once each write their own moment"},
     .hint = {"不要静态的缓冲区，也不要静态的进程号。",
              "No static buffer, and no static pid."},
     .think = {"第一个快照还没写完，第二个开始了。你的函数里有什么是两次调用共"
               "用的？",
               "The second snapshot begins before the first is done. What do "
               "the two calls have in common inside your functions?"},
     .run = two_at_once},
    {.id = "no_copy",
     .points = 1,
     .needs = "at_once",
     .at = "snapshot_start",
     .section = "cow",
     .title = {"不复制数据：160 MiB 的快照在 256 MiB 的进程里也能写",
               "the data is not copied: a snapshot of 160 MiB works in a "
               "process that may have 256 MiB"},
     .hint = {"fork 已经是“复制”了，而且只在需要时才复制。",
              "fork is the copy already, and it copies only what it must."},
     .think = {"数据库有 100 GB。先 memcpy 一份再写，要多少内存，要停多久？",
               "A database has 100 GB. With memcpy first: how much memory, and "
               "how long a pause?"},
     .run = no_copy},
    {.id = "empty",
     .points = 1,
     .needs = "writes_it",
     .at = "snapshot_start",
     .section = "lab-snapshot",
     .title = {"n 是 0：什么也不写，snapshot_wait 返回 0",
               "with n 0 nothing is written, and snapshot_wait returns 0"},
     .hint = {"while (n > 0)，不是 do ... while。",
              "while (n > 0), not do ... while."},
     .think = {"write(fd, p, 0) 对一个坏的描述符会怎么说？",
               "What does write(fd, p, 0) say to a bad descriptor?"},
     .run = empty},
    {.id = "short_writes",
     .points = 1,
     .needs = "writes_it",
     .at = "snapshot_start",
     .section = "lab-snapshot",
     .title = {"write 每次只写一部分，也能写完",
               "it finishes though each write takes only a part"},
     .hint = {"指针往前走，n 往下减，直到 n 是 0。",
              "Move the pointer on and n down until n is 0."},
     .think =
         {"write 返回 1000，你要求的是 4096。剩下的 3096 个字节在哪里，谁去"
          "写？",
          "write returns 1000 and you asked for 4096. Where are the other "
          "3096 bytes, and who is going to write them?"},
     .run = short_writes},
    {.id = "waits",
     .points = 2,
     .needs = "at_once",
     .at = "snapshot_wait",
     .section = "exit-wait",
     .title = {"snapshot_wait 一直等到子进程结束，不留僵尸进程",
               "snapshot_wait waits until the child has ended, and leaves no "
               "zombie"},
     .hint = {"waitpid(child, &status, 0)，不带 WNOHANG。",
              "waitpid(child, &status, 0), without WNOHANG."},
     .think = {"“写完了”这件事，父进程从哪里知道？子进程还在跑的时候，有没有"
               "一个状态可看？",
               "How does the parent get to know that all is written? Is there "
               "any status to look at while the child still runs?"},
     .run = waits},
    {.id = "interrupted",
     .points = 2,
     .needs = "waits",
     .at = "snapshot_wait",
     .section = "exit-wait",
     .title = {"信号打断 write 和 waitpid，快照照样完整",
               "signals interrupt write and waitpid, and the snapshot is "
               "complete all the same"},
     .hint = {"EINTR 就再来一次：write 和 waitpid 都要。",
              "On EINTR do it again, with write and with waitpid."},
     .think =
         {"信号到的时候，write 已经写了一些，和一个字节也没写，它分别返回什"
          "么？",
          "A signal comes when write has written some bytes, or none yet. "
          "What does it return in each case?"},
     .run = interrupted},
    {.id = "outfd_open",
     .points = 1,
     .needs = "writes_it",
     .at = "snapshot_start",
     .section = "lab-snapshot",
     .title =
         {"调用者的东西原样：outfd 开着，没有多出描述符，信号的处理没有变",
          "what is the caller's stays: outfd open, no other descriptor, and "
          "signals handled as before"},
     .hint = {"子进程有自己的一份描述符，父进程的不用关；信号也是各管各的。",
              "The child has descriptors of its own, the parent's stay; and "
              "each of the two has its own handling of signals."},
     .think = {"谁打开的，谁来关：outfd 是谁打开的？",
               "Who opens it closes it. Who opened outfd?"},
     .run = outfd_open},
    {.id = "not_complete",
     .points = 2,
     .needs = "at_once",
     .at = "snapshot_wait",
     .section = "exit-wait",
     .title = {"没有写完就是 EIO：write 失败、被杀死、读的一方走了",
               "what is not complete is EIO: a failed write, a killed child, a "
               "reader that has gone"},
     .hint =
         {"先看 WIFEXITED，再看 WEXITSTATUS；write 失败要反映在退出状态里。",
          "First WIFEXITED, then WEXITSTATUS; a failed write must show in "
          "the exit status."},
     .think = {"被 SIGKILL 杀死的进程，WEXITSTATUS(status) 是几？这个数字有意义"
               "吗？",
               "A process killed by SIGKILL: what is WEXITSTATUS(status), and "
               "does that number mean anything?"},
     .run = not_complete},
    {.id = "own_child",
     .points = 2,
     .needs = "waits",
     .at = "snapshot_wait",
     .section = "exit-wait",
     .title = {"只等这一个子进程，调用者自己的子进程留给他",
               "it waits for this one child; the caller's own are left to him"},
     .hint = {"waitpid(child, ...)，不是 wait，也不是 waitpid(-1, ...)。",
              "waitpid(child, ...), neither wait nor waitpid(-1, ...)."},
     .think = {"调用者早就有一个子进程结束了，正打算去等它。wait 会先给你哪一"
               "个？他以后还等得到吗？",
               "A child of the caller's has ended long ago, and he is about to "
               "wait for it. Which one does wait give you? What will he get?"},
     .run = own_child},
    {.id = "once",
     .points = 1,
     .needs = "writes_it",
     .at = "snapshot_start",
     .section = "exit-wait",
     .title = {"只有调用者从 snapshot_start 返回，子进程不返回",
               "only the caller returns from snapshot_start, never the child"},
     .hint = {"子进程写完就 _exit，不能 return。",
              "The child ends by _exit when it has written, not by return."},
     .think = {"子进程有调用者的整个栈。它 return 以后，接着执行的是谁的代码？",
               "The child has the caller's whole stack. When it returns, whose "
               "code does it go on with?"},
     .run = once},
    {.id = "stdio",
     .points = 2,
     .needs = "writes_it",
     .at = "snapshot_start",
     .section = "exit-wait",
     .title =
         {"调用者留在 stdio 缓冲区里的文字只出现一次，他的 atexit 函数子进程不"
          "执行",
          "text in the caller's stdio buffer appears once; his atexit "
          "functions "
          "do not run in the child"},
     .hint = {"子进程用 _exit，不用 exit。", "_exit in the child, not exit."},
     .think =
         {"stdio 缓冲区是进程的内存。fork 之后有几份？exit 在结束之前替你做"
          "了什么？",
          "A stdio buffer is memory of the process. How many of it are "
          "there after fork? And what does exit do for you before the "
          "end?"},
     .run = stdio},
    {.id = "fork_fails",
     .points = 1,
     .needs = "writes_it",
     .at = "snapshot_start",
     .section = "lab-snapshot",
     .title = {"fork 失败时返回 -1 和它的 errno，*child 不变",
               "when fork fails it returns -1 with that errno, and *child "
               "stays"},
     .hint = {"先把 fork 的结果放在自己的变量里。",
              "Keep the result of fork in a variable of your own first."},
     .think = {"fork 有三种返回值。第三种的时候，现在有几个进程？",
               "fork returns in three ways. In the third, how many processes "
               "are there?"},
     .run = fork_fails},
    {.id = "bad_arguments",
     .points = 1,
     .needs = "writes_it",
     .at = "snapshot_start",
     .section = "lab-snapshot",
     .title = {"data 或 child 是 NULL 得到 EINVAL，没有子进程",
               "a NULL for data or child gets EINVAL, and there is no child"},
     .hint = {"在 fork 之前检查。", "Test before fork."},
     .think = {"fork 以后才发现参数不对，已经有两个进程了：另一个怎么办？",
               "When you find out after fork, there are two processes: what "
               "about the other one?"},
     .run = bad_arguments},
    {0},
};

const struct lab lab = {.name = "snapshot",
                        .number = "4.4",
                        .chapter = "04-fork-and-races",
                        .title = {"写时复制快照", "a copy-on-write snapshot"},
                        .functions = functions,
                        .checks = checks};
