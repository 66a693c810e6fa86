/* options.c - the command line of `grade` */
#include "options.h"
#include "text.h"
#include "version.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    JSON = 256,
    JUNIT,
    TAP,
    GRADESCOPE,
    SEED,
    LIST,
    MAP,
    HINT,
    TRUST,
    VERSION
};

static const struct option known[] = {
    {"submission", required_argument, NULL, 's'},
    {"lab", required_argument, NULL, 'l'},
    {"chapter", required_argument, NULL, 'c'},
    {"lang", required_argument, NULL, 'L'},
    {"json", required_argument, NULL, JSON},
    {"junit", required_argument, NULL, JUNIT},
    {"tap", required_argument, NULL, TAP},
    {"gradescope", required_argument, NULL, GRADESCOPE},
    {"seed", required_argument, NULL, SEED},
    {"list", no_argument, NULL, LIST},
    {"map", no_argument, NULL, MAP},
    {"hint", no_argument, NULL, HINT},
    {"i-trust-this-code", no_argument, NULL, TRUST},
    {"version", no_argument, NULL, VERSION},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static void usage(void)
{
    fputs(
        in_language(
            "用法：grade [--submission 目录] [--lab 实验]… [--chapter 章]…\n"
            "            [--json 文件] [--junit 文件] [--tap 文件]\n"
            "            [--gradescope 文件] [--lang zh|en|both] [--seed 数]\n"
            "            [--list] [--map] [--hint] [--i-trust-this-code] "
            "[--version]\n"
            "文件写成 - 表示标准输出。\n"
            "退出状态：0 全部通过，1 有未通过的，2 用法或环境有问题。\n",
            "usage: grade [--submission DIR] [--lab NAME]... [--chapter NN]"
            "...\n"
            "             [--json FILE] [--junit FILE] [--tap FILE]\n"
            "             [--gradescope FILE] [--lang zh|en|both] [--seed N]"
            "\n"
            "             [--list] [--map] [--hint] [--i-trust-this-code] "
            "[--version]\n"
            "FILE - is standard output.\n"
            "Exit status: 0 everything passed, 1 something did not, 2 usage "
            "or environment.\n"),
        stdout);
}

static void append(const char **list, const char *word)
{
    int n = 0;

    while (list[n])
        n++;
    if (n < COURSE_LABS)
        list[n] = word;
}

static long seed_number(const char *word)
{
    char *end;
    long n;

    errno = 0;
    n = strtol(word, &end, 10);
    if (errno || end == word || *end || n < 0 || n > INT_MAX)
        die("--seed 要 0 到 %d 之间的整数，不是“%s”",
            "--seed takes a whole number from 0 to %d, not \"%s\"", INT_MAX,
            word);
    return n;
}

/* The language must be known before the first complaint. */
static void language_first(int argc, char **argv)
{
    const char *word = NULL;

    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            word = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            word = argv[i + 1];
    }
    choose_language(NULL);
    if (word && choose_language(word) == -1)
        die("--lang 只能是 zh、en 或 both，不是“%s”",
            "--lang is zh, en or both, not \"%s\"", word);
}

static void take_option(struct options *o, int option)
{
    switch (option) {
    case 's':
        o->submission = optarg;
        break;
    case 'l':
        append(o->labs, optarg);
        break;
    case 'c':
        append(o->chapters, optarg);
        break;
    case 'L':
        break; /* language_first saw it */
    case JSON:
        o->json = optarg;
        break;
    case JUNIT:
        o->junit = optarg;
        break;
    case TAP:
        o->tap = optarg;
        break;
    case GRADESCOPE:
        o->gradescope = optarg;
        break;
    case SEED:
        o->seed = seed_number(optarg);
        break;
    case LIST:
        o->list = 1;
        break;
    case MAP:
        o->map = 1;
        break;
    case HINT:
        o->hint = 1;
        break;
    case TRUST:
        o->trust = 1;
        break;
    case VERSION:
        puts(GRADER_VERSION);
        exit(0);
    case 'h':
        usage();
        exit(0);
    default:
        exit(2); /* getopt has said what is wrong */
    }
}

void options_parse(struct options *o, int argc, char **argv)
{
    int option;

    memset(o, 0, sizeof *o);
    o->seed = -1;
    language_first(argc, argv);
    while ((option = getopt_long(argc, argv, "h", known, NULL)) != -1)
        take_option(o, option);
    if (optind < argc)
        die("多余的参数“%s”；实验用 --lab 指定",
            "what is \"%s\"? a lab is chosen with --lab", argv[optind]);
}

static int is_stdout(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

int options_use_stdout(const struct options *o)
{
    return is_stdout(o->json) || is_stdout(o->junit) || is_stdout(o->tap) ||
           is_stdout(o->gradescope);
}
