/* report_console.c - the verdict as a person reads it
 *
 * Colours only on a terminal, and never as the only sign: every state has a
 * mark and a word of its own (NO_COLOR is respected).
 */
#include "fields.h"
#include "lanes.h"
#include "report.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAME_WIDTH = 14, TITLE_WIDTH = 30, LINE_WIDTH = 100 };

struct look {
    const char *verdict, *mark, *colour, *zh, *en;
};

/* The last row stands for anything else. */
static const struct look looks[] = {
    {"pass", "✔", "32", "通过", "pass"},
    {"todo", "·", "2", "未做", "todo"},
    {"fail", "✘", "31", "未通过", "fail"},
    {"build-error", "✘", "31", "编译失败", "does not build"},
    {"skipped", "○", "2", "跳过", "skipped"},
    {"crash", "✘", "31", "崩溃", "crash"},
    {"timeout", "✘", "31", "超时", "timeout"},
    {"leak", "✘", "31", "泄漏", "leak"},
    {"race", "✘", "31", "竞态", "race"},
    {"deadlock", "✘", "31", "死锁", "deadlock"},
    {"unsupported", "–", "33", "此机不支持", "unsupported here"},
    {"grader-error", "!", "35", "评分器出错", "grader error"},
};

static const struct look *look_of(const json_t *thing)
{
    size_t n = sizeof looks / sizeof *looks;

    for (size_t i = 0; i < n; i++)
        if (field_is(thing, "verdict", looks[i].verdict))
            return &looks[i];
    return &looks[n - 1];
}

static int use_colour(FILE *out)
{
    return isatty(fileno(out)) && !getenv("NO_COLOR");
}

static void begin_colour(FILE *out, const char *colour)
{
    if (use_colour(out))
        fprintf(out, "\033[%sm", colour);
}

static void end_colour(FILE *out)
{
    if (use_colour(out))
        fputs("\033[0m", out);
}

static void mark(FILE *out, const struct look *look)
{
    begin_colour(out, look->colour);
    fputs(look->mark, out);
    end_colour(out);
}

/* Long lines are hard to read, however wide the terminal. */
static void paragraph(FILE *out, const char *indent, const char *text)
{
    int width = terminal_width(out, LINE_WIDTH);

    fputs(indent, out);
    print_wrapped(out, text, indent, width < LINE_WIDTH ? width : LINE_WIDTH);
    fputc('\n', out);
}

/* One text, or both languages on lines of their own. */
void report_text(FILE *out, const char *indent, const json_t *text)
{
    const char *zh = field_text(text, "zh"), *en = field_text(text, "en");

    if (language != EN && *zh)
        paragraph(out, indent, zh);
    if (language != ZH && *en)
        paragraph(out, indent, en);
}

/* ---- one lab ------------------------------------------------------------- */

void report_section(FILE *out, const json_t *check)
{
    const char *section = field_text(check, "section");
    int chapter = (int)strcspn(section, "#");

    fprintf(out, "        %schapters/%.*s/notes.%s.md%s\n",
            in_language("去读：", "read: "), chapter, section,
            in_language("zh", "en"), section + chapter);
}

/* The message, as a line an editor understands; several lines would break it. */
static void editor_line(FILE *out, const json_t *lab, const json_t *check)
{
    const char *message = text_of(json_object_get(check, "message"));
    size_t first = strcspn(message, "\n");
    char *one = strndup(message, first);

    print_safely(out, field_text(lab, "file"), "");
    fprintf(out, ":%ld:1: error: [%s] ", field_number(check, "line"),
            field_text(check, "id"));
    print_safely(out, one ? one : "", "");
    fputc('\n', out);
    free(one);
}

static void printed(FILE *out, const json_t *check)
{
    const char *text =
        field_text(json_object_get(check, "evidence"), "printed");

    if (!*text)
        return;
    fprintf(out, "        %s\n",
            in_language("你的程序打印了：", "your program printed:"));
    fputs("          | ", out);
    print_safely(out, text, "          | ");
    if (text[strlen(text) - 1] != '\n')
        fputc('\n', out);
}

/* The calls that led here, each with its line in the student's file. */
void report_calls(FILE *out, const json_t *check)
{
    const json_t *evidence = json_object_get(check, "evidence");
    const json_t *list = json_object_get(evidence, "trace"), *call;
    const char *heading =
        json_is_true(json_object_get(evidence, "racing"))
            ? in_language(
                  "行    你的调用（几个进程记在一起，先后不一定如此）：",
                  "line  your calls (of all processes, not surely in "
                  "this order):")
            : in_language("行    你的调用：", "line  your calls:");
    size_t i;

    if (json_array_size(list) > 0)
        fprintf(out, "        %s\n", heading);
    json_array_foreach (list, i, call) {
        fprintf(out, "        %-4ld  ", field_number(call, "line"));
        print_safely(out, field_text(call, "call"), "");
        fputc('\n', out);
    }
}

/* Of a program that hangs: what each of its processes is doing. */
static void processes(FILE *out, const json_t *check)
{
    const json_t *list =
        json_object_get(json_object_get(check, "evidence"), "processes");
    const json_t *process;
    size_t i;

    json_array_foreach (list, i, process) {
        const char *call = field_text(process, "syscall");

        fprintf(out, "        %*s", (int)field_number(process, "depth") * 2,
                "");
        fprintf(out, in_language("进程：状态 %s，", "process: state %s, "),
                field_text(process, "state"));
        if (field_is(process, "state", "Z"))
            fputs(in_language("已经结束，还没有人 wait",
                              "ended, and nobody has waited for it"),
                  out);
        else if (*call)
            fprintf(out,
                    in_language("睡在系统调用 %s 里",
                                "asleep in the system call %s"),
                    call);
        else
            fputs(in_language("在自己的代码里", "in its own code"), out);
        fputc('\n', out);
    }
}

/* What the report of a lab has told so far: the first failure in full, and the
 * first timeline. */
struct told {
    int failures, timelines;
};

/* The execution that went wrong, and how to see it again. */
static int timeline(FILE *out, const json_t *check)
{
    const json_t *e = json_object_get(check, "evidence");
    const char *schedule = field_text(e, "schedule");

    if (!json_object_get(e, "timeline"))
        return 0;
    if (*schedule)
        fprintf(out,
                in_language("        第 %ld 次执行出了错，经过是这样（调度 "
                            "%s）：\n",
                            "        execution %ld went wrong, like this "
                            "(schedule %s):\n"),
                field_number(e, "executions"), schedule);
    else
        fputs(in_language("        默认的调度就出了错，经过是这样：\n",
                          "        the default schedule goes wrong at once, "
                          "like this:\n"),
              out);
    lanes_print(out, json_object_get(e, "timeline"), "    ");
    return 1;
}

/* The first failure is told in full: what to think about, where to read. The
 * others often have the same cause. */
static void failure(FILE *out, const json_t *lab, const json_t *check,
                    struct told *told)
{
    const json_t *message = json_object_get(check, "message");
    int theirs = !field_is(check, "verdict", "unsupported") &&
                 !field_is(check, "verdict", "grader-error");

    if (theirs)
        editor_line(out, lab, check);
    if (!theirs)
        report_text(out, "        ", message);
    else if (language == BOTH) { /* English stands in the line above */
        fputs("        ", out);
        print_safely(out, field_text(message, "zh"), "        ");
        fputc('\n', out);
    }
    processes(out, check);
    printed(out, check);
    if (told->timelines == 0 && timeline(out, check))
        told->timelines++;
    if (told->failures++ > 0)
        return;
    report_calls(out, check);
    fprintf(out, "        %s\n", in_language("提示：", "hint:"));
    report_text(out, "          ", json_object_get(check, "hint"));
    report_section(out, check);
}

/* Of a check that asked for every schedule: how many that were. */
static void tried(FILE *out, const json_t *evidence)
{
    long n = field_number(evidence, "executions");

    if (n == 0)
        return;
    if (!json_is_true(json_object_get(evidence, "exhaustive")))
        fprintf(out,
                in_language("（试了 %ld 次执行）", "  (%ld executions tried)"),
                n);
    else if (n == 1)
        fputs(in_language("（只有一个调度）", "  (there is one schedule)"),
              out);
    else
        fprintf(out,
                in_language("（全部调度：%ld 次执行）",
                            "  (every schedule: %ld executions)"),
                n);
}

static void one_check(FILE *out, const json_t *lab, const json_t *check,
                      struct told *told)
{
    const struct look *look = look_of(check);

    fputs("  ", out);
    mark(out, look);
    fprintf(out, " %ld/%ld  ", field_number(check, "score"),
            field_number(check, "max"));
    print_safely(out, text_of(json_object_get(check, "title")), "");
    if (look != looks && !field_is(check, "verdict", "fail"))
        fprintf(out, "  (%s)", in_language(look->zh, look->en));
    if (look == looks)
        tried(out, json_object_get(check, "evidence"));
    fputc('\n', out);
    if (language == BOTH) {
        fputs("         ", out);
        print_safely(out, field_text(json_object_get(check, "title"), "zh"),
                     "");
        fputc('\n', out);
    }
    if (check_failed(check))
        failure(out, lab, check, told);
}

static void lab_head(FILE *out, const json_t *lab)
{
    begin_colour(out, "1");
    fprintf(out, "%s", field_text(lab, "lab"));
    end_colour(out);
    fputs("  ", out);
    print_safely(out, text_of(json_object_get(lab, "title")), "");
    fputs("  (", out);
    print_safely(out, field_text(lab, "file"), "");
    fputs(")\n", out);
}

static void lab_todo(FILE *out, const json_t *lab)
{
    const char *file = field_text(lab, "file"), *name = field_text(lab, "lab");

    if (language != EN) {
        fputs("  还没有动手。打开 ", out);
        print_safely(out, file, "");
        fprintf(out, "，找到 TODO，写完以后运行：make %s\n", name);
    }
    if (language != ZH) {
        fputs("  Not begun yet. Open ", out);
        print_safely(out, file, "");
        fprintf(out, ", find TODO, and when it is written run: make %s\n",
                name);
    }
}

static void lab_build_error(FILE *out, const json_t *lab)
{
    const char *compiler = field_text(lab, "compiler");

    print_safely(out, compiler, "");
    if (*compiler && compiler[strlen(compiler) - 1] != '\n')
        fputc('\n', out);
    print_safely(out, field_text(lab, "file"), "");
    fputs(": ", out);
    print_safely(out, text_of(json_object_get(lab, "message")), "");
    fputc('\n', out);
}

static void lab_score(FILE *out, const json_t *lab)
{
    const struct look *look = look_of(lab);

    fputs("  ", out);
    mark(out, look);
    fprintf(out, " %s  %ld / %ld\n", in_language(look->zh, look->en),
            field_number(lab, "score"), field_number(lab, "max"));
}

void report_lab(FILE *out, const json_t *lab)
{
    const json_t *check;
    struct told told = {0, 0};
    size_t i;

    lab_head(out, lab);
    if (field_is(lab, "verdict", "todo")) {
        lab_todo(out, lab);
        return;
    }
    if (field_is(lab, "verdict", "build-error")) {
        lab_build_error(out, lab);
        return;
    }
    json_array_foreach (json_object_get(lab, "checks"), i, check)
        one_check(out, lab, check, &told);
    lab_score(out, lab);
}

/* ---- the map ------------------------------------------------------------- */

static void chapter_head(FILE *out, const struct course *course,
                         const char *chapter)
{
    json_t *title = course_chapter_title(course, chapter);

    fprintf(out, "\n%.2s  ", chapter);
    begin_colour(out, "1");
    fprintf(out, "%s", text_of(title));
    if (language == BOTH)
        fprintf(out, " / %s", field_text(title, "zh"));
    end_colour(out);
    fputc('\n', out);
    json_decref(title);
}

static void map_line(FILE *out, const json_t *lab)
{
    const struct look *look = look_of(lab);

    fputs("    ", out);
    mark(out, look);
    fputc(' ', out);
    print_columns(out, field_text(lab, "lab"), NAME_WIDTH);
    print_columns(out, text_of(json_object_get(lab, "title")), TITLE_WIDTH);
    fprintf(out, "%3ld/%-3ld  %s\n", field_number(lab, "score"),
            field_number(lab, "max"), in_language(look->zh, look->en));
}

/* The first lab of the course that is not finished. */
static const json_t *next_lab(const json_t *result)
{
    const json_t *lab;
    size_t i;

    json_array_foreach (json_object_get(result, "labs"), i, lab)
        if (!field_is(lab, "verdict", "pass"))
            return lab;
    return NULL;
}

static void next_step(FILE *out, const json_t *result)
{
    const json_t *lab = next_lab(result);

    if (!lab) {
        fputs(in_language("\n全部通过。下一步：make book，读完这门课。\n",
                          "\nEverything passes. Next: make book, and read "
                          "on.\n"),
              out);
        return;
    }
    fputs(in_language("\n下一步：打开 ", "\nNext: open "), out);
    print_safely(out, field_text(lab, "file"), "");
    fprintf(out,
            in_language("，找到 TODO，写完以后运行：make %s\n",
                        ", find TODO, and when it is written run: make %s\n"),
            field_text(lab, "lab"));
}

void report_map(FILE *out, const json_t *result, const struct course *course)
{
    const char *chapter = "";
    const json_t *lab;
    size_t i;

    begin_colour(out, "1");
    fputs(in_language("共享内存与进程间通信实验",
                      "Shared memory and IPC, by experiment"),
          out);
    end_colour(out);
    fprintf(out, "    %ld / %ld\n", field_number(result, "score"),
            field_number(result, "max"));
    json_array_foreach (json_object_get(result, "labs"), i, lab) {
        if (!field_is(lab, "chapter", chapter))
            chapter_head(out, course, field_text(lab, "chapter"));
        chapter = field_text(lab, "chapter");
        map_line(out, lab);
    }
    next_step(out, result);
}
