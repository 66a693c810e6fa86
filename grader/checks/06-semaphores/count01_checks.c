/* count01_checks.c - what must hold of count_named
 *
 * Facts used: C123 (children inherit an open semaphore), C126 (what a name
 * is), C130, C131 (sem_unlink), C136 (EINTR), M013 (a semaphore is not released
 * by death). That one child inside keeps the others out is not tried a thousand
 * times: one is stopped inside, and the kernel shows where the others sleep
 * (held.h). What is left to chance there, the explorer tries.
 */
#include "calls.h"
#include "chance.h"
#include "check.h"
#include "counting.h"
#include "explore.h"
#include "fixture.h"
#include "held.h"
#include "leaks.h"
#include "student.h"
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NPROC = 3,
    LOOPS = 2,
    EXPLORED = 2,
    ALL_GIVEN = 7,
    FILE_GIVEN = 1,
    NAME_GIVEN = 2
};

/* What one call is asked to do. */
struct job {
    int nproc, loops;
    unsigned mask;  /* the caller's umask */
    int given;      /* which pointers are not NULL */
    int final;      /* what *final holds before */
    char name[32];  /* of the semaphore */
    char path[256]; /* of the file */
};

/* ---- asking -------------------------------------------------------------- */

static struct job job_for(const char *path, int nproc, int loops)
{
    struct job j = {.nproc = nproc, .loops = loops, .mask = 077};

    j.given = ALL_GIVEN;
    j.final = (int)chance_between(1000000, 2000000000);
    snprintf(j.name, sizeof j.name, "/c%08zx", chance_between(0, 0xffffffff));
    snprintf(j.path, sizeof j.path, "%s", path);
    fixture_expect(path);
    return j;
}

/* In a file that has its size already, and some number in it. */
static struct job some_job(int nproc, int loops)
{
    return job_for(fixture_random(sizeof(int)).path, nproc, loops);
}

static void begin(struct student *s, const struct job *j)
{
    student_begin(s, "count %d %d %u %d %d %s %s", j->nproc, j->loops, j->mask,
                  j->given, j->final, j->name, j->path);
}

static struct claim count(struct student *s, const struct job *j)
{
    struct claim c;

    begin(s, j);
    student_finish(s, &c);
    return c;
}

/* Where the semaphore of this name is to be seen. */
static const char *place_of(const struct job *j)
{
    static char path[64];

    snprintf(path, sizeof path, "/dev/shm/sem.%s", j->name + 1);
    return path;
}

/* The file as it is now: its size, -1 if there is none, and its first int. */
static long look_at_file(const struct job *j, int *value, mode_t *mode)
{
    int fd = open(j->path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat sb;
    long size = -1;

    *value = -1;
    if (fd == -1)
        return -1;
    if (fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) &&
        pread(fd, value, sizeof *value, 0) >= 0) {
        size = sb.st_size;
        *mode = sb.st_mode & 07777;
    }
    close(fd);
    return size;
}

static int value_in_file(const struct job *j)
{
    mode_t mode;
    int value;

    look_at_file(j, &value, &mode);
    return value;
}

static void expect_counted(const struct job *j, const struct claim *c)
{
    int wanted = j->nproc * j->loops, value = value_in_file(j);

    counting_result(c, "count_named", j->nproc, j->loops);
    expect(value == wanted,
           "nproc 为 %d，loops 为 %d：用 pread 看文件里是 %d，应为 %d",
           "nproc %d, loops %d: pread of the file sees %d, expected %d",
           j->nproc, j->loops, value, wanted);
}

/* ---- the checks: the semaphore ------------------------------------------- */

/* The caller stands behind sem_open; what is the semaphore's file? */
static struct stat caller_behind_open(struct student *s, const struct job *j,
                                      int *value)
{
    const char *other;
    struct stat sb;
    json_t *names;
    int fd;

    held_caller(s, 2);
    names = leaks_found();
    other =
        json_string_value(json_object_get(json_array_get(names, 0), "name"));
    fd = open(place_of(j), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    expect(fd != -1 && fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode),
           "在 LAB_POINT(2)，叫 %1$s 的信号量不在：/dev/shm 里有 %2$s",
           "at LAB_POINT(2) there is no semaphore called %1$s: in /dev/shm is "
           "%2$s",
           j->name, other ? other : "-");
    /* glibc: the value is the first 32 bits. */
    if (pread(fd, value, sizeof *value, 0) != sizeof *value)
        *value = -1;
    close(fd);
    json_decref(names);
    return sb;
}

static void lock_value(void)
{
    struct student *s = student_start();
    struct job j = some_job(3, 0);
    struct claim c;
    int value;

    calls_stop_at(s, 2, 0);
    begin(s, &j);
    caller_behind_open(s, &j, &value);
    if (value != 1)
        calls_blame(s, "sem_open");
    expect(value == 1, "sem_open 以后，信号量的值是 %d，应为 1",
           "after sem_open the semaphore has value %d, expected 1", value);
    held_go_on(s->pid);
    student_finish(s, &c);
    student_end(s);
}

static void expect_on_semaphore(const struct sleeper *o, const struct stat *sem)
{
    struct view_mapping m;

    expect(view_mapping_at(o->pid, o->how.argument[0], &m) == 1 &&
               m.dev == sem->st_dev && m.ino == sem->st_ino,
           "一个等待的孩子睡在别的东西上，不是睡在 sem_open 打开的信号量上",
           "a child that waits sleeps on something else, not on the semaphore "
           "that sem_open opened");
}

static void held_lock(void)
{
    struct student *s = student_start();
    struct job j = some_job(NPROC, LOOPS);
    struct sleeper others[FAMILY_MAX];
    struct stat sem;
    struct claim c;
    pid_t inside;
    int value;

    calls_stop_at(s, 2, 0);
    begin(s, &j);
    sem = caller_behind_open(s, &j, &value);
    calls_stop_at(s, 1, 0);
    held_go_on(s->pid);
    inside = held_child(s, 1);
    held_others(s, inside, NPROC, others);
    for (int i = 0; i < NPROC - 1; i++)
        expect_on_semaphore(&others[i], &sem);
    value = value_in_file(&j);
    expect(value == 0, "第一个孩子还停在读和写之间，文件里已经是 %d，应为 0",
           "the first child still stands between load and store, and the file "
           "holds %d, expected 0",
           value);
    held_go_on(inside);
    student_finish(s, &c);
    student_end(s);
}

static void signals_around(int restart)
{
    struct student *s = student_start();
    struct job j = some_job(NPROC, LOOPS);
    struct claim c;
    pid_t inside;
    int value, early;

    student_storm(s, 0, restart); /* a handler, and no timer */
    calls_stop_at(s, 1, 0);
    begin(s, &j);
    inside = held_child(s, 1);
    held_signal(s, inside, NPROC);
    early = !student_working(s);
    value = value_in_file(&j);
    if (value != 0)
        calls_blame(s, "sem_wait");
    expect(value == 0,
           "一个信号打断了等待的孩子，它就进去加了 1：文件里是 %d，应为 0",
           "a signal interrupted a child that waited, and it went in and "
           "added: the file holds %d, expected 0",
           value);
    held_go_on(inside);
    student_finish(s, &c);
    counting_signals_survived(s, &c, early);
    student_end(s);
}

static void interrupted(const char *call)
{
    struct student *s = student_start();
    struct job j = some_job(1, LOOPS);
    struct claim c;

    calls_fail(s, call, 1, EINTR);
    c = count(s, &j);
    if (c.ret != 0) {
        calls_blame(s, call);
        advise("sem_wait 和 waitpid 不是仅有的：open 和 ftruncate 也会返回 -1、"
               "errno 是 EINTR。那不算失败，再来一次。",
               "sem_wait and waitpid are not the only ones: open and ftruncate "
               "return -1 with EINTR, too. That is no failure, call again.");
    }
    expect(c.ret == 0,
           "一个信号打断了 %s：返回 %ld（%s），应该再来一次，最后返回 0",
           "a signal interrupted %s: returned %ld (%s), expected to call it "
           "again and to return 0",
           call, c.ret, error_word(c.err));
    student_end(s);
}

static void signals(void)
{
    struct student *s;
    struct job j = some_job(4, 200);
    struct claim c;

    signals_around(0);
    signals_around(1);
    interrupted("open");
    interrupted("ftruncate");
    s = student_start();
    student_storm(s, 5, 0);
    c = count(s, &j);
    counting_signals_survived(s, &c, 0);
    student_end(s);
}

/* ---- the checks: the count ----------------------------------------------- */

/* Nobody can come in between: what is wrong here is not the lock. */
static void one_child(void)
{
    struct student *s = student_start();

    for (int loops = 3; loops >= 0; loops--) {
        struct job j = some_job(1, loops);
        int before = value_in_file(&j);
        struct claim c = count(s, &j);

        expect(c.ret != 0 || before == 0 || value_in_file(&j) != before + loops,
               "文件里原来是 %1$d，一个孩子加 %2$d 次以后是 %3$d：要从 0 数起",
               "the file held %1$d before, and %2$d additions make it %3$d: "
               "count from 0",
               before, loops, before + loops);
        expect_counted(&j, &c);
        held_nobody_left(s, "一个孩子", "one child");
    }
    student_end(s);
}

static void total(void)
{
    const int asked[][2] = {
        {2, 30},
        {(int)chance_between(3, 9), (int)chance_between(20, 200)},
        {32, 5}};
    struct student *s = student_start();

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct job j = job_for(fixture_missing(), asked[i][0], asked[i][1]);
        struct claim c = count(s, &j);

        expect_counted(&j, &c);
        held_nobody_left(s, "几个孩子", "several children");
    }
    student_end(s);
}

static void expect_file(const struct job *j, const char *zh, const char *en,
                        mode_t wanted)
{
    mode_t mode = 0;
    int value;
    long size = look_at_file(j, &value, &mode);

    expect(size == sizeof(int), "%s%.0s：返回以后文件是 %ld 字节，应为 %zu",
           "%.0s%s: after the call the file has %ld bytes, expected %zu", zh,
           en, size, sizeof(int));
    expect(mode == wanted, "%s%.0s：文件的模式是 %04o，应为 %04o",
           "%.0s%s: the file has mode %04o, expected %04o", zh, en, mode,
           wanted);
}

static void counts_in(struct student *s, const char *path, unsigned mask,
                      const char *zh, const char *en, mode_t wanted)
{
    struct job j = job_for(path, 1, 3);
    struct claim c;

    j.mask = mask;
    c = count(s, &j);
    expect(c.ret == 0, "%s%.0s：返回 %ld（%s），应为 0",
           "%.0s%s: returned %ld (%s), expected 0", zh, en, c.ret,
           error_word(c.err));
    expect_file(&j, zh, en, wanted);
    expect_counted(&j, &c);
}

static void file_exact(void)
{
    struct fixture one = fixture_random(sizeof(int));
    struct fixture many = fixture_random(page_size + 100);
    struct fixture empty = fixture_hole(0);
    struct student *s = student_start();

    if (fchmod(one.fd, 0640) == -1 || fchmod(many.fd, 0640) == -1 ||
        fchmod(empty.fd, 0640) == -1)
        grader_error("change the mode of a fixture");
    counts_in(s, fixture_missing(), 077, "没有文件，umask 077",
              "no file yet, umask 077", 0600);
    counts_in(s, fixture_missing(), 0, "没有文件，umask 0",
              "no file yet, umask 0", 0600);
    counts_in(s, empty.path, 077, "文件是空的", "an empty file", 0640);
    counts_in(s, one.path, 077, "文件里有一个别的数",
              "a file with another number in it", 0640);
    counts_in(s, many.path, 077, "文件比一页还长", "a file longer than a page",
              0640);
    student_end(s);
}

/* ---- the checks: every schedule ------------------------------------------ */

/* Names are the business of name_gone. */
static void every_total(void)
{
    explore(EXPLORE_ALL & ~(EXPLORE_RACE | EXPLORE_LEFT), "count", "%d %d",
            EXPLORED, LOOPS);
}

static void no_race(void)
{
    explore(EXPLORE_RACE, "count", "%d 1", EXPLORED);
}

/* ---- the checks: names --------------------------------------------------- */

/* A semaphore somebody else has made: is it still what it was? */
struct foreign {
    sem_t *sem;
    struct stat sb;
    int value;
};

static struct foreign foreign_begin(const struct job *j, int value)
{
    struct foreign f = {.value = value};

    f.sem = sem_open(j->name, O_CREAT | O_EXCL, 0666, value);
    if (f.sem == SEM_FAILED || stat(place_of(j), &f.sb) == -1)
        grader_error("make a semaphore");
    return f;
}

static void expect_untouched(const struct job *j, struct foreign *f)
{
    struct stat now;
    int value = -1;

    expect(stat(place_of(j), &now) == 0 && now.st_ino == f->sb.st_ino,
           "别人的信号量的名字没有了，或者换成了另一个",
           "the name of somebody else's semaphore is gone, or stands for "
           "another one");
    sem_getvalue(f->sem, &value);
    expect(value == f->value, "别人的信号量的值从 %d 变成了 %d",
           "the value of somebody else's semaphore changed from %d to %d",
           f->value, value);
    sem_close(f->sem);
    if (sem_unlink(j->name) == -1)
        grader_error("remove a semaphore");
}

static void taken(struct student *s, const char *path, int value)
{
    struct job j = job_for(path, 2, 2);
    struct foreign f = foreign_begin(&j, value);
    struct claim c = count(s, &j);

    calls_blame(s, "sem_open");
    counting_failed(&c, j.final, EEXIST, "这个名字的信号量已经有了",
                    "there is a semaphore of that name");
    expect_untouched(&j, &f);
}

static void name_taken(void)
{
    struct fixture f = fixture_random(100);
    struct student *s = student_start();
    unsigned char before[100], now[100];
    const char *missing;

    fixture_read(&f, 0, before, sizeof before);
    taken(s, f.path, 5);
    fixture_read(&f, 0, now, sizeof now);
    expect(fixture_size(&f) == sizeof now &&
               memcmp(before, now, sizeof now) == 0,
           "得到 EEXIST，可是文件已经变了（现在 %zu 字节，原来 100）",
           "EEXIST, and yet the file has changed (%zu bytes now, 100 before)",
           fixture_size(&f));
    missing = fixture_missing();
    taken(s, missing, 0);
    expect(!fixture_exists(missing), "得到 EEXIST，可是文件已经创建了",
           "EEXIST, and yet the file has been created");
    student_end(s);
}

static void expect_no_name(const struct job *j, const char *zh, const char *en)
{
    json_t *names = leaks_found();
    const char *first =
        json_string_value(json_object_get(json_array_get(names, 0), "name"));

    expect(!fixture_exists(place_of(j)), "%s%.0s，/dev/shm 里还看得到信号量 %s",
           "%.0s%s the semaphore %s is still to be seen in /dev/shm", zh, en,
           j->name);
    expect(!first, "%s%.0s，/dev/shm 里还有 %s",
           "%.0s%s there still is %s in /dev/shm", zh, en, first ? first : "");
    json_decref(names);
}

static void name_gone(void)
{
    struct student *s = student_start();
    struct job j = some_job(2, 2);
    struct claim c;
    pid_t inside;

    calls_stop_at(s, 1, 0);
    begin(s, &j);
    inside = held_child(s, 1);
    calls_blame(s, "sem_open");
    expect_no_name(&j, "孩子正在运行", "while children run");
    held_go_on(inside);
    student_finish(s, &c);
    expect_no_name(&j, "count_named 返回了", "after count_named has returned");
    calls_fail(s, "fork", 1, EAGAIN);
    j = some_job(2, 2);
    count(s, &j);
    expect_no_name(&j, "fork 失败，count_named 返回了",
                   "after fork failed and count_named returned");
    student_end(s);
}

/* ---- the checks: failures ------------------------------------------------ */

static void bad_arguments(void)
{
    const struct {
        int nproc, loops, given;
        const char *zh, *en;
    } asked[] = {
        {2, 2, ALL_GIVEN & ~1, "file 是 NULL", "file is NULL"},
        {2, 2, ALL_GIVEN & ~2, "semname 是 NULL", "semname is NULL"},
        {2, 2, ALL_GIVEN & ~4, "final 是 NULL", "final is NULL"},
        {0, 2, ALL_GIVEN, "nproc 为 0", "nproc 0"},
        {-1, 2, ALL_GIVEN, "nproc 为 -1", "nproc -1"},
        {33, 2, ALL_GIVEN, "nproc 为 33", "nproc 33"},
        {2, -1, ALL_GIVEN, "loops 为 -1", "loops -1"},
    };
    struct student *s = student_start();

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct job j =
            job_for(fixture_missing(), asked[i].nproc, asked[i].loops);
        struct claim c;

        j.given = asked[i].given;
        c = count(s, &j);
        counting_failed(&c, j.final, EINVAL, asked[i].zh, asked[i].en);
        expect(!fixture_exists(j.path), "%s%.0s：文件还是创建了",
               "%.0s%s: the file was created all the same", asked[i].zh,
               asked[i].en);
    }
    student_end(s);
}

static void child_killed(void)
{
    const unsigned visits[] = {0, (unsigned)chance_between(2, 5)};

    for (int i = 0; i < 2; i++) {
        struct student *s = student_start();
        struct job j = some_job(4, LOOPS);
        struct claim c;

        calls_kill_at(s, 1, visits[i]);
        c = count(s, &j);
        counting_failed(&c, j.final, EIO, "一个孩子在 LAB_POINT(1) 被杀死",
                        "a child was killed at LAB_POINT(1)");
        held_nobody_left(s, "一个孩子在 LAB_POINT(1) 被杀死",
                         "a child was killed at LAB_POINT(1)");
        student_end(s);
    }
}

static void planned(const char *call, unsigned nth, int err, int must)
{
    struct student *s = student_start();
    struct job j = some_job(4, LOOPS);
    char zh[64], en[64];
    struct claim c;

    snprintf(zh, sizeof zh, "第 %u 次 %s 失败", nth, call);
    snprintf(en, sizeof en, "call %u of %s fails", nth, call);
    calls_no_plan(s);
    calls_fail(s, call, nth, err);
    c = count(s, &j);
    expect(!must || calls_planned(s), "没有看到第 %u 次 %s",
           "there was no call %u of %s", nth, call);
    if (calls_planned(s)) {
        calls_blame(s, call);
        counting_failed(&c, j.final, err, zh, en);
        held_nobody_left(s, zh, en);
    }
    student_end(s);
}

static void faults(void)
{
    planned("sem_open", 1, EACCES, 1);
    planned("open", 1, EACCES, 0);
    planned("ftruncate", 1, ENOSPC, 0);
    planned("mmap", 1, ENOMEM, 0);
    planned("fork", 1, EAGAIN, 1);
    planned("fork", 2, EAGAIN, 1);
    planned("fork", 4, EAGAIN, 1);
}

/* ---- the checks: what is left -------------------------------------------- */

static void expect_nothing_held(struct student *s, const struct job *j,
                                const struct stat *sem, int descriptors)
{
    int more = view_descriptors(s->pid, 0, 0) - descriptors;
    long mapped = 0;
    struct stat sb;

    if (more != 0)
        calls_blame(s, "open");
    expect(more == 0, "返回以后多了 %d 个打开的描述符",
           "the call left %d descriptor(s) open", more);
    if (stat(j->path, &sb) == 0)
        mapped = view_bytes_mapped(s->pid, sb.st_dev, sb.st_ino);
    expect(mapped == 0, "返回以后文件还映射着",
           "after the call the file is still mapped");
    expect(view_bytes_mapped(s->pid, sem->st_dev, sem->st_ino) == 0,
           "返回以后信号量还开着（它的映射还在）",
           "after the call the semaphore is still open (its mapping is there)");
}

static void nothing_left(void)
{
    const char *const fails[] = {NULL, "fork"};
    struct student *s = student_start();
    int descriptors = view_descriptors(s->pid, 0, 0), value;

    for (int i = 0; i < 2; i++) {
        struct job j = some_job(2, 2);
        struct stat sem;
        struct claim c;

        calls_no_plan(s);
        if (fails[i])
            calls_fail(s, fails[i], 2, EAGAIN);
        calls_stop_at(s, 2, 0);
        begin(s, &j);
        sem = caller_behind_open(s, &j, &value);
        held_go_on(s->pid);
        student_finish(s, &c);
        held_nobody_left(s, "count_named", "count_named");
        expect_nothing_held(s, &j, &sem, descriptors);
    }
    student_end(s);
}

static const char *const functions[] = {"count_named", NULL};

static const struct check checks[] = {
    {.id = "lock_value",
     .points = 2,
     .at = "count_named",
     .section = "named",
     .title = {"sem_open 新建的信号量叫 semname，值是 1",
               "the semaphore that sem_open makes is called semname and has "
               "value 1"},
     .hint = {"名字原样交给 sem_open，第四个参数是初值。LAB_POINT(2) 紧跟在它后"
              "面，删名字以前。",
              "Hand the name to sem_open as it is; its fourth argument is the "
              "value. LAB_POINT(2) comes right behind it, before the name is "
              "removed."},
     .think = {"值是“现在还能进去几个”。谁也不在里面的时候，能进去几个？如果"
               "从 0 开始，第一个孩子等的是谁？",
               "The value is how many may still go in. With nobody inside, how "
               "many is that? And if it begins at 0, for whom does the first "
               "child wait?"},
     .leaves = 1,
     .run = lock_value},
    {.id = "one_child",
     .points = 2,
     .needs = "lock_value",
     .at = "count_named",
     .section = "lab-count01",
     .title = {"一个孩子加 loops 次，文件和 *final 都是 loops，孩子已经结束",
               "one child adds loops times, the file and *final are loops, and "
               "the child has ended"},
     .hint =
         {"MAP_SHARED；waitpid 等到孩子结束，再读文件里的值；孩子用 _exit 结"
          "束。",
          "MAP_SHARED; wait for the child by waitpid and only then read the "
          "value; the child ends by _exit."},
     .think = {"fork 之后有两个进程从同一行往下走。孩子走到哪一行为止？它写的"
               "数，父进程凭什么看得到，又要等到什么时候？",
               "After fork two processes go on from the same line. At which "
               "line does the child stop? By what does the parent see what it "
               "stored, and how long must it wait for that?"},
     .leaves = 1,
     .run = one_child},
    {.id = "file_exact",
     .points = 2,
     .needs = "lock_value",
     .at = "count_named",
     .section = "lab-count01",
     .title = {"没有文件就用 0600 创建，返回时正好 4 个字节，从 0 数起",
               "a missing file is created with 0600; in the end it has 4 bytes "
               "exactly, counted from 0"},
     .hint = {"ftruncate 可以变长，也可以变短；新文件的模式是 open 的第三个参"
              "数。",
              "ftruncate makes a file longer and shorter; the mode of a new "
              "one is the third argument of open."},
     .think = {"新文件有 0 个字节，映射它的第一页会怎样？旧文件有一万个字节，返"
               "回的时候还剩几个？哪一个调用两种情况都管？",
               "A new file has 0 bytes: what happens to a mapping of its first "
               "page? An old one has ten thousand: how many are left in the "
               "end? Which one call sees to both?"},
     .leaves = 1,
     .run = file_exact},
    {.id = "held_lock",
     .points = 4,
     .needs = "one_child",
     .at = "count_named",
     .section = "counting",
     .title = {"一个孩子停在读和写之间，别的孩子都睡在信号量上",
               "while one child stands between load and store, all others "
               "sleep on the semaphore"},
     .hint = {"读、LAB_POINT(1)、写，三步都在 sem_wait 和 sem_post 之间。",
              "Load, LAB_POINT(1), store: all three between sem_wait and "
              "sem_post."},
     .think = {"一个孩子读到 7，还没写，就停下了。要是另一个孩子这时也能读，它"
               "读到几？两个都写完以后是几？哪一步开始就不能放别人进来？",
               "A child has loaded 7 and stops before it stores. If another "
               "one could load now, what would it get? What is there when both "
               "have stored? From which step on must nobody come in?"},
     .leaves = 1,
     .run = held_lock},
    {.id = "every_total",
     .points = 2,
     .needs = "one_child",
     .at = "count_named",
     .section = "explorer",
     .title = {"两个孩子各加两次，不管谁先谁后，结果都是 4",
               "two children add twice each, and under every schedule the "
               "result is 4"},
     .hint = {"看时间线：哪一步夹在了别人的读和写之间，或者跑到了别人前面？",
              "Look at the timeline: which step came in between another's load "
              "and store, or ran ahead of somebody?"},
     .think =
         {"从时间线的最后一行往回走，找到值不对的第一行。在它之前，谁该等"
          "谁，却没有等？",
          "Walk back from the last line of the timeline to the first wrong "
          "value. Before it, who should have waited for whom, and did "
          "not?"},
     .leaves = 1,
     .run = every_total},
    {.id = "no_race",
     .points = 1,
     .needs = "one_child",
     .at = "count_named",
     .section = "explorer",
     .title = {"对那个整数的任何两次访问，都有先后",
               "of any two accesses to the integer, one is before the other"},
     .hint = {"只有信号量、fork 和 waitpid 排得出先后；别处读一下也不行。",
              "Only the semaphore, fork and waitpid put things in order; not "
              "even a glance is free elsewhere."},
     .think =
         {"数据竞争的两头各在哪一行？其中一头属于谁？它凭什么知道另一头已经"
          "完了？",
          "The two ends of a race are two lines. Whose is each, and by "
          "what does the one know that the other is over?"},
     .leaves = 1,
     .run = no_race},
    {.id = "total",
     .points = 2,
     .needs = "every_total",
     .at = "count_named",
     .section = "lab-count01",
     .title =
         {"nproc 个孩子各加 loops 次，文件和 *final 都正好是 nproc * loops",
          "nproc children add loops times each, and the file and *final "
          "are nproc * loops exactly"},
     .hint = {"每个孩子加 loops 次，一共 nproc 个；等到每一个都结束。",
              "Each child adds loops times, and there are nproc of them; wait "
              "for every one."},
     .think = {"nproc 可以到 32。你的数组放得下吗？循环是从 0 数到 nproc 吗？等"
               "了几次？",
               "nproc may be 32. Does your array hold that many? Does the loop "
               "count from 0 to nproc, and how often do you wait?"},
     .leaves = 1,
     .run = total},
    {.id = "bad_arguments",
     .points = 1,
     .needs = "lock_value",
     .at = "count_named",
     .section = "lab-count01",
     .title = {"NULL、nproc 不在 1 到 32、loops < 0 得到 EINVAL，什么也没有创"
               "建",
               "NULL, nproc outside 1 to 32 and loops < 0 get EINVAL, and "
               "nothing is created"},
     .hint = {"在打开任何东西之前检查全部参数。",
              "Look at all arguments before you open anything."},
     .think = {"调用者收到 EINVAL，以为什么也没有发生。到那时为止，你的函数创建"
               "过什么？",
               "A caller who gets EINVAL believes that nothing has happened. "
               "What has your function made by then?"},
     .leaves = 1,
     .run = bad_arguments},
    {.id = "name_taken",
     .points = 3,
     .needs = "lock_value",
     .at = "count_named",
     .section = "named",
     .title = {"名字已经有人用：EEXIST，别人的信号量和文件都不碰",
               "the name is taken: EEXIST, and neither that semaphore nor the "
               "file is touched"},
     .hint = {"O_CREAT 要和 O_EXCL 一起用；信号量先开，文件后开；不是自己建的名"
              "字不要删。",
              "O_CREAT goes with O_EXCL; open the semaphore first and the file "
              "later; do not remove a name you have not made."},
     .think = {"没有 O_EXCL，sem_open 会怎样对待初值那个参数？如果那个旧的信号"
               "量正好是 0，你的孩子等的是谁的 sem_post？",
               "Without O_EXCL, what does sem_open do with the value you give? "
               "And if the old semaphore happens to be at 0, whose sem_post do "
               "your children wait for?"},
     .leaves = 1,
     .run = name_taken},
    {.id = "name_gone",
     .points = 2,
     .needs = "lock_value",
     .at = "count_named",
     .section = "named",
     .title = {"孩子运行的时候，以及返回以后，/dev/shm 里没有名字",
               "while children run, and after the call, there is no name in "
               "/dev/shm"},
     .hint = {"sem_open 以后马上 sem_unlink，参数是名字；失败的路上也要删。",
              "sem_unlink right behind sem_open, with the name; on the way out "
              "of a failure as well."},
     .think =
         {"名字是给不认识的进程找信号量用的。你的孩子要靠名字找它吗？如果"
          "不要，名字多留一刻，程序恰好在这一刻被杀，会留下什么？",
          "A name lets strangers find the semaphore. Do your children "
          "need it to find theirs? If not: the name stays a moment longer, "
          "the program is killed in just that moment, and what remains?"},
     .run = name_gone},
    {.id = "signals",
     .points = 2,
     .needs = "held_lock",
     .at = "count_named",
     COUNTING_SIGNALS,
     .leaves = 1,
     .run = signals},
    {.id = "dies_anywhere",
     .points = 2,
     .needs = "held_lock",
     .at = "count_named",
     COUNTING_DIES_ANYWHERE,
     .leaves = 1,
     .run = counting_dies_anywhere},
    {.id = "child_killed",
     .points = 2,
     .needs = "dies_anywhere",
     .at = "count_named",
     .section = "lab-count01",
     COUNTING_CHILD_KILLED,
     .leaves = 1,
     .run = child_killed},
    {.id = "faults",
     .points = 2,
     .needs = "lock_value",
     .at = "count_named",
     .section = "lab-count01",
     .title = {"哪一步失败，errno 就是哪一步的，*final 不变，没有留下孩子",
               "whichever step fails, errno is its own, *final stays, and no "
               "child is left"},
     .hint = {"收拾之前先存下 errno；fork 失败时，已经在跑的孩子要结束、要等。",
              "Save errno before you clear up; when fork fails, children that "
              "run already have to be ended and waited for."},
     .think = {"从最后一步往回走：每一步失败的时候，前面已经有了什么，要按什么"
               "顺序还回去？还的时候调用的函数会不会改 errno？",
               "Walk backwards from the last step: when a step fails, what is "
               "there by then, and in which order does it go back? Do the "
               "calls that give it back change errno?"},
     .leaves = 1,
     .run = faults},
    {.id = "nothing_left",
     .points = 1,
     .needs = "lock_value",
     .at = "count_named",
     .section = "named",
     .title = {"返回以后，调用者没有多出描述符和映射，信号量也关了",
               "after the call the caller has no further descriptor or "
               "mapping, and the semaphore is closed"},
     .hint = {"close、munmap、sem_close，成功和失败都要。",
              "close, munmap, sem_close, after success and after failure."},
     .think = {"名字删了，信号量就没有了吗？只要还有谁开着它，它就占着一页。调"
               "用一千次以后呢？",
               "Is the semaphore gone when its name is? As long as somebody "
               "has it open it holds a page. And after a thousand calls?"},
     .leaves = 1,
     .run = nothing_left},
    {0},
};

const struct lab lab = {
    .name = "count01",
    .number = "6.1",
    .chapter = "06-semaphores",
    .title = {"有名信号量计数", "count with a named semaphore"},
    .functions = functions,
    .processes = 40,
    .checks = checks};
