/* run.c - let the checker loose on a linked program, collect what it says
 *
 * The checker writes records (checker/record.h) into a pipe that no process
 * of the student's ever holds. Records are believed while they are in order
 * and carry the right mac; the first bad one ends the reading.
 */
#include "run.h"
#include "../checker/record.h"
#include "jail.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

/* Far above what all limits inside the checker can add up to: this ends a
 * checker that hangs, which would be our mistake. */
enum { CHECKER_SECONDS = 600 };

struct reader {
    unsigned char key[RECORD_KEY];
    unsigned number;  /* of the next record */
    json_t *expected; /* ids, in order */
    int header, footer, bad;
};

static void take_header(struct reader *r, const json_t *payload)
{
    r->header = json_equal(json_object_get(payload, "checks"), r->expected);
    r->bad = !r->header;
}

static void take_result(struct reader *r, json_t *payload, json_t *records)
{
    const json_t *id = json_array_get(r->expected, json_array_size(records));

    r->bad =
        !r->header || !id || !json_equal(json_object_get(payload, "id"), id);
    if (!r->bad)
        json_array_append(records, payload);
}

static void take_line(struct reader *r, char *line, json_t *records)
{
    const char *text;
    char kind = record_parse(r->key, r->number, line, &text);
    json_t *payload = kind ? json_loads(text, 0, NULL) : NULL;

    if (!payload) {
        r->bad = 1;
        return;
    }
    r->number++;
    if (kind == 'H')
        take_header(r, payload);
    else if (kind == 'R')
        take_result(r, payload, records);
    else
        r->footer = 1;
    json_decref(payload);
}

/* Read lines until the pipe ends, a record is bad, or time is up (-1). */
static int read_records(struct reader *r, int fd, json_t *records)
{
    static char buf[1 << 20];
    size_t used = 0;
    long deadline = jail_seconds() + CHECKER_SECONDS;

    while (!r->bad && used < sizeof buf - 1) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        char *end;
        ssize_t n;

        if (jail_seconds() > deadline || jail_interrupted())
            return -1;
        if (poll(&p, 1, 1000) <= 0)
            continue;
        n = read(fd, buf + used, sizeof buf - 1 - used);
        if (n <= 0)
            return 0;
        used += (size_t)n;
        buf[used] = '\0';
        while (!r->bad && (end = strchr(buf, '\n')) != NULL) {
            *end++ = '\0';
            take_line(r, buf, records);
            used -= (size_t)(end - buf);
            memmove(buf, end, used + 1);
        }
    }
    r->bad = 1;
    return 0;
}

static json_t *ids_of(const struct course_lab *lab)
{
    json_t *ids = json_array(), *check;
    size_t i;

    json_array_foreach (json_object_get(lab->description, "checks"), i, check)
        json_array_append(ids, json_object_get(check, "id"));
    return ids;
}

/* The same hand-in with hooks, at two levels; in place of what was not built,
 * the reason (build.c). */
enum { EXPLORED = 4 };

static const char *const explored[EXPLORED] = {
    "/sub/explored-O0", "/sub/explored-O2", "/sub/explored-O0.txt",
    "/sub/explored-O2.txt"};

static void bind_explored(const struct build *b, struct jail *jail,
                          char path[EXPLORED][128])
{
    int n = 0;

    while (jail->bind[n].from)
        n++;
    for (int i = 0; i < EXPLORED && n < JAIL_BINDS - 1; i++) {
        snprintf(path[i], 128, "%s/out%s", b->workshop.folder,
                 strrchr(explored[i], '/'));
        if (access(path[i], F_OK) == 0)
            jail->bind[n++] = (struct jail_bind){path[i], explored[i], 0};
    }
}

static pid_t start(const struct build *b, long seed, const int records[2],
                   const int key[2])
{
    char checker[128], subject[128], work[128], disk[128], number[32];
    char path[EXPLORED][128];
    const char *inside[] = {
        "/grader/checker", number, "/sub/subject", "/lab", "/disk/file",
        "/grader",         NULL};
    const char *outside[] = {checker, number, subject, work, disk, NULL};

    snprintf(checker, sizeof checker, "%s/checker", b->workshop.folder);
    snprintf(subject, sizeof subject, "%s/out/subject", b->workshop.folder);
    snprintf(work, sizeof work, "%s/work", b->workshop.folder);
    snprintf(disk, sizeof disk, "%s/disk", b->workshop.folder);
    snprintf(number, sizeof number, "%ld", seed);
    struct jail jail = {
        .bind = {{checker, "/grader/checker", 0},
                 {subject, "/sub/subject", 0},
                 {disk, "/disk/file", 1}},
        .argv = inside,
        .plain = outside,
        .cwd = "/",
        .plain_cwd = work,
        .make_cells = 1,
        .fd = {-1, -1, STDERR_FILENO},
        .extra_fd = {records[1], key[0]},
        .extra_at = {RECORD_FD, RECORD_KEY_FD},
    };

    bind_explored(b, &jail, path);
    return jail_start(&jail);
}

static void explain(struct run *run, const struct reader *r, int late)
{
    size_t expected = json_array_size(r->expected);

    run->complete =
        !r->bad && r->footer && json_array_size(run->records) == expected;
    if (run->complete)
        return;
    if (late) {
        run->zh = "检查程序超时";
        run->en = "the checker ran out of time";
    } else if (r->bad) {
        run->zh = "检查程序的记录不可信";
        run->en = "the checker's records cannot be trusted";
    } else {
        run->zh = "检查程序中途结束了";
        run->en = "the checker ended half-way";
    }
}

void run_checker(struct run *run, const struct build *b,
                 const struct course_lab *lab, long seed)
{
    struct reader r = {.number = 1, .expected = ids_of(lab)};
    int records[2], key[2], late;
    pid_t pid;

    memset(run, 0, sizeof *run);
    run->records = json_array();
    if (getrandom(r.key, sizeof r.key, 0) != sizeof r.key ||
        pipe2(records, O_CLOEXEC) == -1 || pipe2(key, O_CLOEXEC) == -1 ||
        write(key[1], r.key, sizeof r.key) != sizeof r.key)
        die("准备检查程序失败：%s", "cannot prepare the checker: %s",
            strerror(errno));
    pid = start(b, seed, records, key);
    close(records[1]);
    close(key[0]);
    close(key[1]);
    if (pid == -1)
        die("fork 失败：%s", "fork failed: %s", strerror(errno));
    late = read_records(&r, records[0], run->records) == -1;
    if (late || r.bad)
        jail_kill(pid);
    close(records[0]);
    while (waitpid(pid, NULL, 0) == -1 && errno == EINTR)
        ;
    explain(run, &r, late);
    json_decref(r.expected);
}
