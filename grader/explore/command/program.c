/* program.c - build a C program for exploration, and run its server */
#include "program.h"
#include "../../supervisor/course.h"
#include "../../supervisor/jail.h"
#include "../../supervisor/text.h"
#include "complain.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SOURCE_MAX = 1 << 20, MESSAGES_MAX = 16384, HEADERS_MAX = 64 };

/* For the explored processes: each has so much address space. */
enum { MEMORY_MB = 512, MORE_SECONDS = 3 };

/* ---- reading --------------------------------------------------------------- */

_Noreturn static void cannot_open(const char *path)
{
    char here[PATH_MAX];

    if (errno == ENOENT && *path != '/' && getcwd(here, sizeof here))
        die("打不开 %s：%s（现在的目录：%s）", "cannot open %s: %s (from %s)",
            path, why_not(errno), here);
    die("打不开 %s：%s", "cannot open %s: %s", path, why_not(errno));
}

/* Before it is opened: a FIFO would let us wait for ever. */
static void require_source(const char *path)
{
    const char *dot = strrchr(path, '.');
    struct stat sb;

    if (stat(path, &sb) == -1)
        cannot_open(path);
    if (S_ISDIR(sb.st_mode))
        die("%s 是目录：请给出里面的 .c 文件",
            "%s is a folder: give the .c files in it", path);
    if (!dot || strcmp(dot, ".c") != 0)
        die("%s 不是 .c 文件：探索器自己编译，要的是 C 源文件",
            "%s is no .c file: the explorer compiles C sources itself", path);
    if (!S_ISREG(sb.st_mode) || sb.st_size > SOURCE_MAX)
        die("%s 不是普通的源文件（最大 1 MiB）",
            "%s is no ordinary source file (1 MiB at most)", path);
}

/* In the sandbox a file is called as here, but for what a shell or a compiler
 * could take for something else. */
static void name_source(struct source *s, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

    if (strlen(name) >= sizeof s->name)
        die("%s 的文件名太长：最多 %zu 字节",
            "the name of %s is too long: %zu bytes at most", path,
            sizeof s->name - 1);
    strcpy(s->name, name);
    for (char *c = s->name; *c; c++)
        if ((unsigned char)*c < 0x80 && !isalnum((unsigned char)*c) &&
            (c == s->name || !strchr("._-+", *c)))
            *c = '_';
}

static void read_source(struct source *s, const char *path)
{
    struct stat sb;
    FILE *in;

    require_source(path);
    s->shown = path;
    name_source(s, path);
    in = fopen(path, "re");
    if (!in || fstat(fileno(in), &sb) == -1)
        cannot_open(path);
    s->size = (size_t)sb.st_size;
    s->text = malloc(s->size + 1);
    if (!s->text || fread(s->text, 1, s->size, in) != s->size)
        die("读不了 %s：%s", "cannot read %s: %s", path, why_not(errno));
    fclose(in);
}

/* They lie side by side in the sandbox. */
static void require_different(const struct program *p)
{
    for (int i = 0; i < p->sources; i++)
        for (int k = 0; k < i; k++)
            if (strcmp(p->source[k].name, p->source[i].name) == 0)
                die("%s 和 %s 文件名一样，不能放在一起：改一个名字",
                    "%s and %s have the same file name and cannot lie side by "
                    "side: rename one",
                    p->source[k].shown, p->source[i].shown);
}

/* What a file includes usually lies beside it. */
static void copy_headers(const struct program *p, const char *path)
{
    char copy[PATH_MAX], from[PATH_MAX + 260], to[400];
    const char *folder;
    DIR *dir;
    struct dirent *entry;
    int n = 0;

    snprintf(copy, sizeof copy, "%s", path);
    folder = dirname(copy);
    dir = opendir(folder);
    while (dir && (entry = readdir(dir)) != NULL && n < HEADERS_MAX) {
        const char *dot = strrchr(entry->d_name, '.');
        struct stat sb;

        snprintf(from, sizeof from, "%s/%s", folder, entry->d_name);
        snprintf(to, sizeof to, "%s/src/%s", p->workshop.folder, entry->d_name);
        if (!dot || strcmp(dot, ".h") != 0 || stat(from, &sb) == -1 ||
            !S_ISREG(sb.st_mode) || sb.st_size > SOURCE_MAX ||
            access(from, R_OK) == -1 || access(to, F_OK) == 0)
            continue;
        workshop_copy(&p->workshop, from, to + strlen(p->workshop.folder) + 1,
                      0644);
        n++;
    }
    if (dir)
        closedir(dir);
}

/* program.o and the two lists, from the course's build folder. */
static void copy_tools(const struct program *p)
{
    static const struct {
        const char *from, *to;
    } tools[] = {{"build/explore/program.o", "tools/program.o"},
                 {"build/gen/program_redefine", "tools/redefine_all"},
                 {"build/gen/explored_known", "tools/known_all"},
                 {"grader/explore/explore.sh", "tools/explore.sh"},
                 {"labs/lab_point.h", "src/lab_point.h"}};
    char root[PATH_MAX], path[PATH_MAX + 64];

    course_root(root, sizeof root);
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
        snprintf(path, sizeof path, "%s/%s", root, tools[i].from);
        workshop_copy(&p->workshop, path, tools[i].to, 0644);
    }
}

void program_stage(struct program *p, char *const *files, int n)
{
    char name[80];

    if (n > PROGRAM_FILES)
        die("文件太多了：最多 %d 个", "too many files: %d at most",
            PROGRAM_FILES);
    p->sources = n;
    for (int i = 0; i < n; i++)
        read_source(&p->source[i], files[i]);
    require_different(p);
    workshop_begin(&p->workshop);
    workshop_folder(&p->workshop, "src");
    workshop_folder(&p->workshop, "out");
    workshop_give(&p->workshop, "out");
    workshop_folder(&p->workshop, "tools");
    copy_tools(p);
    for (int i = 0; i < n; i++) {
        snprintf(name, sizeof name, "src/%s", p->source[i].name);
        workshop_write(&p->workshop, name, p->source[i].text,
                       p->source[i].size);
    }
    for (int i = 0; i < n; i++)
        copy_headers(p, files[i]);
}

/* ---- compiling --------------------------------------------------------------- */

/* $1 compiler, $2 level, then the names of the files. Last run's objects are
 * not this one's. */
static const char script[] =
    "CC=$1 LEVEL=$2; export CC LEVEL; shift 2\n"
    "cd /out || exit 9; rm -f ./*\n"
    "files=; for f; do files=\"$files /submission/$f\"; done\n"
    "exec sh /tools/explore.sh /tools explored \\\n"
    "  -I/submission '' $files 2>&1\n";

static char *messages_of(const struct program *p, const char *text, size_t size)
{
    char *valid = valid_utf8(text, size), *renamed;

    for (int i = 0; valid && i < p->sources; i++) {
        char from[80];

        snprintf(from, sizeof from, "/submission/%s", p->source[i].name);
        renamed = workshop_rename(valid, from, p->source[i].shown);
        free(valid);
        valid = renamed;
    }
    if (!valid)
        return NULL;
    renamed = workshop_rename(valid, "explored_", ""); /* our main */
    free(valid);
    return renamed;
}

int program_build(struct program *p, const struct variant *variant)
{
    char src[128], out[128], tools[128], text[MESSAGES_MAX];
    const char *argv[PROGRAM_FILES + 8] = {
        "/bin/sh", "-c", script, "explore", variant->compiler, variant->level};
    int pipe_fd[2], status;
    size_t got;
    pid_t pid;

    for (int i = 0; i < p->sources; i++)
        argv[6 + i] = p->source[i].name;
    snprintf(src, sizeof src, "%s/src", p->workshop.folder);
    snprintf(out, sizeof out, "%s/out", p->workshop.folder);
    snprintf(tools, sizeof tools, "%s/tools", p->workshop.folder);
    if (pipe2(pipe_fd, O_CLOEXEC) == -1)
        die("pipe 失败：%s", "pipe failed: %s", strerror(errno));
    struct jail jail = {
        .bind = {{src, "/submission", 0},
                 {out, "/out", 1},
                 {tools, "/tools", 0}},
        .argv = argv,
        .plain = argv,
        .cwd = "/",
        .plain_cwd = "/",
        .fd = {-1, pipe_fd[1], pipe_fd[1]},
        .extra_fd = {-1, -1},
        .cpu_s = 60,
        .memory_mb = 2048,
        .file_mb = 64,
    };
    pid = jail_start(&jail);
    close(pipe_fd[1]);
    if (pid == -1)
        die("fork 失败：%s", "fork failed: %s", strerror(errno));
    status = workshop_collect(pid, pipe_fd[0], text, sizeof text, &got);
    close(pipe_fd[0]);
    free(p->messages);
    p->messages = messages_of(p, text, got);
    if (status == -1)
        return BUILD_TOO_LONG;
    return WIFEXITED(status) ? WEXITSTATUS(status) : BUILD_NO_COMPILE;
}

/* ---- the server ----------------------------------------------------------------- */

/* As many processes as in a cell of the grader. The limit counts within the
 * jail, so it must be set in there. */
void program_start(struct program *p, double seconds)
{
    char program[128];
    const char *argv[64] = {"/usr/bin/prlimit", "--nproc=24", "/sub/explored"};
    int fd = control_new(&p->control), n = 3;

    if (fd == -1)
        die("建不了控制块：%s", "cannot make the control block: %s",
            strerror(errno));
    for (char *const *a = p->arguments; *a && n < 63; a++)
        argv[n++] = *a;
    snprintf(program, sizeof program, "%s/out/explored", p->workshop.folder);
    struct jail jail = {
        .bind = {{program, "/sub/explored", 0}},
        .argv = argv,
        .plain = argv,
        .cwd = "/tmp",
        .plain_cwd = "/",
        .own_names = 1,
        .fd = {-1, -1, -1},
        .extra_fd = {fd, -1},
        .extra_at = {3},
        .memory_mb = MEMORY_MB,
        .file_mb = 64,
    };
    p->deadline = jail_seconds() + (long)seconds + MORE_SECONDS;
    p->server = jail_start(&jail);
    close(fd);
    if (p->server == -1)
        die("fork 失败：%s", "fork failed: %s", strerror(errno));
}

void program_stop(struct program *p)
{
    if (p->server > 0) {
        jail_kill(p->server);
        while (waitpid(p->server, NULL, 0) == -1 && errno == EINTR)
            ;
    }
    p->server = 0;
    if (p->control)
        munmap(p->control, sizeof *p->control);
    p->control = NULL;
}

int program_alive(void *program)
{
    struct program *p = program;
    siginfo_t info = {0};

    if (jail_interrupted() || jail_seconds() > p->deadline)
        return 0;
    return waitid(P_PID, (id_t)p->server, &info, WEXITED | WNOHANG | WNOWAIT) ==
               0 &&
           info.si_pid == 0;
}

/* ---- from addresses to lines -------------------------------------------------------- */

/* The addresses, one a line, in a file without a name. */
static int addresses_file(const uint64_t *pc, size_t n)
{
    int fd = memfd_create("addresses", MFD_CLOEXEC);
    FILE *out = fd == -1 ? NULL : fdopen(dup(fd), "w");

    for (size_t i = 0; out && i < n; i++)
        fprintf(out, "0x%" PRIx64 "\n", pc[i]);
    if (out)
        fclose(out);
    if (fd != -1)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

static void read_places(char *text, struct place *place, size_t n)
{
    char *rest = text, *line;

    for (size_t i = 0; i < n && (line = strsep(&rest, "\n")) != NULL; i++) {
        char *colon = strrchr(line, ':'), *slash = strrchr(line, '/');

        if (!colon || !slash || strncmp(line, "/submission/", 12) != 0)
            continue;
        *colon = '\0';
        snprintf(place[i].file, sizeof place[i].file, "%s", slash + 1);
        place[i].line = (int)strtol(colon + 1, NULL, 10);
    }
}

void program_places(const struct control *c, const uint64_t *pc,
                    const uint8_t *image, size_t n, struct place *place,
                    void *argument)
{
    struct program *p = argument;
    char program[128], *text = malloc(128 * (n + 1));
    const char *argv[] = {"/usr/bin/addr2line", "-e", "/sub/explored", NULL};
    int in = addresses_file(pc, n), pipe_fd[2];
    size_t got;
    pid_t pid;

    (void)c, (void)image; /* one executable: exec starts the same again */
    snprintf(program, sizeof program, "%s/out/explored", p->workshop.folder);
    if (!text || in == -1 || pipe2(pipe_fd, O_CLOEXEC) == -1)
        die("没有内存了", "out of memory");
    struct jail jail = {
        .bind = {{program, "/sub/explored", 0}},
        .argv = argv,
        .plain = argv,
        .cwd = "/",
        .plain_cwd = "/",
        .fd = {in, pipe_fd[1], -1},
        .extra_fd = {-1, -1},
        .cpu_s = 20,
        .memory_mb = 1024,
        .file_mb = 1,
    };
    pid = jail_start(&jail);
    close(pipe_fd[1]);
    close(in);
    if (pid != -1) {
        workshop_collect(pid, pipe_fd[0], text, 128 * n, &got);
        text[got] = '\0';
        read_places(text, place, n);
    }
    close(pipe_fd[0]);
    free(text);
}

const char *program_shown(const struct program *p, const char *name)
{
    for (int i = 0; i < p->sources; i++)
        if (strcmp(p->source[i].name, name) == 0)
            return p->source[i].shown;
    return name;
}

void program_end(struct program *p)
{
    program_stop(p);
    for (int i = 0; i < p->sources; i++)
        free(p->source[i].text);
    p->sources = 0;
    free(p->messages);
    p->messages = NULL;
    workshop_end(&p->workshop);
}
