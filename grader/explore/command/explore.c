/* explore.c - run a C program under every schedule
 *
 * Usage: explore [--json FILE] [--max-seconds S] [--replay SCHEDULE]
 *                [--lang zh|en] FILE.c... [-- ARG...]
 * Exit status: 0 no schedule goes wrong, 1 one does, 2 it could not be run.
 */
#include "../../supervisor/jail.h"
#include "../../supervisor/text.h"
#include "../../supervisor/version.h"
#include "program.h"
#include "show.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <time.h>
#include <unistd.h>

enum { RANDOM_WALKS = 30, VARIANTS = 3, DEFAULT_SECONDS = 10 };

struct options {
    const char *json, *replay;
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

static void usage(FILE *out)
{
    fputs(
        in_language(
            "用法：explore [--json 文件] [--max-seconds 秒] [--replay 调度]\n"
            "              [--lang zh|en] [--compiler gcc|clang] [--level "
            "-O0]\n"
            "              文件.c… [-- 参数…]\n"
            "把一个普通的 C 程序放在所有的调度下运行。只给出编译器或优化级别"
            "时，只用那一种。\n"
            "退出状态：0 没有调度出错，1 有，2 没法运行。\n",
            "usage: explore [--json FILE] [--max-seconds S] [--replay "
            "SCHEDULE]\n"
            "               [--lang zh|en] [--compiler gcc|clang] [--level "
            "-O0]\n"
            "               FILE.c... [-- ARG...]\n"
            "Runs an ordinary C program under every schedule. With a compiler "
            "or a level given,\nonly that build is explored.\n"
            "Exit status: 0 no schedule goes wrong, 1 one does, 2 it could "
            "not be run.\n"),
        out);
}

/* ---- options ----------------------------------------------------------------- */

static double seconds_of(const char *word)
{
    char *end;
    double s = strtod(word, &end);

    if (end == word || *end || !isfinite(s) || s <= 0)
        die("--max-seconds 要一个正数，而不是 %s",
            "--max-seconds takes a positive number, not %s", word);
    return s;
}

static const char *one_of(const char *word, const char *option,
                          const char *const *words)
{
    for (const char *const *w = words; *w; w++)
        if (strcmp(*w, word) == 0)
            return *w;
    die("%2$s 不认识 %1$s；例如：%3$s", "%2$s does not know %1$s; try: %3$s",
        word, option, words[0]);
}

static void take_option(struct options *o, int option)
{
    static const char *const compilers[] = {"gcc", "clang", NULL};
    static const char *const levels[] = {"-O0", "-O1", "-O2",
                                         "-O3", "-Os", NULL};

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
        if (choose_language(optarg) == -1)
            die("--lang 是 zh 或 en", "--lang is zh or en");
        break;
    case 'c':
        o->only.compiler = one_of(optarg, "--compiler", compilers);
        break;
    case 'O':
        o->only.level = one_of(optarg, "--level", levels);
        break;
    case 'v':
        puts("explore " GRADER_VERSION);
        exit(0);
    case 'h':
        usage(stdout);
        exit(0);
    default:
        usage(stderr);
        exit(2);
    }
}

static void options_parse(struct options *o, int argc, char **argv)
{
    int option, end = argc;

    /* What comes after -- belongs to the program. */
    for (int i = 1; i < argc && end == argc; i++)
        if (strcmp(argv[i], "--") == 0)
            end = i;
    while ((option = getopt_long(end, argv, "", known, NULL)) != -1)
        take_option(o, option);
    o->files = argv + optind;
    o->n_files = end - optind;
    o->arguments = end < argc ? argv + end + 1 : argv + argc;
    if (o->n_files == 0)
        die("没有给出文件；例如：explore 程序.c",
            "no file is given; for instance: explore program.c");
    if (o->only.compiler || o->only.level) {
        o->only.compiler = o->only.compiler ? o->only.compiler : "gcc";
        o->only.level = o->only.level ? o->only.level : "-O0";
    }
}

/* ---- exploring ------------------------------------------------------------------ */

static void no_build(const struct program *p, int status)
{
    print_safely(stderr, p->messages ? p->messages : "", "");
    if (status == 5)
        die("上面的函数探索器跟不了：换一种写法（线程、信号、真实的时间都不行"
            "）",
            "the explorer cannot follow the functions above: write it another "
            "way (no threads, no real time)");
    if (status == 4)
        die("链接失败", "it does not link");
    die("编译失败", "it does not compile");
}

static long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static json_t *replayed(struct search *s, struct program *p,
                        const struct variant *variant,
                        const struct schedule *schedule, long begun)
{
    s->seen = calloc(1, sizeof *s->seen);
    if (!s->seen || search_replay(s, schedule) == OUTCOME_LOST)
        die("程序没法运行", "the program could not be run");
    if (s->seen->outcome == OUTCOME_DIVERGED)
        die("这个调度不适合这个程序：第 %u 步的选择不可能",
            "this schedule does not fit the program: the choice at step %u is "
            "not possible",
            s->seen->steps);
    note_execution(s);
    for (size_t i = 0; i < s->n_found; i++)
        if (!s->worst || s->found[i].kind > s->worst->kind)
            s->worst = &s->found[i];
    return show_variant(s, p, variant, now_ms() - begun);
}

/* One way of compiling it. */
static json_t *explore_variant(struct program *p, const struct options *o,
                               const struct variant *variant)
{
    struct schedule schedule = {0};
    struct search s = {.request = "",
                       .kinds = ~0u,
                       .max_seconds = o->seconds,
                       .random_walks = RANDOM_WALKS,
                       .prune = 1,
                       .alive = program_alive,
                       .alive_argument = p};
    int status = program_build(p, variant);
    long begun = now_ms();
    json_t *j;

    if (status != 0)
        no_build(p, status);
    if (o->replay && schedule_parse(o->replay, &schedule) == -1)
        die("--replay 要的是“步:进程”，例如 2:1,7:0，而不是 %s",
            "--replay takes \"step:process\", as in 2:1,7:0, and not %s",
            o->replay);
    program_start(p);
    s.control = p->control;
    if (o->replay) {
        j = replayed(&s, p, variant, &schedule, begun);
    } else {
        if (search_run(&s) == -1)
            die("程序没法运行（沙箱里的服务进程消失了）",
                "the program could not be run (its server in the sandbox is "
                "gone)");
        if (s.unfollowed == OUTCOME_HANDLER)
            die("一个信号处理函数在等待的进程里碰了别人看得到的东西，探索器跟不"
                "了："
                "换一种写法",
                "a signal handler did something that others can notice while "
                "its "
                "process was waiting, and the explorer cannot follow that: "
                "write "
                "it another way");
        if (s.unfollowed)
            die("程序产生的进程超过 %d 个，探索器跟不了：减少进程",
                "the program makes more than %d processes, and the explorer "
                "cannot follow that: use fewer",
                PROCESSES);
        j = show_variant(&s, p, variant, now_ms() - begun);
    }
    free(schedule.deviation);
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

static json_t *explore(struct program *p, const struct options *o)
{
    static const struct variant usual[VARIANTS] = {
        {"gcc", "-O0"}, {"gcc", "-O2"}, {"clang", "-O2"}};
    int only_one = o->only.compiler || o->replay;
    json_t *variants = json_array(), *result;

    for (int i = 0; i < (only_one ? 1 : VARIANTS); i++) {
        const struct variant *v = o->only.compiler ? &o->only : &usual[i];

        if (strcmp(v->compiler, "clang") == 0 &&
            access("/usr/bin/clang", X_OK) == -1) {
            if (o->only.compiler)
                die("没有 clang；请运行：sudo apt-get install clang",
                    "there is no clang; run: sudo apt-get install clang");
            continue;
        }
        json_array_append_new(variants, explore_variant(p, o, v));
        if (is_settled(json_array_get(variants, json_array_size(variants) - 1)))
            break;
    }
    result = show_result(variants);
    json_decref(variants);
    return result;
}

static void write_json(const char *path, const json_t *result)
{
    FILE *out = strcmp(path, "-") == 0 ? stdout : fopen(path, "we");

    if (!out || json_dumpf(result, out, JSON_INDENT(2)) == -1 ||
        fputc('\n', out) == EOF || fflush(out) == EOF)
        die("写不了 %s：%s", "cannot write %s: %s", path, strerror(errno));
    if (out != stdout)
        fclose(out);
}

int main(int argc, char **argv)
{
    static struct program p;
    struct options o = {.seconds = DEFAULT_SECONDS};
    json_t *result;
    int ok;

    choose_language(NULL);
    options_parse(&o, argc, argv);
    jail_probe();
    if (isolation == NONE)
        die("这台机器不许建命名空间，程序会碰到别人的 /dev/shm：不能探索",
            "this machine allows no namespaces, and the program would meet "
            "others' /dev/shm: it cannot be explored");
    jail_interruptible();
    /* The same addresses in every run: schedules stay valid. */
    personality(ADDR_NO_RANDOMIZE);
    program_stage(&p, o.files, o.n_files);
    p.arguments = o.arguments;
    result = explore(&p, &o);
    if (o.json)
        write_json(o.json, result);
    if (!o.json || strcmp(o.json, "-") != 0)
        show_console(result, &p);
    ok = strcmp(json_string_value(json_object_get(result, "verdict")), "ok");
    json_decref(result);
    program_end(&p);
    return ok == 0 ? 0 : 1;
}
