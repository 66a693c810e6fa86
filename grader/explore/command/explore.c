/* explore.c - run a C program under every schedule
 *
 * Usage: explore [--json FILE] [--max-seconds S] [--replay SCHEDULE]
 *                [--lang zh|en|both] FILE.c... [-- ARG...]
 * Exit status: 0 no schedule goes wrong, 1 one does, 2 it could not be run.
 */
#include "../../supervisor/jail.h"
#include "../../supervisor/text.h"
#include "../../supervisor/version.h"
#include "complain.h"
#include "program.h"
#include "show.h"

#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { RANDOM_WALKS = 30, VARIANTS = 3, DEFAULT_SECONDS = 10 };

struct options {
    const char *json, *replay;
    struct schedule schedule; /* that of replay */
    double seconds;
    struct variant only; /* compiler NULL: the usual ones */
    char **files, **arguments;
    int n_files;
};

static const struct option known[] = {
    {"json", required_argument, NULL, 'j'},
    {"max-seconds", required_argument, NULL, 's'},
    {"replay", required_argument, NULL, 'r'},
    {"lang", required_argument, NULL, 'L'},
    {"compiler", required_argument, NULL, 'c'},
    {"level", required_argument, NULL, 'O'},
    {"version", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static void usage(void)
{
    static const char zh[] =
        "用法：explore [选项] 文件.c… [-- 参数…]\n"
        "把一个普通的 C 程序放在所有的调度下运行，找出会出错的那个。\n"
        "  --json 文件         结果写成 JSON；- 是标准输出\n"
        "  --max-seconds 秒    每种编译最多找多久，默认 10\n"
        "  --replay 调度       只运行这一个调度，例如 2:1,7:0\n"
        "  --compiler 编译器   gcc 或 clang；只用这一种\n"
        "  --level 级别        -O0、-O1、-O2、-O3 或 -Os；只用这一级\n"
        "  --lang 语言         zh、en 或 both；默认跟随 LAB_LANG 和系统\n"
        "  --version, --help\n"
        "文件旁边的头文件也能用；-- 后面的参数交给程序自己。\n"
        "退出状态：0 没有调度出错，1 有，2 没法运行。\n";
    static const char en[] =
        "usage: explore [OPTION...] FILE.c... [-- ARG...]\n"
        "Runs an ordinary C program under every schedule, to find one that "
        "goes wrong.\n"
        "  --json FILE           the result as JSON; - is standard output\n"
        "  --max-seconds S       for each way of compiling it, 10 if not "
        "given\n"
        "  --replay SCHEDULE     this schedule alone, for instance 2:1,7:0\n"
        "  --compiler COMPILER   gcc or clang, and no other\n"
        "  --level LEVEL         -O0, -O1, -O2, -O3 or -Os, and no other\n"
        "  --lang LANGUAGE       zh, en or both; else LAB_LANG, else the "
        "locale\n"
        "  --version, --help\n"
        "Headers beside the file are found; arguments behind -- are the "
        "program's own.\n"
        "Exit status: 0 no schedule goes wrong, 1 one does, 2 it could not be "
        "run.\n";

    fputs(in_language(zh, en), stdout);
}

/* ---- options --------------------------------------------------------------- */

static double seconds_of(const char *word)
{
    char *end;
    double s = strtod(word, &end);

    if (end == word || *end || !isfinite(s) || s <= 0)
        die("--max-seconds 要一个正数，例如 2.5，不是“%s”",
            "--max-seconds takes a positive number, such as 2.5, not \"%s\"",
            word);
    return s;
}

static const char *one_of(const char *word, const char *option,
                          const char *const *words, const char *all)
{
    for (const char *const *w = words; *w; w++)
        if (strcmp(*w, word) == 0)
            return *w;
    die("%s 只能是 %s 之一，不是“%s”", "%s is one of %s, not \"%s\"", option,
        all, word);
}

static const char *compiler_of(const char *word)
{
    static const char *const compilers[] = {"gcc", "clang", NULL};

    return one_of(word, "--compiler", compilers, "gcc clang");
}

static const char *level_of(const char *word)
{
    static const char *const levels[] = {"-O0", "-O1", "-O2",
                                         "-O3", "-Os", NULL};

    return one_of(word, "--level", levels, "-O0 -O1 -O2 -O3 -Os");
}

/* The language must be known before the first complaint. */
static void language_first(int end, char **argv)
{
    const char *word = NULL;

    for (int i = 1; i < end; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            word = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < end)
            word = argv[i + 1];
    }
    choose_language(NULL);
    if (word && choose_language(word) == -1)
        die("--lang 只能是 zh、en 或 both，不是“%s”",
            "--lang is zh, en or both, not \"%s\"", word);
}

static void take_option(struct options *o, int option, const char *word)
{
    switch (option) {
    case 'j':
        o->json = optarg;
        break;
    case 's':
        o->seconds = seconds_of(optarg);
        break;
    case 'r':
        o->replay = optarg;
        break;
    case 'L':
        break; /* language_first saw it */
    case 'c':
        o->only.compiler = compiler_of(optarg);
        break;
    case 'O':
        o->only.level = level_of(optarg);
        break;
    case 'v':
        puts(GRADER_VERSION);
        exit(0);
    case 'h':
        usage();
        exit(0);
    case ':':
        die("%s 后面缺少它的值；explore --help 列出全部选项",
            "%s needs a value; explore --help lists the options", word);
    default:
        die("没有 %s 这个选项；explore --help 列出全部",
            "there is no option %s; explore --help lists them all", word);
    }
}

/* What comes behind -- belongs to the program. */
static int end_of_options(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--") == 0)
            return i;
    return argc;
}

static void options_parse(struct options *o, int argc, char **argv)
{
    int option, end = end_of_options(argc, argv);

    language_first(end, argv);
    opterr = 0;
    while ((option = getopt_long(end, argv, ":", known, NULL)) != -1)
        take_option(o, option, argv[optind > 1 ? optind - 1 : 1]);
    o->files = argv + optind;
    o->n_files = end - optind;
    o->arguments = end < argc ? argv + end + 1 : argv + argc;
    if (o->n_files == 0)
        die("没有给出文件；例如：explore 程序.c",
            "no file is given; for instance: explore program.c");
    if (o->replay && schedule_parse(o->replay, &o->schedule) == -1)
        die("--replay 要的是“步:进程”，例如 2:1,7:0，不是“%s”",
            "--replay takes \"step:process\", such as 2:1,7:0, not \"%s\"",
            o->replay);
    if (o->only.compiler || o->only.level) {
        o->only.compiler = o->only.compiler ? o->only.compiler : "gcc";
        o->only.level = o->only.level ? o->only.level : "-O0";
    }
}

/* ---- the result as a file --------------------------------------------------- */

_Noreturn static void cannot_write(const char *path)
{
    die("写不了 --json 的文件 %s：%s", "cannot write the --json file %s: %s",
        path, why_not(errno));
}

/* Before anything takes long; nothing is written yet. */
static void require_writable(const char *path)
{
    char copy[PATH_MAX];
    struct stat sb;

    if (!path || strcmp(path, "-") == 0)
        return;
    if (stat(path, &sb) == 0) {
        errno = S_ISDIR(sb.st_mode) ? EISDIR : 0;
        if (errno || access(path, W_OK) == -1)
            cannot_write(path);
        return;
    }
    snprintf(copy, sizeof copy, "%s", path);
    if (access(dirname(copy), W_OK | X_OK) == -1)
        cannot_write(path);
}

static void write_json(const char *path, const json_t *result)
{
    int is_stdout = strcmp(path, "-") == 0;
    FILE *out = is_stdout ? stdout : fopen(path, "we");

    if (!out || json_dumpf(result, out, JSON_INDENT(2)) == -1 ||
        fputc('\n', out) == EOF || fflush(out) == EOF ||
        (!is_stdout && fclose(out) == EOF))
        cannot_write(path);
}

/* ---- exploring -------------------------------------------------------------- */

static long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void stop_if_interrupted(void)
{
    if (jail_interrupted())
        exit(128 + jail_interrupted());
}

_Noreturn static void no_run(const struct program *p)
{
    stop_if_interrupted();
    if (jail_seconds() > p->deadline)
        die("时间到了，还有一次执行没有走完：程序卡住了，或者 --max-seconds "
            "给得"
            "太少",
            "the time is up, and an execution has not come to its end: the "
            "program hangs, or --max-seconds is too few");
    die("程序没法运行：沙箱里的服务进程消失了；再试一次，还是这样就请报告",
        "the program could not be run: its server in the sandbox is gone; try "
        "again, and report it if that does not help");
}

/* The choices of a schedule that belongs to another program, or to another way
 * of compiling it, cannot all be made. */
static void require_fit(const struct search *s, const struct schedule *schedule)
{
    unsigned last =
        schedule->n > 0 ? schedule->deviation[schedule->n - 1].step : 0;

    if (s->seen->outcome == OUTCOME_DIVERGED)
        die("这个调度不适合这个程序：第 %u 步不能那样选；它来自同一个文件、同一"
            "种编译吗？",
            "this schedule does not fit the program: step %u cannot choose so; "
            "was it found in this very file, compiled like this?",
            s->seen->steps);
    if (schedule->n > 0 && last >= s->seen->steps)
        die("这个调度不适合这个程序：它说到第 %u 步，程序只走了 %u 步",
            "this schedule does not fit the program: it speaks of step %u, and "
            "the program ends after %u",
            last, s->seen->steps);
}

static void require_followed(const struct search *s)
{
    if (s->unfollowed == OUTCOME_HANDLER)
        die("一个信号处理函数在等待的进程里碰了别人看得到的东西，探索器跟不了："
            "换一种写法",
            "a signal handler did something that others can notice while its "
            "process was waiting, and the explorer cannot follow that: write "
            "it another way");
    if (s->unfollowed)
        die("程序产生的进程超过 %d 个，探索器跟不了：减少进程",
            "the program makes more than %d processes, and the explorer cannot "
            "follow that: use fewer",
            PROCESSES);
}

static json_t *replayed(struct search *s, struct program *p,
                        const struct variant *variant, const struct options *o)
{
    long begun = now_ms();
    json_t *j;

    s->seen = calloc(1, sizeof *s->seen);
    if (!s->seen || search_replay(s, &o->schedule) == OUTCOME_LOST)
        no_run(p);
    if (s->seen->outcome == OUTCOME_CROWDED ||
        s->seen->outcome == OUTCOME_HANDLER)
        s->unfollowed = (enum outcome)s->seen->outcome;
    require_followed(s);
    require_fit(s, &o->schedule);
    note_execution(s);
    for (size_t i = 0; i < s->n_found; i++)
        if (!s->worst || s->found[i].kind > s->worst->kind)
            s->worst = &s->found[i];
    s->executions = 1;
    j = show_variant(s, p, variant, now_ms() - begun);
    if (!s->worst) {
        json_object_set_new(j, "schedule", json_string(o->replay));
        json_object_set_new(j, "timeline", show_timeline(s, p));
    }
    return j;
}

/* One way of compiling it. */
static json_t *explore_variant(struct program *p, const struct options *o,
                               const struct variant *variant, double seconds)
{
    struct search s = {.request = "",
                       .kinds = ~0u,
                       .max_seconds = seconds,
                       .random_walks = RANDOM_WALKS,
                       .prune = 1,
                       .alive = program_alive,
                       .alive_argument = p};
    long begun;
    int status, lost;
    json_t *j;

    status = program_build(p, variant);
    stop_if_interrupted();
    if (status != 0)
        no_build(p, status);
    begun = now_ms();
    program_start(p, seconds);
    s.control = p->control;
    if (o->replay) {
        j = replayed(&s, p, variant, o);
    } else {
        lost = search_run(&s) == -1;
        stop_if_interrupted();
        if (lost && !s.worst)
            no_run(p);
        require_followed(&s);
        j = show_variant(&s, p, variant, now_ms() - begun);
    }
    stop_if_interrupted();
    search_end(&s);
    program_stop(p);
    return j;
}

/* A failure needs no second opinion; a race, or nothing, may look worse once
 * the compiler has moved things about. */
static int is_settled(const json_t *variant)
{
    const char *verdict =
        json_string_value(json_object_get(variant, "verdict"));

    return strcmp(verdict, "ok") != 0 && strcmp(verdict, "race") != 0 &&
           strcmp(verdict, "misuse") != 0;
}

static int is_there(const struct variant *v)
{
    return strcmp(v->compiler, "clang") != 0 ||
           access("/usr/bin/clang", X_OK) == 0;
}

static json_t *explore(struct program *p, const struct options *o)
{
    static const struct variant usual[VARIANTS] = {
        {"gcc", "-O0"}, {"gcc", "-O2"}, {"clang", "-O2"}};
    int only_one = o->only.compiler || o->replay;
    long begun = now_ms();
    json_t *variants = json_array(), *result;

    if (o->only.compiler && !is_there(&o->only))
        die("没有 clang；请运行：sudo apt-get install clang",
            "there is no clang; run: sudo apt-get install clang");
    for (int i = 0; i < (only_one ? 1 : VARIANTS); i++) {
        const struct variant *v = o->only.compiler ? &o->only : &usual[i];
        /* The first may use all the time; the others are second opinions. */
        double left = o->seconds - (double)(now_ms() - begun) * 1e-3;
        double least = o->seconds / 10;
        json_t *one;

        if (!is_there(v))
            continue;
        one = explore_variant(p, o, v, left > least ? left : least);
        json_array_append_new(variants, one);
        if (is_settled(one))
            break;
    }
    result = show_result(variants);
    json_decref(variants);
    return result;
}

/* ---- the whole -------------------------------------------------------------- */

static struct program program;

/* However we end. */
static void clean_up(void)
{
    program_end(&program);
}

/* Nobody reads any more: not a reason to die half-way. A handler, because what
 * is ignored would be ignored by the explored program as well. */
static void on_pipe(int signo)
{
    (void)signo;
}

int main(int argc, char **argv)
{
    struct options o = {.seconds = DEFAULT_SECONDS};
    json_t *result;
    int ok;

    options_parse(&o, argc, argv);
    program.arguments = o.arguments;
    require_writable(o.json);
    jail_probe();
    if (isolation == NONE)
        die("这台机器不许建命名空间，程序会碰到别人的 /dev/shm：不能探索",
            "this machine allows no namespaces, and the program would meet "
            "others' /dev/shm: it cannot be explored");
    jail_interruptible();
    signal(SIGPIPE, on_pipe);
    atexit(clean_up);
    /* The same addresses in every run: schedules stay valid. */
    personality(ADDR_NO_RANDOMIZE);
    program_stage(&program, o.files, o.n_files);
    result = explore(&program, &o);
    if (o.json)
        write_json(o.json, result);
    if (!o.json || strcmp(o.json, "-") != 0)
        show_console(result, &program, o.replay);
    ok = strcmp(json_string_value(json_object_get(result, "verdict")), "ok");
    json_decref(result);
    free(o.schedule.deviation);
    return ok == 0 ? 0 : 1;
}
