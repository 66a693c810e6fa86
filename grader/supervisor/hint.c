/* hint.c - help in three steps, one more each time it is asked for */
#include "hint.h"
#include "fields.h"
#include "report.h"
#include "text.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LAST_STEP = 3 };

static const json_t *first_failure(const json_t *lab)
{
    const json_t *check;
    size_t i;

    json_array_foreach (json_object_get(lab, "checks"), i, check)
        if (check_failed(check) && !field_is(check, "verdict", "unsupported"))
            return check;
    return NULL;
}

/* ---- how far this student was led ---------------------------------------- */

static void state_path(char *path, size_t size, const struct course *course,
                       const char *lab)
{
    snprintf(path, size, "%s/build/hints", course->root);
    mkdir(path, 0755); /* EEXIST from the second time on */
    snprintf(path, size, "%s/build/hints/%s", course->root, lab);
}

static int last_step(const char *path, const char *check)
{
    char id[256] = "";
    int step = 0;
    FILE *state = fopen(path, "re");

    if (!state)
        return 0;
    if (fscanf(state, "%255s %d", id, &step) != 2 || strcmp(id, check) != 0)
        step = 0;
    fclose(state);
    return step;
}

static void remember_step(const char *path, const char *check, int step)
{
    FILE *state = fopen(path, "we");

    if (!state || fprintf(state, "%s %d\n", check, step) < 0 ||
        fclose(state) != 0)
        die("写不了 %s：%s", "cannot write %s: %s", path, strerror(errno));
}

/* ---- the steps ----------------------------------------------------------- */

static void step_head(FILE *out, int step, int steps)
{
    static const char *const zh[] = {"看到了什么", "往哪里看", "怎样想"};
    static const char *const en[] = {"what was observed", "where to look",
                                     "how to think about it"};

    fprintf(out, "  %d/%d  %s\n", step, steps,
            in_language(zh[step - 1], en[step - 1]));
}

static void step_body(FILE *out, const char *lab, const json_t *check, int step)
{
    if (step == 1) {
        report_text(out, "        ", json_object_get(check, "message"));
        report_calls(out, check);
        if (json_object_get(json_object_get(check, "evidence"), "timeline"))
            fprintf(out, "        %s%s\n",
                    in_language("时间线在这里：make ", "the timeline: make "),
                    lab);
    } else if (step == 2) {
        report_text(out, "        ", json_object_get(check, "hint"));
        report_section(out, check);
    } else {
        report_text(out, "        ", json_object_get(check, "think"));
    }
}

/* A check without thoughts of its own has two steps. */
static int steps_of(const json_t *check)
{
    const json_t *think = json_object_get(check, "think");

    return *field_text(think, "en") ? LAST_STEP : LAST_STEP - 1;
}

static void show_lab(FILE *out, const struct course *course, const json_t *lab)
{
    const json_t *check = first_failure(lab);
    char path[PATH_MAX + 64];
    const char *id;
    int step, steps;

    if (!check || field_is(lab, "verdict", "todo") ||
        field_is(lab, "verdict", "build-error")) {
        report_lab(out, lab);
        return;
    }
    id = field_text(check, "id");
    steps = steps_of(check);
    state_path(path, sizeof path, course, field_text(lab, "lab"));
    step = last_step(path, id) + 1;
    step = step < steps ? step : steps;
    remember_step(path, id, step);
    fprintf(out, "%s  ", id);
    print_safely(out, text_of(json_object_get(check, "title")), "");
    fputc('\n', out);
    for (int s = 1; s <= step; s++) {
        step_head(out, s, steps);
        step_body(out, field_text(lab, "lab"), check, s);
    }
    if (step < steps)
        fprintf(out,
                in_language("  还要更多：再运行一次 make hint LAB=%s\n",
                            "  for more run make hint LAB=%s once again\n"),
                field_text(lab, "lab"));
}

void hint_show(FILE *out, const struct course *course, const json_t *result)
{
    const json_t *lab;
    size_t i;

    json_array_foreach (json_object_get(result, "labs"), i, lab)
        show_lab(out, course, lab);
}
