/* grade.c - the `grade` command: stage, build, run and report labs
 *
 * Usage: see usage() below. Exit status: 0 every check of the selected labs
 * passed, 1 some did not, 2 usage or environment (one line on standard error).
 */
#include "../checker/siphash.h"
#include "build.h"
#include "course.h"
#include "fields.h"
#include "hint.h"
#include "jail.h"
#include "options.h"
#include "report.h"
#include "result.h"
#include "run.h"
#include "stage.h"
#include "text.h"
#include "untouched.h"
#include "version.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

struct submission {
    int folder;      /* descriptor */
    char shown[512]; /* the folder as the user named it */
};

/* What a student handed in for one lab. */
struct handed_in {
    enum stage_result state;
    char *text;
    size_t size;
    char shown[1024]; /* its path as the user knows it */
};

/* ---- the submission ------------------------------------------------------ */

static void open_submission(struct submission *s, const struct course *c,
                            const char *folder)
{
    char path[PATH_MAX + 16];

    snprintf(s->shown, sizeof s->shown, "%s", folder ? folder : "labs");
    if (folder)
        snprintf(path, sizeof path, "%s", folder);
    else
        snprintf(path, sizeof path, "%s/labs", c->root);
    s->folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (s->folder == -1)
        die("打不开目录 %s：%s；请检查 SUBMISSION=目录",
            "cannot open the folder %s: %s; check SUBMISSION=folder", s->shown,
            strerror(errno));
}

/* One's own course is trusted; anybody else's code needs walls. */
static void require_trust(const struct submission *s, const struct course *c,
                          const struct options *o)
{
    char path[PATH_MAX], real[PATH_MAX];
    size_t root = strlen(c->root);
    ssize_t n;

    if (isolation != NONE || o->trust)
        return;
    snprintf(path, sizeof path, "/proc/self/fd/%d", s->folder);
    n = readlink(path, real, sizeof real - 1);
    real[n > 0 ? n : 0] = '\0';
    if (strncmp(real, c->root, root) == 0 && real[root] == '/')
        return;
    die("这台机器不允许建命名空间，无法隔离 %s 里的程序；只在你信任这些代码"
        "时加上 --i-trust-this-code",
        "this machine allows no namespaces, so the programs in %s cannot be "
        "fenced in; add --i-trust-this-code only if you trust them",
        s->shown);
}

/* A name may hold any bytes; the results are UTF-8. */
static void make_showable(char *name, size_t size)
{
    char *valid = valid_utf8(name, strlen(name));

    snprintf(name, size, "%s", valid ? valid : "?");
    free(valid);
}

/* NN-slug/<lab>.c as in labs/, or <lab>.c in a flat folder. */
static void take(struct handed_in *h, const struct submission *s,
                 const struct course_lab *lab)
{
    char name[512];

    snprintf(name, sizeof name, "%s/%s.c", lab->chapter, lab->name);
    h->state = stage_read(s->folder, name, &h->text, &h->size);
    if (h->state == STAGE_MISSING) {
        char flat[256];

        snprintf(flat, sizeof flat, "%s.c", lab->name);
        h->state = stage_read(s->folder, flat, &h->text, &h->size);
        if (h->state != STAGE_MISSING)
            snprintf(name, sizeof name, "%s", flat);
    }
    snprintf(h->shown, sizeof h->shown, "%.500s/%.500s", s->shown, name);
    make_showable(h->shown, sizeof h->shown);
}

/* ---- one lab ------------------------------------------------------------- */

static int is_skeleton(const struct course *c, const struct course_lab *lab,
                       const struct handed_in *h)
{
    char name[PATH_MAX];
    char *skeleton;
    size_t size;
    int root = open(c->root, O_PATH | O_DIRECTORY | O_CLOEXEC), same = 0;

    snprintf(name, sizeof name, "build/skeletons/%s/%s.c", lab->chapter,
             lab->name);
    if (stage_read(root, name, &skeleton, &size) == STAGE_OK)
        same = same_program(skeleton, h->text);
    free(skeleton);
    close(root);
    return same;
}

static void grade_lab(json_t *result, const struct course *c,
                      const struct course_lab *lab, const struct handed_in *h,
                      long seed)
{
    struct build b;
    struct run run;

    if (h->state == STAGE_MISSING) {
        result_todo(result, lab, h->shown);
        return;
    }
    if (h->state != STAGE_OK) {
        result_refused(result, lab, h->shown, stage_words_zh(h->state),
                       stage_words_en(h->state));
        return;
    }
    if (is_skeleton(c, lab, h)) {
        result_todo(result, lab, h->shown);
        return;
    }
    build_lab(&b, c, lab, h->text, h->size, h->shown);
    if (b.ok && !jail_interrupted()) {
        run_checker(&run, &b, lab, seed);
        result_run(result, lab, h->shown, h->text, h->size, &b, &run);
        json_decref(run.records);
    } else {
        result_build_error(result, lab, h->shown, &b);
    }
    build_end(&b);
    if (jail_interrupted())
        exit(128 + jail_interrupted());
}

/* A number of this course's own, made on its first run: what follows from it
 * cannot be worked out by a hand-in. */
static void read_secret(const struct course *c, unsigned char key[16])
{
    char path[PATH_MAX + 32];
    int fd;

    memset(key, 0, 16);
    snprintf(path, sizeof path, "%s/build/secret", c->root);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd != -1) {
        if (getrandom(key, 16, 0) != 16 || write(fd, key, 16) != 16)
            unlink(path);
        close(fd);
    }
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd != -1) {
        if (read(fd, key, 16) != 16)
            memset(key, 0, 16);
        close(fd);
    }
}

/* Without --seed the choices follow from what was handed in: the same files
 * get the same checks, and nobody can know them beforehand. */
static long seed_of(const struct course *c, const struct handed_in *h)
{
    unsigned char key[16];
    uint64_t sum = 0;

    read_secret(c, key);
    for (int i = 0; i < c->labs; i++)
        if (h[i].text)
            sum = sum * 31 + siphash(key, h[i].text, h[i].size);
    return (long)(sum & 0x7fffffff);
}

/* ---- reports ------------------------------------------------------------- */

static void write_report(const char *path,
                         void (*report)(FILE *, const json_t *),
                         const json_t *result)
{
    FILE *out;

    if (!path)
        return;
    if (strcmp(path, "-") == 0) {
        report(stdout, result);
        return;
    }
    out = fopen(path, "we");
    if (!out)
        die("写不了 %s：%s", "cannot write %s: %s", path, strerror(errno));
    report(out, result);
    if (fclose(out) != 0)
        die("写不了 %s：%s", "cannot write %s: %s", path, strerror(errno));
}

static void report_console(const json_t *result, const struct course *c,
                           const struct options *o)
{
    const json_t *labs = json_object_get(result, "labs"), *lab;
    size_t i;

    if (isolation == NONE)
        fputs(in_language("注意：没有命名空间，本次评分没有隔离。\n",
                          "Note: no namespaces here, this run was not "
                          "isolated.\n"),
              stdout);
    if (o->hint) {
        hint_show(stdout, c, result);
        return;
    }
    if (o->map) {
        report_map(stdout, result, c);
        return;
    }
    json_array_foreach (labs, i, lab) {
        if (i > 0)
            putchar('\n');
        report_lab(stdout, lab);
    }
    if (json_array_size(labs) > 1)
        printf("\n%s %ld / %ld\n", in_language("总分", "total"),
               field_number(result, "score"), field_number(result, "max"));
}

static void write_reports(const json_t *result, const struct course *c,
                          const struct options *o)
{
    write_report(o->json, report_json, result);
    write_report(o->junit, report_junit, result);
    write_report(o->tap, report_tap, result);
    write_report(o->gradescope, report_gradescope, result);
    if (!options_use_stdout(o))
        report_console(result, c, o);
}

static void list(const struct course *c)
{
    for (int i = 0; i < c->labs; i++) {
        const struct course_lab *lab = &c->lab[i];

        print_columns(stdout, lab->name, 16);
        print_columns(stdout, lab->chapter, 24);
        puts(text_of(json_object_get(lab->description, "title")));
    }
}

int main(int argc, char **argv)
{
    static struct handed_in handed_in[COURSE_LABS];
    static struct course course;
    struct submission submission = {0};
    struct options o;
    json_t *result;
    long seed;
    int passed;

    options_parse(&o, argc, argv);
    course_open(&course);
    course_select(&course, o.labs, o.chapters);
    if (o.list) {
        list(&course);
        return 0;
    }
    open_submission(&submission, &course, o.submission);
    jail_probe();
    jail_interruptible();
    require_trust(&submission, &course, &o);
    for (int i = 0; i < course.labs; i++)
        take(&handed_in[i], &submission, &course.lab[i]);
    seed = o.seed >= 0 ? o.seed : seed_of(&course, handed_in);
    result = result_new(seed);
    for (int i = 0; i < course.labs; i++)
        grade_lab(result, &course, &course.lab[i], &handed_in[i], seed);
    write_reports(result, &course, &o);
    passed = result_all_passed(result);
    json_decref(result);
    return passed ? 0 : 1;
}
