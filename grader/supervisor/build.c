/* build.c - compile a student's file, fenced in, and link it for grading */
#include "build.h"
#include "jail.h"
#include "stage.h"
#include "text.h"
#include "workshop.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MESSAGES_MAX = 16384 };

/* Runs in the jail: $1 source folder, $2 output folder, $3 lab, $4 tools (see
 * prepare), $5 levels of optimisation at which the lab is explored, then the
 * functions to keep. Status 3: does not compile, 4: does not link, 5: calls a
 * function the grader does not know. The prefix map gives the debug information
 * the same path on every machine; no PIE, so that an address names a line
 * (checker/where.c).
 *
 * An explored program has a hook at every access to memory (explore.sh); it is
 * built meanwhile, and whether it builds is asked only when it is needed. Why
 * it does not is the one line of explored-LEVEL.txt. */
static const char script[] =
    "src=$1 out=$2 lab=$3 tools=$4 levels=$5; shift 5; cd \"$out\" || exit 9\n"
    "trap wait EXIT\n"
    "keep=; for f; do keep=\"$keep -G $f\"; done\n"
    "for level in $levels; do (\n"
    "  name=explored$level log=log$level\n"
    "  LEVEL=$level sh \"$tools/explore.sh\" \"$tools\" \"$name\" \\\n"
    "    \"-I$src -fdebug-prefix-map=$src=/submission\" \"$keep\" \\\n"
    "    \"$src/$lab.c\" >\"$log\" 2>&1 && exit\n"
    "  { grep -m 1 ' error: ' \"$log\" || tail -n 1 \"$log\"; } |\n"
    "    sed \"s|^$src/||\" >\"$name.txt\"\n"
    ") & done\n"
    "gcc -std=gnu11 -D_GNU_SOURCE -U_FORTIFY_SOURCE -Wall -Wextra -Werror \\\n"
    "  -O1 -g -fno-pie \\\n"
    "  -fmax-errors=20 -fdiagnostics-color=never -fno-diagnostics-show-caret "
    "\\\n"
    "  -fdebug-prefix-map=\"$src\"=/submission -I\"$src\" \\\n"
    "  -c -o student.o \"$src/$lab.c\" || exit 3\n"
    "nm -u student.o | sed 's/^ *[Uvw] //' >used\n"
    "if grep -vxF -f \"$tools/known\" used >unknown; then\n"
    "  while read -r name; do\n"
    "    line=$(grep -nwF -e \"$name\" \"$src/$lab.c\" | head -n 1)\n"
    "    echo \"$src/$lab.c:${line%%:*}:1: error: $name: the grader does "
    "not\"\\\n"
    "      \"know this function\"\n"
    "  done <unknown; exit 5\n"
    "fi\n"
    "objcopy --redefine-syms=\"$tools/redefine\" $keep student.o || exit 9\n"
    "gcc -no-pie -pthread -o subject \"$tools/driver.o\" student.o || exit 4\n";

/* ---- the temporary folder ------------------------------------------------ */

/* A tool of the course, if it exists; 0 if not. */
static int copy_tool(const struct build *b, const struct course *c,
                     const char *from, const char *name, mode_t mode)
{
    char path[PATH_MAX + 512];

    snprintf(path, sizeof path, "%s/%s", c->root, from);
    if (access(path, F_OK) == -1)
        return 0;
    workshop_copy(&b->workshop, path, name, mode);
    return 1;
}

static void must_copy_tool(const struct build *b, const struct course *c,
                           const char *from, const char *name, mode_t mode)
{
    if (!copy_tool(b, c, from, name, mode))
        die("缺少 %s；请运行：make", "%s is missing; run: make", from);
}

/* Labs with scenarios are built for exploration as well. */
static void prepare_exploration(struct build *b, const struct course *c,
                                const struct course_lab *lab)
{
    char from[300];

    snprintf(from, sizeof from, "build/scenarios/%s.o", lab->name);
    if (!copy_tool(b, c, from, "tools/program.o", 0644))
        return;
    must_copy_tool(b, c, "build/gen/explored_redefine", "tools/redefine_all",
                   0644);
    must_copy_tool(b, c, "build/gen/explored_known", "tools/known_all", 0644);
    must_copy_tool(b, c, "grader/explore/explore.sh", "tools/explore.sh", 0644);
    b->levels = json_is_true(json_object_get(lab->description, "optimised"))
                    ? "-O0 -O2"
                    : "-O0";
}

static void prepare(struct build *b, const struct course *c,
                    const struct course_lab *lab, const char *text, size_t size)
{
    const struct workshop *w = &b->workshop;
    char from[600], name[300];

    workshop_begin(&b->workshop);
    workshop_folder(w, "src");
    workshop_folder(w, "out");
    workshop_give(w, "out");
    workshop_folder(w, "work");
    workshop_give(w, "work");
    workshop_write(w, "disk", "", 0);
    workshop_give(w, "disk");
    workshop_folder(w, "tools");
    snprintf(name, sizeof name, "src/%s.c", lab->name);
    workshop_write(w, name, text, size);
    snprintf(from, sizeof from, "labs/%s/%s.h", lab->chapter, lab->name);
    snprintf(name, sizeof name, "src/%s.h", lab->name);
    must_copy_tool(b, c, from, name, 0644);
    must_copy_tool(b, c, "labs/lab_point.h", "src/lab_point.h", 0644);
    snprintf(from, sizeof from, "build/drivers/%s.o", lab->name);
    must_copy_tool(b, c, from, "tools/driver.o", 0644);
    must_copy_tool(b, c, "build/gen/redefine", "tools/redefine", 0644);
    must_copy_tool(b, c, "build/gen/known", "tools/known", 0644);
    snprintf(from, sizeof from, "build/checkers/%s", lab->name);
    must_copy_tool(b, c, from, "checker", 0755);
    b->levels = "";
    prepare_exploration(b, c, lab);
}

void build_end(struct build *b)
{
    free(b->compiler);
    free(b->symbols);
    b->compiler = b->symbols = NULL;
    workshop_end(&b->workshop);
}

/* ---- running the tools --------------------------------------------------- */

static char *student_messages(const struct build *b, const char *text,
                              size_t size, const char *lab, const char *shown)
{
    char from[PATH_MAX];
    char *valid = valid_utf8(text, size), *renamed;

    if (isolation == NONE)
        snprintf(from, sizeof from, "%s/src/%s.c", b->workshop.folder, lab);
    else
        snprintf(from, sizeof from, "/submission/%s.c", lab);
    renamed = valid ? workshop_rename(valid, from, shown) : NULL;
    free(valid);
    return renamed;
}

static void judge(struct build *b, int status)
{
    b->ok = status == 0;
    if (status == -1) {
        b->zh = "编译超过了时间限制";
        b->en = "compiling took too long";
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == 5) {
        b->zh = "用了评分器不认识的函数；实验用不着它，换一种写法";
        b->en = "it calls a function the grader does not know; no lab needs "
                "it, write it another way";
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == 4) {
        b->zh = "链接失败：少了实验要求的函数，或者用了不存在的函数";
        b->en = "it does not link: a function of the lab is missing, or one "
                "that does not exist is called";
    } else {
        b->zh = "编译失败";
        b->en = "it does not compile";
    }
}

enum { SCRIPT_ARGS = 32 };

static void script_args(const char *argv[SCRIPT_ARGS], const char *src,
                        const char *out, const char *tools, const char *levels,
                        const struct course_lab *lab)
{
    const char *fixed[] = {"/bin/sh", "-c",      script, "build", src,
                           out,       lab->name, tools,  levels};
    size_t n = sizeof fixed / sizeof *fixed, i;
    json_t *f;

    memcpy(argv, fixed, sizeof fixed);
    json_array_foreach (json_object_get(lab->description, "functions"), i, f)
        if (n < SCRIPT_ARGS - 1)
            argv[n++] = json_string_value(f);
    argv[n] = NULL;
}

static void compile(struct build *b, const struct course_lab *lab,
                    const char *shown)
{
    char src[128], out[128], tools[128], text[MESSAGES_MAX];
    const char *inside[SCRIPT_ARGS], *outside[SCRIPT_ARGS];
    int messages[2], status;
    size_t got;
    pid_t pid;

    snprintf(src, sizeof src, "%s/src", b->workshop.folder);
    snprintf(out, sizeof out, "%s/out", b->workshop.folder);
    snprintf(tools, sizeof tools, "%s/tools", b->workshop.folder);
    script_args(inside, "/submission", "/out", "/tools", b->levels, lab);
    script_args(outside, src, out, tools, b->levels, lab);
    if (pipe2(messages, O_CLOEXEC) == -1)
        die("pipe 失败：%s", "pipe failed: %s", strerror(errno));
    struct jail jail = {
        .bind = {{src, "/submission", 0},
                 {out, "/out", 1},
                 {tools, "/tools", 0}},
        .argv = inside,
        .plain = outside,
        .cwd = "/",
        .plain_cwd = "/",
        .fd = {-1, messages[1], messages[1]},
        .extra_fd = {-1, -1},
        .cpu_s = 20,
        .memory_mb = 1024,
        .file_mb = 16,
    };
    pid = jail_start(&jail);
    close(messages[1]);
    if (pid == -1)
        die("fork 失败：%s", "fork failed: %s", strerror(errno));
    status = workshop_collect(pid, messages[0], text, sizeof text, &got);
    close(messages[0]);
    b->compiler = student_messages(b, text, got, lab->name, shown);
    judge(b, status);
}

int build_lab(struct build *b, const struct course *c,
              const struct course_lab *lab, const char *text, size_t size,
              const char *shown)
{
    memset(b, 0, sizeof *b);
    prepare(b, c, lab, text, size);
    compile(b, lab, shown);
    return 0;
}

/* ---- where a function begins --------------------------------------------- */

/* What nm -l prints: "address T name<TAB>/submission/mapf.c:31". Malloc'ed. */
static char *ask_nm(const struct build *b)
{
    char object[128], out[4096];
    const char *inside[] = {"/usr/bin/nm", "-l", "/out/student.o", NULL};
    const char *outside[] = {"/usr/bin/nm", "-l", object, NULL};
    int output[2];
    size_t got;
    pid_t pid;

    snprintf(object, sizeof object, "%s/out/student.o", b->workshop.folder);
    if (pipe2(output, O_CLOEXEC) == -1)
        return NULL;
    struct jail jail = {
        .bind = {{object, "/out/student.o", 0}},
        .argv = inside,
        .plain = outside,
        .cwd = "/",
        .plain_cwd = "/",
        .fd = {-1, output[1], -1},
        .extra_fd = {-1, -1},
        .cpu_s = 5,
        .memory_mb = 512,
        .file_mb = 1,
    };
    pid = jail_start(&jail);
    close(output[1]);
    if (pid == -1 ||
        workshop_collect(pid, output[0], out, sizeof out - 1, &got) != 0)
        got = 0;
    close(output[0]);
    return strndup(out, got);
}

int build_function_line(struct build *b, const char *function)
{
    char wanted[128];
    char *at;

    if (!b->symbols)
        b->symbols = ask_nm(b);
    if (!b->symbols)
        return 0;
    snprintf(wanted, sizeof wanted, " T %s\t", function);
    at = strstr(b->symbols, wanted);
    at = at ? strpbrk(at + strlen(wanted), ":\n") : NULL;
    return at && *at == ':' ? (int)strtol(at + 1, NULL, 10) : 0;
}
