/* build.c - compile a student's file, fenced in, and link it for grading */
#include "build.h"
#include "jail.h"
#include "stage.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MESSAGES_MAX = 16384, COMPILE_SECONDS = 60 };

/* Runs in the jail: $1 source folder, $2 output folder, $3 lab, $4 tools (see
 * prepare), then the functions to keep. Status 3: does not compile, 4: does
 * not link, 5: calls a function the grader does not know. The prefix map gives
 * the debug information the same path on every machine; no PIE, so that an
 * address names a line (checker/where.c). */
static const char script[] =
    "src=$1 out=$2 lab=$3 tools=$4; shift 4; cd \"$out\" || exit 9\n"
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
    "keep=; for f; do keep=\"$keep -G $f\"; done\n"
    "objcopy --redefine-syms=\"$tools/redefine\" $keep student.o || exit 9\n"
    "gcc -no-pie -pthread -o subject \"$tools/driver.o\" student.o || exit 4\n";

/* ---- the temporary folder ------------------------------------------------ */

static void write_file(const char *folder, const char *name, const char *text,
                       size_t size)
{
    char path[PATH_MAX];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wxe");
    if (!file || fwrite(text, 1, size, file) != size || fclose(file) != 0)
        die("写不了 %s：%s", "cannot write %s: %s", path, strerror(errno));
    chmod(path, 0644);
}

static void copy_file(const char *from, const char *folder, const char *name,
                      mode_t mode)
{
    char to[PATH_MAX];
    struct stat sb;
    int in = open(from, O_RDONLY | O_CLOEXEC), out;
    off_t at = 0;

    snprintf(to, sizeof to, "%s/%s", folder, name);
    out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (in == -1 || out == -1 || fstat(in, &sb) == -1)
        die("拷贝不了 %s：%s；请运行：make", "cannot copy %s: %s; run: make",
            from, strerror(errno));
    while (at < sb.st_size)
        if (sendfile(out, in, &at, (size_t)(sb.st_size - at)) <= 0)
            die("拷贝不了 %s：%s", "cannot copy %s: %s", from, strerror(errno));
    if (fchmod(out, mode) == -1 || close(out) == -1)
        die("拷贝不了 %s：%s", "cannot copy %s: %s", from, strerror(errno));
    close(in);
}

static void make_folder(const char *folder, const char *name, mode_t mode)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (mkdir(path, mode) == -1 || chmod(path, mode) == -1)
        die("建不了目录 %s：%s", "cannot make folder %s: %s", path,
            strerror(errno));
}

static void give_to_jail(const char *folder, const char *name)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (geteuid() == 0 && chown(path, jail_owner(), jail_owner()) == -1)
        die("改不了 %s 的属主：%s", "cannot change the owner of %s: %s", path,
            strerror(errno));
}

/* Everything the jail sees is a copy in here: the course may lie in a folder
 * the jail's user cannot enter. In /var/tmp, because /tmp is often a tmpfs
 * (checker/fixture.h, fixture_on_disk). */
static void prepare(struct build *b, const struct course *c,
                    const struct course_lab *lab, const char *text, size_t size)
{
    char path[PATH_MAX + 512], name[300];

    snprintf(b->folder, sizeof b->folder, "/var/tmp/ipc-lab-XXXXXX");
    if (!mkdtemp(b->folder) || chmod(b->folder, 0711) == -1)
        die("/var/tmp 里建不了临时目录：%s",
            "cannot make a folder in /var/tmp: %s", strerror(errno));
    make_folder(b->folder, "src", 0755);
    make_folder(b->folder, "out", 0755);
    give_to_jail(b->folder, "out");
    make_folder(b->folder, "work", 0755);
    give_to_jail(b->folder, "work");
    write_file(b->folder, "disk", "", 0);
    give_to_jail(b->folder, "disk");
    snprintf(name, sizeof name, "src/%s.c", lab->name);
    write_file(b->folder, name, text, size);
    snprintf(path, sizeof path, "%s/labs/%s/%s.h", c->root, lab->chapter,
             lab->name);
    snprintf(name, sizeof name, "src/%s.h", lab->name);
    copy_file(path, b->folder, name, 0644);
    make_folder(b->folder, "tools", 0755);
    snprintf(path, sizeof path, "%s/build/drivers/%s.o", c->root, lab->name);
    copy_file(path, b->folder, "tools/driver.o", 0644);
    snprintf(path, sizeof path, "%s/build/gen/redefine", c->root);
    copy_file(path, b->folder, "tools/redefine", 0644);
    snprintf(path, sizeof path, "%s/build/gen/known", c->root);
    copy_file(path, b->folder, "tools/known", 0644);
    snprintf(path, sizeof path, "%s/labs/lab_point.h", c->root);
    copy_file(path, b->folder, "src/lab_point.h", 0644);
    snprintf(path, sizeof path, "%s/build/checkers/%s", c->root, lab->name);
    copy_file(path, b->folder, "checker", 0755);
}

static int remove_entry(const char *path, const struct stat *sb, int type,
                        struct FTW *ftw)
{
    (void)sb, (void)type, (void)ftw;
    return remove(path);
}

void build_end(struct build *b)
{
    free(b->compiler);
    free(b->symbols);
    b->compiler = b->symbols = NULL;
    if (b->folder[0])
        nftw(b->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    b->folder[0] = '\0';
}

/* ---- running the tools --------------------------------------------------- */

/* Collect what a jailed command prints, at most `size` bytes; kill it when
 * it takes too long. Returns its wait status, -1 when it was killed. */
static int collect(pid_t pid, int fd, char *text, size_t size, size_t *got)
{
    long deadline = jail_seconds() + COMPILE_SECONDS;
    int status, late = 0;

    *got = 0;
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        char rest[4096];
        ssize_t n;

        if (poll(&p, 1, 1000) <= 0) {
            late = jail_seconds() > deadline || jail_interrupted();
            if (late)
                break;
            continue;
        }
        n = *got < size ? read(fd, text + *got, size - *got)
                        : read(fd, rest, sizeof rest);
        if (n <= 0)
            break;
        *got += *got < size ? (size_t)n : 0;
    }
    if (late)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
        ;
    return late ? -1 : status;
}

/* Messages name the staged copy; the student knows the file by `shown`. */
static char *rename_path(const char *text, const char *from, const char *shown)
{
    size_t from_size = strlen(from), size;
    char *out = NULL;
    FILE *stream = open_memstream(&out, &size);

    while (stream && *text)
        if (strncmp(text, from, from_size) == 0) {
            fputs(shown, stream);
            text += from_size;
        } else {
            fputc(*text++, stream);
        }
    if (stream)
        fclose(stream);
    return out;
}

static char *student_messages(const struct build *b, const char *text,
                              size_t size, const char *lab, const char *shown)
{
    char from[PATH_MAX];
    char *valid = valid_utf8(text, size), *renamed;

    if (isolation == NONE)
        snprintf(from, sizeof from, "%s/src/%s.c", b->folder, lab);
    else
        snprintf(from, sizeof from, "/submission/%s.c", lab);
    renamed = valid ? rename_path(valid, from, shown) : NULL;
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
                        const char *out, const char *tools,
                        const struct course_lab *lab)
{
    const char *fixed[] = {"/bin/sh", "-c", script,    "build",
                           src,       out,  lab->name, tools};
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

    snprintf(src, sizeof src, "%s/src", b->folder);
    snprintf(out, sizeof out, "%s/out", b->folder);
    snprintf(tools, sizeof tools, "%s/tools", b->folder);
    script_args(inside, "/submission", "/out", "/tools", lab);
    script_args(outside, src, out, tools, lab);
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
    status = collect(pid, messages[0], text, sizeof text, &got);
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

    snprintf(object, sizeof object, "%s/out/student.o", b->folder);
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
    if (pid == -1 || collect(pid, output[0], out, sizeof out - 1, &got) != 0)
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
