/* maps_lookup_checks.c - what must hold of maps_find, maps_count and
 * maps_is_shared
 *
 * Facts used: M038 (names of shared memory in maps), C023 (anonymous memory
 * has no file). The driver makes the mappings in the student's process; what
 * is right is what this process reads in /proc/PID/maps by itself.
 */
#include "calls.h"
#include "check.h"
#include "fixture.h"
#include "maps_lookup.h"
#include "student.h"
#include "view.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_PATH = 4200, SHOWN = 100 };

static const char mark[] = " (deleted)";
static const size_t mark_length = sizeof mark - 1;

/* ---- the kernel's word --------------------------------------------------- */

struct line {
    uint64_t start, end, offset, inode;
    char perms[5];
    char path[LINE_PATH]; /* in full, without the mark */
    int deleted;
};

static FILE *open_maps(pid_t pid)
{
    char name[64];
    FILE *maps;

    snprintf(name, sizeof name, "/proc/%d/maps", (int)pid);
    maps = fopen(name, "re");
    if (!maps)
        grader_error("open the maps of the student's process");
    return maps;
}

/* The next line, mark and all: 1, or 0 at the end. */
static int next_line(FILE *maps, struct line *l)
{
    static char text[LINE_PATH + 128];
    int at = 0;

    if (!fgets(text, sizeof text, maps))
        return 0;
    text[strcspn(text, "\n")] = '\0';
    if (sscanf(text,
               "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %*s %" SCNu64 " %n",
               &l->start, &l->end, l->perms, &l->offset, &l->inode, &at) != 5) {
        errno = EPROTO;
        grader_error("a line of maps");
    }
    snprintf(l->path, sizeof l->path, "%s", text + at);
    return 1;
}

static void take_mark(struct line *l)
{
    size_t n = strlen(l->path);

    l->deleted =
        n >= mark_length && strcmp(l->path + n - mark_length, mark) == 0;
    if (l->deleted)
        l->path[n - mark_length] = '\0';
}

/* The line that holds addr, or, with addr 0, the first one of that inode. */
static void line_of(pid_t pid, uint64_t addr, ino_t inode, struct line *l)
{
    FILE *maps = open_maps(pid);
    int found = 0;

    while (!found && next_line(maps, l))
        found = addr ? addr >= l->start && addr < l->end : l->inode == inode;
    fclose(maps);
    if (!found) {
        errno = ENOENT;
        grader_error("a mapping the driver was asked to make");
    }
    take_mark(l);
}

static long lines_with(pid_t pid, const char *text)
{
    static struct line l;
    FILE *maps = open_maps(pid);
    long n = 0;

    while (next_line(maps, &l))
        n += strstr(l.path, text) != NULL;
    fclose(maps);
    return n;
}

/* The only child of the student's process, as this process sees it. */
static pid_t child_seen(const struct student *s)
{
    char name[64], text[32] = "";
    FILE *file;

    snprintf(name, sizeof name, "/proc/%d/task/%d/children", (int)s->pid,
             (int)s->pid);
    file = fopen(name, "re");
    if (!file || !fgets(text, sizeof text, file))
        grader_error("the child of the student's process");
    fclose(file);
    return (pid_t)strtol(text, NULL, 10);
}

/* ---- asking -------------------------------------------------------------- */

struct found {
    long ret;
    int err;
    struct map_info info;
};

static struct found ask_find(struct student *s, long pid, uint64_t addr)
{
    char answer[64 + 2 * sizeof(struct map_info)], *at = answer;
    struct found f = {0};
    unsigned char *byte = (unsigned char *)&f.info;

    student_ask(s, answer, sizeof answer, "find %ld %" PRIu64, pid, addr);
    f.ret = strtol(at, &at, 10);
    f.err = (int)strtol(at, &at, 10);
    for (at++; at[0] && at[1]; at += 2) {
        const char pair[] = {at[0], at[1], '\0'};

        *byte++ = (unsigned char)strtol(pair, NULL, 16);
    }
    return f;
}

static struct claim ask_count(struct student *s, long pid, const char *text)
{
    struct claim c;

    student_call(s, &c, "count %ld %s", pid, text);
    return c;
}

/* Something the driver must be able to do, whatever the student wrote. */
static struct claim made(struct claim c, const char *what)
{
    if (c.ret != -1)
        return c;
    errno = c.err;
    grader_error(what);
}

/* Where the driver mapped it: a question for maps_find, not an answer. */
static uint64_t map(struct student *s, uint64_t at, int shared, uint64_t off,
                    size_t len, const char *path)
{
    struct claim c;

    student_call(s, &c, "map %" PRIu64 " %d %" PRIu64 " %zu %s", at, shared,
                 off, len, path);
    return made(c, "a mapping in the student's process").value[0];
}

static long pid_from(struct student *s, const char *request)
{
    struct claim c;

    student_call(s, &c, "%s", request);
    return made(c, request).ret;
}

static void end_child(struct student *s)
{
    pid_from(s, "end-child");
}

/* ---- files with special names --------------------------------------------- */

static void make_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    if (fd == -1 || ftruncate(fd, (off_t)page_size) == -1)
        grader_error("a file with a special name");
    fixture_expect(path);
    close(fd);
}

/* A file in nested folders whose path has exactly `length` bytes, of which the
 * last are `tail`. */
static void make_deep(char *path, size_t length, const char *tail)
{
    size_t used = (size_t)sprintf(path, "%s", work_folder);

    while (length - used > 220) {
        path[used] = '/';
        memset(path + used + 1, 'd', 120);
        used += 121;
        path[used] = '\0';
        if (mkdir(path, 0755) == -1)
            grader_error("a folder for a long path");
    }
    path[used] = '/';
    memset(path + used + 1, 'n', length - used - 1);
    strcpy(path + length - strlen(tail), tail);
    make_file(path);
}

/* Take away the name, and the folders: whatever happens later, the work folder
 * can be emptied. */
static void remove_deep(const char *path)
{
    char folder[LINE_PATH];

    if (unlink(path) == -1)
        grader_error("unlink a file with a long path");
    strcpy(folder, path);
    for (;;) {
        *strrchr(folder, '/') = '\0';
        if (strcmp(folder, work_folder) == 0)
            return;
        if (rmdir(folder) == -1)
            grader_error("remove a folder of a long path");
    }
}

/* ---- looking ------------------------------------------------------------- */

/* errno after a call that did not fail may be anything. */
static const char *word(long ret, int err)
{
    return error_word(ret == -1 ? err : 0);
}

static void expect_found(const struct found *f, const char *zh, const char *en)
{
    expect(f->ret == 0, "%s%.0s：maps_find 返回 %ld（%s），应为 0",
           "%.0s%s: maps_find returned %ld (%s), expected 0", zh, en, f->ret,
           word(f->ret, f->err));
}

static void expect_failed(const struct found *f, int err, const char *zh,
                          const char *en)
{
    const unsigned char *byte = (const unsigned char *)&f->info;
    int touched = 0;

    expect(f->ret == -1 && f->err == err,
           "%s%.0s：maps_find 返回 %ld（%s），应为 -1（%s）",
           "%.0s%s: maps_find returned %ld (%s), expected -1 (%s)", zh, en,
           f->ret, word(f->ret, f->err), error_word(err));
    for (size_t i = 0; i < sizeof f->info; i++)
        touched |= byte[i] != 0x5a;
    expect(!touched, "%s%.0s：失败以后 *out 被改动了，应保持原样",
           "%.0s%s: *out was changed by a call that failed; it must stay as "
           "it was",
           zh, en);
}

static void expect_count(const struct claim *c, long want, const char *zh,
                         const char *en)
{
    expect(c->ret == want, "%s%.0s：maps_count 返回 %ld（%s），应为 %ld",
           "%.0s%s: maps_count returned %ld (%s), expected %ld", zh, en, c->ret,
           word(c->ret, c->err), want);
}

static void expect_count_failed(const struct claim *c, int err, const char *zh,
                                const char *en)
{
    expect(c->ret == -1 && c->err == err,
           "%s%.0s：maps_count 返回 %ld（%s），应为 -1（%s）",
           "%.0s%s: maps_count returned %ld (%s), expected -1 (%s)", zh, en,
           c->ret, word(c->ret, c->err), error_word(err));
}

/* Text of the student's for people: cut, and nothing but printable bytes. */
static const char *shown(const char *text, size_t size)
{
    static char clean[SHOWN + 1];
    size_t n = strnlen(text, size < SHOWN ? size : SHOWN);

    for (size_t i = 0; i < n; i++)
        clean[i] = isprint((unsigned char)text[i]) ? text[i] : '?';
    clean[n] = '\0';
    return clean;
}

static void expect_path(const struct found *f, const struct line *l,
                        const char *zh, const char *en)
{
    const size_t room = sizeof f->info.path;
    size_t n = strnlen(f->info.path, room), want = strlen(l->path), i = 0;

    want = want < room ? want : room - 1;
    expect(n < room, "%s%.0s：path 的 %zu 个字节里没有结尾的 0",
           "%.0s%s: none of the %zu bytes of path is a terminating 0", zh, en,
           room);
    expect(n == want || want < SHOWN, "%s%.0s：path 有 %zu 个字节，应为 %zu 个",
           "%.0s%s: path has %zu bytes, expected %zu", zh, en, n, want);
    while (i < want && f->info.path[i] == l->path[i])
        i++;
    expect(n == want && i == want,
           "%s%.0s：path 是“%s”，应为“%.*s”（从第 %zu 个字节起不同）",
           "%.0s%s: path is \"%s\", expected \"%.*s\" (they differ from byte "
           "%zu on)",
           zh, en, shown(f->info.path, room), (int)SHOWN, l->path, i);
}

static void expect_deleted(const struct found *f, const struct line *l,
                           const char *zh, const char *en)
{
    expect(f->info.deleted == l->deleted, "%s%.0s：deleted 是 %d，应为 %d",
           "%.0s%s: deleted is %d, expected %d", zh, en, f->info.deleted,
           l->deleted);
}

/* An address without showing it: what went wrong with it, if that shows. */
static void expect_address(uint64_t seen, uint64_t want, const char *name)
{
    expect(seen == want || (uint32_t)seen != (uint32_t)want,
           "%s 只有低 32 位是对的：高 32 位丢了",
           "only the low 32 bits of %s are right: the high ones are lost",
           name);
    expect(seen == want, "%s 不是内核给出的地址",
           "%s is not the address that the kernel gives", name);
}

static void expect_inode(uint64_t seen, uint64_t want)
{
    char digits[32];

    snprintf(digits, sizeof digits, "%" PRIu64, want);
    expect(seen == want || seen != strtoull(digits, NULL, 16),
           "inode 被当作十六进制读了，它是十进制",
           "inode was read as hexadecimal, it is decimal");
    expect(seen == want, "inode 不是这个文件的 inode",
           "inode is not the inode of the file");
}

static void expect_perms(const struct map_info *m, const char *want)
{
    expect(memcmp(m->perms, want, 4) == 0, "perms 是“%s”，应为“%s”",
           "perms is \"%s\", expected \"%s\"", shown(m->perms, 4), want);
    expect(m->perms[4] == '\0', "perms 的四个字母后面没有结尾的 0",
           "no terminating 0 behind the four letters of perms");
}

/* ---- the checks: one mapping ---------------------------------------------- */

static void expect_whole(struct student *s, long pid, uint64_t addr,
                         const char *zh, const char *en)
{
    static struct line l;
    struct found f = ask_find(s, pid, addr);

    line_of(s->pid, addr, 0, &l);
    expect_found(&f, zh, en);
    expect_address(f.info.start, l.start, "start");
    expect_address(f.info.end, l.end, "end");
    expect_perms(&f.info, l.perms);
    expect(f.info.offset == l.offset,
           "offset 是 %" PRIu64 "，应为 %" PRIu64 " 字节",
           "offset is %" PRIu64 ", expected %" PRIu64 " bytes", f.info.offset,
           l.offset);
    expect_inode(f.info.inode, l.inode);
    expect_path(&f, &l, zh, en);
    expect_deleted(&f, &l, zh, en);
}

/* A file whose inode number looks different in hexadecimal. */
static struct fixture file_to_map(size_t size)
{
    struct fixture f = fixture_random(size);

    for (int i = 0; i < 12 && f.ino < 10; i++)
        f = fixture_random(size);
    return f;
}

static void private_file(void)
{
    const size_t P = page_size;
    struct fixture f = file_to_map(6 * P);
    struct student *s = student_start();
    uint64_t addr = map(s, 0, 0, 2 * P, 3 * P, f.path);

    expect_whole(s, 0, addr, "pid 0", "pid 0");
    expect_whole(s, pid_from(s, "self"), addr, "pid 是 getpid()",
                 "pid is getpid()");
    student_end(s);
}

static void inside_range(void)
{
    const size_t P = page_size, inside[] = {0, P + 17, 3 * P - 1};
    struct fixture f = fixture_random(3 * P);
    struct student *s = student_start();
    uint64_t addr = map(s, 0, 0, 0, 3 * P, f.path);

    for (size_t i = 0; i < 3; i++) {
        struct found found = ask_find(s, 0, addr + inside[i]);

        expect(found.ret == 0 && found.info.start == addr,
               "映射有 %zu 字节，查其中第 %zu 个字节的地址：返回 %ld（%s），"
               "没有找到这个映射",
               "a mapping of %zu bytes, looked up by the address of its byte "
               "%zu: returned %ld (%s), and did not find this mapping",
               3 * P, inside[i], found.ret, word(found.ret, found.err));
    }
    student_end(s);
}

/* reserve | A A | B B | hole | memory | reserve: base is the first page of A. */
static uint64_t lay_out(struct student *s, const char *a, const char *b)
{
    const size_t P = page_size;
    struct claim c;
    uint64_t base;

    student_call(s, &c, "reserve %zu", 8 * P);
    base = made(c, "reserve addresses").value[0] + P;
    map(s, base, 0, 0, 2 * P, a);
    map(s, base + 2 * P, 0, 0, 2 * P, b);
    map(s, base + 5 * P, 0, 0, P, "");
    student_call(s, &c, "unmap %" PRIu64 " %zu", base + 4 * P, P);
    made(c, "a hole between mappings");
    return base;
}

static void end_exclusive(void)
{
    static struct line behind;
    const size_t P = page_size;
    struct fixture a = fixture_random(2 * P), b = fixture_random(2 * P);
    struct student *s = student_start();
    uint64_t base = lay_out(s, a.path, b.path);
    struct found f;

    f = ask_find(s, 0, base + 2 * P);
    expect(f.ret == 0 && f.info.start == base + 2 * P,
           "B 紧跟在 A 后面，查 A 的 end：返回 %ld（%s），找到的不是 B",
           "B lies right behind A, looked up the end of A: returned %ld (%s), "
           "and did not find B",
           f.ret, word(f.ret, f.err));
    f = ask_find(s, 0, base + 4 * P);
    expect_failed(&f, ENOENT, "B 后面是空洞，查 B 的 end",
                  "a hole behind B, looked up the end of B");
    f = ask_find(s, 0, base + 5 * P - 1);
    expect_failed(&f, ENOENT, "空洞的最后一个字节",
                  "the last byte of the hole");
    f = ask_find(s, 0, base + 5 * P);
    line_of(s->pid, base + 5 * P, 0, &behind);
    expect(f.ret == 0 && f.info.start == behind.start,
           "空洞后面的第一个字节：返回 %ld（%s），没有找到那里的映射",
           "the first byte behind the hole: returned %ld (%s), and did not "
           "find the mapping there",
           f.ret, word(f.ret, f.err));
    student_end(s);
}

/* The file is short: a mapping may begin far beyond its end. */
static void wide_numbers(void)
{
    static struct line l;
    const uint64_t off = (UINT64_C(5) << 32) + 3 * page_size;
    struct fixture file = fixture_random(page_size);
    struct student *s = student_start();
    uint64_t addr = map(s, 0, 0, off, page_size, file.path);
    struct found f = ask_find(s, 0, addr);

    line_of(s->pid, addr, 0, &l);
    expect_found(&f, "偏移在 20 GiB 以外的映射",
                 "a mapping at an offset beyond 20 GiB");
    expect(f.info.offset == l.offset,
           "offset 是 0x%" PRIx64 "，应为 0x%" PRIx64,
           "offset is 0x%" PRIx64 ", expected 0x%" PRIx64, f.info.offset,
           l.offset);
    expect_address(f.info.start, l.start, "start");
    student_end(s);
}

/* ---- the checks: shared or not -------------------------------------------- */

static void expect_shared(struct student *s, const char *request, long want,
                          const char *zh, const char *en)
{
    struct claim c;

    student_call(s, &c, "%s", request);
    expect(c.ret == want, "%s%.0s：maps_is_shared 返回 %ld，应为 %ld",
           "%.0s%s: maps_is_shared returned %ld, expected %ld", zh, en, c.ret,
           want);
}

static void shared_flag(void)
{
    static const struct text kinds[] = {
        {"私有文件映射", "a private file mapping"},
        {"共享文件映射", "a shared file mapping"},
        {"私有匿名内存", "private anonymous memory"},
        {"共享匿名内存", "shared anonymous memory"},
    };
    struct fixture file = fixture_random(page_size);
    struct student *s = student_start();

    for (int i = 0; i < 4; i++) {
        static struct line l;
        uint64_t addr = map(s, 0, i & 1, 0, page_size, i < 2 ? file.path : "");
        struct found f = ask_find(s, 0, addr);

        line_of(s->pid, addr, 0, &l);
        expect_found(&f, kinds[i].zh, kinds[i].en);
        expect_shared(s, "is-shared", l.perms[3] == 's', kinds[i].zh,
                      kinds[i].en);
    }
    expect_shared(s, "is-shared-made rw-s", 1, "perms 是 rw-s，没有路径",
                  "perms are rw-s, no path");
    expect_shared(s, "is-shared-made rw-p /dev/shm/a", 0,
                  "perms 是 rw-p，路径是 /dev/shm/a",
                  "perms are rw-p, the path is /dev/shm/a");
    expect_shared(s, "is-shared-null", 0, "NULL", "NULL");
    student_end(s);
}

/* ---- the checks: the path ------------------------------------------------- */

/* path, deleted and the s flag are as in the kernel's line. */
static void expect_named(const struct found *f, const struct line *l,
                         const char *zh, const char *en)
{
    expect_found(f, zh, en);
    expect_path(f, l, zh, en);
    expect_deleted(f, l, zh, en);
    expect(f->info.perms[3] == l->perms[3], "%s%.0s：perms 的第四个字母不是 %c",
           "%.0s%s: the fourth letter of perms is not %c", zh, en, l->perms[3]);
}

static void look_up(struct student *s, uint64_t addr, const char *zh,
                    const char *en)
{
    static struct line l;
    struct found f = ask_find(s, 0, addr);

    line_of(s->pid, addr, 0, &l);
    expect_named(&f, &l, zh, en);
}

/* Both answers first: then no name is left, whatever they are. */
static void shm_object(struct student *s)
{
    static struct line named, nameless;
    char name[64] = "/two words", request[96];
    struct found before, after;
    struct claim c;

    if (!isolated) /* others use this /dev/shm as well */
        snprintf(name, sizeof name, "/two words %d", (int)getpid());
    student_call(s, &c, "shm %zu %s", page_size, name);
    if (c.ret == -1 && c.err == ENOENT)
        return; /* no /dev/shm here: the other kinds remain */
    made(c, "a shared memory object");
    line_of(s->pid, c.value[0], 0, &named);
    before = ask_find(s, 0, c.value[0]);
    snprintf(request, sizeof request, "shm-unlink %s", name);
    pid_from(s, request);
    line_of(s->pid, c.value[0], 0, &nameless);
    after = ask_find(s, 0, c.value[0]);
    expect_named(&before, &named, "共享内存对象", "a shared memory object");
    expect_named(&after, &nameless, "共享内存对象，shm_unlink 以后",
                 "a shared memory object after shm_unlink");
}

static void deleted_suffix(void)
{
    const int key = isolated ? 0x00c0ffee : 0; /* 0: IPC_PRIVATE */
    struct student *s = student_start();
    struct claim c;

    look_up(s, map(s, 0, 1, 0, page_size, ""), "共享匿名内存",
            "shared anonymous memory");
    student_call(s, &c, "memfd %zu two words", page_size);
    look_up(s, made(c, "a memfd").value[0], "memfd", "a memfd");
    shm_object(s);
    student_call(s, &c, "sysv %d %zu", key, page_size);
    look_up(s, made(c, "a System V segment").value[0], "System V 段",
            "a System V segment");
    student_end(s);
}

/* The last one loses its name before it is looked up. */
static void path_with_blanks(void)
{
    static const char *const names[] = {
        "two words",     " lead",     "trail ", "a  b   c",
        "x (deleted) y", "(deleted)", "g one"};
    struct student *s = student_start();

    for (size_t i = 0; i < 7; i++) {
        char path[160], zh[96], en[96];
        uint64_t addr;

        snprintf(path, sizeof path, "%s/%s", work_folder, names[i]);
        make_file(path);
        addr = map(s, 0, 0, 0, page_size, path);
        if (i == 6 && unlink(path) == -1)
            grader_error("unlink a file with a blank in its name");
        snprintf(zh, sizeof zh, "名字是“%s”的文件%s", names[i],
                 i == 6 ? "，删掉名字以后" : "");
        snprintf(en, sizeof en, "a file named \"%s\"%s", names[i],
                 i == 6 ? ", its name removed" : "");
        look_up(s, addr, zh, en);
    }
    student_end(s);
}

struct visit {
    struct line line;
    struct found found;
};

static void visit(struct student *s, uint64_t addr, struct visit *v)
{
    line_of(s->pid, addr, 0, &v->line);
    v->found = ask_find(s, 0, addr);
}

static void expect_visit(const struct visit *v, size_t length, int deleted)
{
    char zh[96], en[96];

    snprintf(zh, sizeof zh, "路径有 %zu 个字节的文件%s", length,
             deleted ? "，删掉名字以后" : "");
    snprintf(en, sizeof en, "a file with a path of %zu bytes%s", length,
             deleted ? ", its name removed" : "");
    expect_found(&v->found, zh, en);
    expect_path(&v->found, &v->line, zh, en);
    expect_deleted(&v->found, &v->line, zh, en);
}

static void long_path(void)
{
    static const size_t lengths[] = {240, 255, 256, 300, 900};
    static struct visit before, after;
    struct fixture small = fixture_random(page_size);
    struct student *s = student_start();
    char path[LINE_PATH];

    for (size_t i = 0; i < 5; i++) {
        uint64_t addr;

        make_deep(path, lengths[i], "");
        addr = map(s, 0, 0, 0, page_size, path);
        visit(s, addr, &before);
        remove_deep(path);
        visit(s, addr, &after);
        expect_visit(&before, lengths[i], 0);
        expect_visit(&after, lengths[i], 1);
        look_up(s, map(s, 0, 0, 0, page_size, small.path),
                "另一个名字很短的文件", "another file, with a short name");
    }
    student_end(s);
}

/* ---- the checks: other processes, and counting ---------------------------- */

static void other_process(void)
{
    static struct line l;
    struct fixture file = fixture_random(page_size);
    const char *name = strrchr(file.path, '/') + 1;
    struct student *s = student_start();
    char request[160];
    struct found f;
    struct claim c;
    long pid;

    snprintf(request, sizeof request, "child %s", file.path);
    pid = pid_from(s, request);
    line_of(child_seen(s), 0, file.ino, &l);
    f = ask_find(s, pid, l.start);
    expect_found(&f, "子进程映射的文件", "a file that a child has mapped");
    expect(f.info.inode == l.inode,
           "在子进程里查它映射的文件，找到的是别的映射",
           "looked up a file in the child that maps it, and found some other "
           "mapping");
    c = ask_count(s, pid, name);
    expect_count(&c, lines_with(child_seen(s), name),
                 "子进程里，路径包含这个文件名的行",
                 "in the child, lines whose path holds the name of the file");
    c = ask_count(s, 0, name);
    expect_count(&c, lines_with(s->pid, name),
                 "自己没有映射这个文件，路径包含它的名字的行",
                 "the caller itself does not map the file; lines whose path "
                 "holds its name");
    end_child(s);
    student_end(s);
}

static void expect_lines(struct student *s, const char *text, const char *zh,
                         const char *en)
{
    struct claim c = ask_count(s, 0, text);

    expect_count(&c, lines_with(s->pid, text), zh, en);
}

/* All lines of a process that does nothing meanwhile: those of the caller may
 * change by the very memory it reads them into. */
static void count_all_lines(struct student *s)
{
    long pid = pid_from(s, "child");
    struct claim c = ask_count(s, pid, "");

    expect_count(&c, lines_with(child_seen(s), ""), "子进程的所有的行（\"\"）",
                 "all lines of a child (\"\")");
    end_child(s);
}

static void counts_lines(void)
{
    const size_t P = page_size;
    struct fixture twice = fixture_random(P), gone = fixture_random(P);
    struct student *s = student_start();
    char path[LINE_PATH];

    for (int i = 0; i < 2; i++)
        map(s, 0, 1, 0, P, twice.path);
    expect_lines(s, strrchr(twice.path, '/') + 1, "映射了两次的文件",
                 "a file that is mapped twice");
    expect_lines(s, "no such text", "哪一行都没有的文字",
                 "a text that is in no line");
    expect_lines(s, "r--s", "“r--s”：它在权限里，不在路径里",
                 "\"r--s\", which is in permissions, but in no path");
    make_deep(path, 900, "far-end");
    map(s, 0, 0, 0, P, path);
    remove_deep(path);
    expect_lines(s, "far-end", "一条 900 字节的路径的最后几个字母",
                 "the last letters of a path of 900 bytes");
    map(s, 0, 0, 0, P, gone.path);
    if (unlink(gone.path) == -1)
        grader_error("unlink a fixture");
    snprintf(path, sizeof path, "%s (deleted)", gone.path);
    expect_lines(s, path, "删掉了名字的文件，连同“ (deleted)”",
                 "a file whose name is removed, with \" (deleted)\"");
    count_all_lines(s);
    student_end(s);
}

/* ---- the checks: failures -------------------------------------------------- */

/* Whichever of them opens the file, its next call fails. */
static void fail_to_open(struct student *s, int error)
{
    calls_no_plan(s);
    calls_fail(s, "fopen", 1, error);
    calls_fail(s, "open", 1, error);
    calls_fail(s, "openat", 1, error);
}

static void cannot_open(struct student *s, int error, const char *zh,
                        const char *en)
{
    struct found f;
    struct claim c;

    fail_to_open(s, error);
    f = ask_find(s, 0, 4096);
    expect_failed(&f, error, zh, en);
    fail_to_open(s, error);
    c = ask_count(s, 0, "");
    expect_count_failed(&c, error, zh, en);
    calls_no_plan(s);
}

/* A child with PR_SET_DUMPABLE 0. Some machines let its parent look, or hide
 * it altogether: there only the planned failure shows the fact. */
static void not_allowed(struct student *s)
{
    struct found f;
    struct claim c;

    student_call(s, &c, "hidden");
    made(c, "a child that is not dumpable");
    if (c.err == EACCES) {
        f = ask_find(s, c.ret, 4096);
        expect_failed(&f, EACCES, "不许看的进程",
                      "a process that may not be looked at");
        c = ask_count(s, c.ret, "");
        expect_count_failed(&c, EACCES, "不许看的进程",
                            "a process that may not be looked at");
    }
    end_child(s);
    cannot_open(s, EACCES, "打开文件时得到 EACCES", "opening gives EACCES");
}

static void errors_told(void)
{
    struct fixture a = fixture_random(2 * page_size);
    struct student *s = student_start();
    uint64_t base = lay_out(s, a.path, a.path);
    long gone = pid_from(s, "gone");
    struct found f;
    struct claim c;

    f = ask_find(s, 0, base + 4 * page_size + 5);
    expect_failed(&f, ENOENT, "空洞里的地址", "an address in a hole");
    f = ask_find(s, 0, 0);
    expect_failed(&f, ENOENT, "地址 0", "address 0");
    f = ask_find(s, gone, base);
    expect_failed(&f, ESRCH, "已经结束的进程", "a process that is gone");
    c = ask_count(s, gone, "");
    expect_count_failed(&c, ESRCH, "已经结束的进程", "a process that is gone");
    not_allowed(s);
    student_end(s);
}

/* The next opening gives the maps, opened before it ended, of a child. */
static long open_the_ended(struct student *s, int zombie)
{
    struct claim c;

    student_call(s, &c, "ending %d", zombie);
    made(c, "a child that ends after the opening");
    calls_no_plan(s);
    calls_return(s, "fopen", 1, (long)c.value[0]);
    calls_return(s, "open", 1, (long)c.value[1]);
    calls_return(s, "openat", 1, (long)c.value[1]);
    return c.ret;
}

static void ended_process(void)
{
    static const char gone_zh[] = "打开以后进程结束了，读的时候得到 ESRCH",
                      gone_en[] = "the process ended after the opening, and "
                                  "reading gives ESRCH",
                      zombie_zh[] = "打开以后进程成了僵尸，文件是空的",
                      zombie_en[] = "the process became a zombie after the "
                                    "opening, and the file is empty";
    struct student *s = student_start();
    struct found f;
    struct claim c;

    f = ask_find(s, open_the_ended(s, 0), 4096);
    expect_failed(&f, ESRCH, gone_zh, gone_en);
    c = ask_count(s, open_the_ended(s, 0), "");
    expect_count_failed(&c, ESRCH, gone_zh, gone_en);
    f = ask_find(s, open_the_ended(s, 1), 4096);
    expect_failed(&f, ENOENT, zombie_zh, zombie_en);
    c = ask_count(s, open_the_ended(s, 1), "");
    expect_count(&c, 0, zombie_zh, zombie_en);
    end_child(s);
    student_end(s);
}

/* Rounds of four calls; returns how many went well. */
static long repeat(struct student *s, int rounds, uint64_t base, long gone,
                   const char *text)
{
    struct claim c;

    student_call(s, &c, "repeat %d 0 %ld %" PRIu64 " %" PRIu64 " %s", rounds,
                 gone, base + 2 * page_size, base + 4 * page_size + 5, text);
    return c.ret;
}

/* A line of 3000 bytes comes first: whoever keeps it keeps a lot. */
static void nothing_left_open(void)
{
    enum { ROUNDS = 500, ALLOWED = 1 << 20 };
    struct fixture b = fixture_random(2 * page_size);
    const char *name = strrchr(b.path, '/') + 1;
    struct student *s = student_start();
    long gone = pid_from(s, "gone"), size, rounds;
    char path[LINE_PATH];
    uint64_t base;
    int open_before, open_after;

    make_deep(path, 3000, "");
    base = lay_out(s, path, b.path);
    remove_deep(path);
    open_before = view_descriptors(s->pid, 0, 0);
    rounds = repeat(s, 1, base, gone, name);
    size = view_address_space(s->pid);
    if (rounds == 1)
        rounds = repeat(s, ROUNDS, base, gone, name);
    open_after = view_descriptors(s->pid, 0, 0);
    size = view_address_space(s->pid) - size;
    expect(open_after == open_before,
           "maps_find 和 maps_count 返回以后，多出了 %d 个打开的描述符",
           "%d descriptor(s) more are open after maps_find and maps_count "
           "returned",
           open_after - open_before);
    expect(rounds == ROUNDS, "反复调用，%ld 轮以后结果就不对了",
           "called again and again, the results are wrong after %ld rounds",
           rounds);
    expect(size < ALLOWED, "2000 次调用以后，进程多占了 1 MiB 以上的内存",
           "after 2000 calls the process has more than 1 MiB of memory more");
    student_end(s);
}

static void open_failure(void)
{
    struct student *s = student_start();

    cannot_open(s, EMFILE, "打开文件时得到 EMFILE", "opening gives EMFILE");
    student_end(s);
}

static void bad_arguments(void)
{
    struct student *s = student_start();
    struct found f;
    struct claim c;

    student_call(s, &c, "find-null 0");
    expect(c.ret == -1 && c.err == EINVAL,
           "out 是 NULL：maps_find 返回 %ld（%s），应为 -1（EINVAL）",
           "out is NULL: maps_find returned %ld (%s), expected -1 (EINVAL)",
           c.ret, word(c.ret, c.err));
    f = ask_find(s, -1, 4096);
    expect_failed(&f, EINVAL, "pid 是 -1", "pid is -1");
    c = ask_count(s, -5, "x");
    expect_count_failed(&c, EINVAL, "pid 是 -5", "pid is -5");
    student_call(s, &c, "count-null 0");
    expect_count_failed(&c, EINVAL, "substr 是 NULL", "substr is NULL");
    student_end(s);
}

static const char *const functions[] = {"maps_find", "maps_count",
                                        "maps_is_shared", NULL};

/* One of the mappings to be found is a memfd. */
static const char *const allowed[] = {"memfd_create", NULL};

static const struct check checks[] = {
    {.id = "private_file",
     .points = 4,
     .at = "maps_find",
     .section = "maps",
     .title = {"私有文件映射：地址、权限、偏移、inode 和路径都和内核说的一样",
               "a private file mapping: addresses, permissions, offset, inode "
               "and path are what the kernel says"},
     .hint = {"一行里地址和偏移是十六进制，inode 是十进制；perms "
              "有四个字母，末尾还要有 0。",
              "Addresses and offset are hexadecimal, the inode is decimal; "
              "perms has four letters and needs a 0 behind them."},
     .think = {"把一行抄在纸上，在每个字段下面写出两件事：它是几进制，最大可能"
               "有多大。现在你的变量装得下吗？",
               "Copy one line onto paper and write two things under each "
               "field: which base is it in, and how large can it get? Do your "
               "variables hold that?"},
     .run = private_file},
    {.id = "inside_range",
     .points = 3,
     .needs = "private_file",
     .at = "maps_find",
     .section = "maps",
     .title = {"映射里任何一个地址都找得到它，不只是开头",
               "every address inside finds the mapping, not only its start"},
     .hint = {"条件是 start <= addr，而不是 addr == start。",
              "The condition is start <= addr, not addr == start."},
     .think = {"映射像一条街，地址是门牌号。有人问 17 "
               "号在哪条街上，你是去找“从 17 号开始”的街，还是别的？",
               "A mapping is like a street, an address a house number. Asked "
               "for the street of number 17, do you look for a street that "
               "begins at 17?"},
     .run = inside_range},
    {.id = "end_exclusive",
     .points = 3,
     .needs = "private_file",
     .at = "maps_find",
     .section = "lab-maps-lookup",
     .title = {"end 已经不属于这个映射", "end is outside the mapping"},
     .hint = {"用 addr < end 比较。", "Compare with addr < end."},
     .think =
         {"两块地砖紧挨着，中间那条缝的坐标属于哪一块？如果两块都说是自己的，谁"
          "先被问到谁就答错。",
          "Two tiles touch. To which one does the coordinate of the joint "
          "belong? If both claim it, whichever is asked first may be wrong."},
     .run = end_exclusive},
    {.id = "wide_numbers",
     .points = 2,
     .at = "maps_find",
     .section = "types",
     .title = {"偏移超过 4 GiB 也不会丢掉高位",
               "an offset beyond 4 GiB keeps its high bits"},
     .hint = {"偏移是 64 位的：strtoull、SCNx64，或者 %lx 配 unsigned long。",
              "The offset has 64 bits: strtoull, SCNx64, or %lx with an "
              "unsigned long."},
     .think = {"一个 20 GiB "
               "的文件，它的偏移要多少位才写得下？你的代码从文本到结构体经过几"
               "个变量，最窄的是哪一个？",
               "How many bits does an offset in a file of 20 GiB need? Through "
               "how many variables does it go between the text and your "
               "struct, and which is the narrowest?"},
     .run = wide_numbers},
    {.id = "shared_flag",
     .points = 3,
     .needs = "private_file",
     .at = "maps_is_shared",
     .section = "maps",
     .title = {"maps_is_shared 看的是 s 标志：文件和匿名内存都对，NULL 是 0",
               "maps_is_shared goes by the s flag, for files and anonymous "
               "memory; 0 for NULL"},
     .hint = {"看 perms[3]；有没有路径跟共享没有关系。",
              "Look at perms[3]; a path has nothing to do with sharing."},
     .think = {"私有地映射一个文件，再看一块 fork "
               "以后父子都写的匿名内存：它们的行各是什么样子？哪一个字母把它们"
               "分开？",
               "Look at the line of a file mapped privately, and at that of "
               "anonymous memory a parent and its child both write. Which "
               "single letter tells them apart?"},
     .run = shared_flag},
    {.id = "deleted_suffix",
     .points = 5,
     .needs = "private_file",
     .at = "maps_find",
     .section = "maps",
     .title = {"匿名共享内存、memfd、删掉的共享内存对象和 System V 段：deleted "
               "是 1，path 没有后缀",
               "shared anonymous memory, a memfd, an unlinked shm object and a "
               "System V segment: deleted is 1 and path has no suffix"},
     .hint = {"只去掉行尾的 \" (deleted)\"，并把 deleted 设成 1。",
              "Take \" (deleted)\" off the end only, and set deleted to 1."},
     .think = {"名字没有了，对象还在，内核怎样在这一行里告诉你？哪些字是名字，"
               "哪些是内核的注解？",
               "The name is gone, the object lives: how does the kernel tell "
               "you in this line? Which letters are the name, and which are "
               "the kernel's remark?"},
     .run = deleted_suffix},
    {.id = "path_with_blanks",
     .points = 3,
     .needs = "private_file",
     .at = "maps_find",
     .section = "maps",
     .title = {"路径里有空格也完整", "a path with blanks in it is whole"},
     .hint = {"五个字段以后，一直到行尾都是路径。",
              "Behind the five fields everything up to the end of the line is "
              "the path."},
     .think = {"给你一行字，要你用笔圈出路径：你从哪里开始圈，凭什么决定在哪里"
               "停笔？如果文件名里有空格，那个理由还成立吗？",
               "Circle the path in a line with a pencil: where do you start, "
               "and what makes you stop? Does that reason survive a file name "
               "with a blank in it?"},
     .run = path_with_blanks},
    {.id = "long_path",
     .points = 3,
     .needs = "private_file",
     .at = "maps_find",
     .section = "lab-maps-lookup",
     .title = {"240 个字符的路径完整，更长的截到 255 字节，别的行不受影响",
               "a path of 240 characters is whole, a longer one is cut at 255 "
               "bytes, and other lines do not suffer"},
     .hint = {"行的长度没有上限：用 getline，不用固定大小的数组。先认出 \" "
              "(deleted)\"，再截短，末尾补 0。",
              "A line has no limit: use getline, not an array. Recognise \" "
              "(deleted)\" first, then cut, and put a 0 behind."},
     .think =
         {"想象一行比你的缓冲区长一倍：剩下的半行到哪里去了，下一次读会读到什么"
          "？再想：从末尾剪掉一段和认出末尾的记号，哪一个要先做？",
          "Imagine a line twice as long as your buffer: where does the other "
          "half go, and what does the next read give you? Then: cutting the "
          "end off, and recognising a mark at the end; which must come first?"},
     .run = long_path},
    {.id = "other_process",
     .points = 3,
     .needs = "private_file",
     .at = "maps_find",
     .section = "maps",
     .title = {"别的进程的映射也查得到",
               "the mappings of another process are found too"},
     .hint = {"文件名里要有 pid：/proc/PID/maps。",
              "The name must hold the pid: /proc/PID/maps."},
     .think = {"在一个终端里 cat 自己的 maps，在另一个终端里 cat "
               "它的：两个命令的文件名差在哪里？self 到底是谁？",
               "Look at a shell's maps from within and from another terminal: "
               "how do the two file names differ? Who is \"self\"?"},
     .run = other_process},
    {.id = "counts_lines",
     .points = 3,
     .at = "maps_count",
     .section = "lab-maps-lookup",
     .title = {"maps_count 数的是完整路径包含 substr 的行，\"\" 数所有的行",
               "maps_count counts the lines whose full path holds substr; \"\" "
               "counts every line"},
     .hint =
         {"没有路径的行，路径就是 \"\"。比较的是内核打印的完整路径，不是整行。",
          "A line without a path has the path \"\". Compare with the full path "
          "as printed, not with the line."},
     .think = {"grep 一行和 grep "
               "行里的一个字段，结果什么时候不一样？没有路径的行，它的路径是“不"
               "存在”，还是一个空的字符串？",
               "When does searching a line give another result than searching "
               "one field of it? And is the path of a line without one "
               "missing, or is it a string of length 0?"},
     .run = counts_lines},
    {.id = "errors_told",
     .points = 2,
     .at = "maps_find",
     .section = "errno",
     .title = {"没有映射：ENOENT；没有进程：ESRCH；不许看：EACCES；*out 不变",
               "no mapping: ENOENT, no process: ESRCH, not allowed: EACCES, "
               "and *out stays"},
     .hint = {"open 对不存在的进程给的是 ENOENT，要换成 ESRCH；别的 errno "
              "原样交出去。",
              "For a process that is not there open gives ENOENT: turn it into "
              "ESRCH; hand on any other errno as it is."},
     .think = {"没有这个人、不让你见他、他在但没有你要的东西：这是三种不同的回"
               "答。你的函数从哪里分别得知它们？",
               "No such person, you may not see him, he is here but has not "
               "got it: three different answers. From where does your function "
               "learn each of them?"},
     .run = errors_told},
    {.id = "ended_process",
     .points = 2,
     .at = "maps_find",
     .section = "fork",
     .title = {"进程在打开以后结束：ESRCH；僵尸进程：ENOENT，行数是 0",
               "a process that ends after the opening: ESRCH; a zombie: "
               "ENOENT, and 0 lines"},
     .hint = {"getline 返回 -1 有两种原因：用 ferror 或 errno "
              "区别读完了和读出错。空文件不是错误。",
              "-1 from getline has two causes: tell the end from an error by "
              "ferror or errno. An empty file is no error."},
     .think = {"一本书读到一半，书被人拿走了，和书本来就没有下一页：你怎样知道"
               "是哪一种？一本只有封面的书呢？",
               "Someone takes the book away while you read, or the book has no "
               "further page: how do you know which? And a book with nothing "
               "but a cover?"},
     .run = ended_process},
    {.id = "nothing_left_open",
     .points = 2,
     .needs = "private_file",
     .at = "maps_find",
     .section = "errno",
     .title = {"调用 2000 次以后，没有多出一个描述符，也没有多占内存",
               "after 2000 calls there is not one descriptor more, and no more "
               "memory"},
     .hint = {"每条出口都要 fclose 和 free，找到了的那一条也要。",
              "Every way out needs fclose and free, the one that found "
              "something too."},
     .think = {"画出函数的所有出口，每个出口旁边写下此刻手里还拿着什么。有没有"
               "哪个出口是拿着东西走的？",
               "Draw every way out of the function and write beside it what "
               "you hold at that moment. Is there a door you leave through "
               "with your hands full?"},
     .run = nothing_left_open},
    {.id = "open_failure",
     .points = 1,
     .at = "maps_find",
     .section = "errno",
     .title = {"打不开文件时返回 -1 和 fopen 的 errno，*out 不变",
               "if the file cannot be opened the result is -1 with the errno "
               "of fopen, and *out stays"},
     .hint = {"用 NULL 检查 fopen 的结果（open 用 -1），再原样返回它的 errno。",
              "Test the result of fopen for NULL (that of open for -1), and "
              "return its errno as it is."},
     .think =
         {"门没有打开，你手里拿到的是什么？拿着它往里走一步会怎样？这一步之前该"
          "问一句什么？",
          "The door did not open: what is in your hand now, and what happens "
          "if you go on with it? What should you have asked first?"},
     .run = open_failure},
    {.id = "bad_arguments",
     .points = 1,
     .needs = "private_file",
     .at = "maps_find",
     .section = "lab-maps-lookup",
     .title = {"NULL 和负的 pid 得到 EINVAL",
               "NULL and a negative pid get EINVAL"},
     .hint = {"先检查参数，再打开文件。",
              "Look at the arguments before opening anything."},
     .think = {"哪些参数，不看任何文件就知道答案只能是错误？它们该在函数的哪个"
               "位置被拦下来？",
               "Which arguments can only be an error, whatever any file says? "
               "At what point of the function should they be stopped?"},
     .run = bad_arguments},
    {0},
};

const struct lab lab = {.name = "maps_lookup",
                        .number = "1.2",
                        .chapter = "01-toolbox",
                        .title = {"读懂 /proc/PID/maps", "read /proc/PID/maps"},
                        .functions = functions,
                        .allow = allowed,
                        .checks = checks};
