/* course.c - which labs there are */
#include "course.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* root/build/bin/grade */
void course_root(char *root, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", root, size - 1);

    if (n <= 0)
        die("读不了 /proc/self/exe：%s", "cannot read /proc/self/exe: %s",
            strerror(errno));
    root[n] = '\0';
    for (int up = 0; up < 3; up++) {
        char *slash = strrchr(root, '/');

        if (!slash)
            die("这个程序应在 build/bin/ 里",
                "this program belongs in build/bin/");
        *slash = '\0';
    }
}

static void add_lab(struct course *c, const char *path)
{
    struct course_lab *lab = &c->lab[c->labs];
    const char *number;

    lab->description = json_load_file(path, 0, NULL);
    if (!lab->description)
        die("%s 坏了；请运行：make clean，再 make",
            "%s is broken; run: make clean, then make", path);
    lab->name = json_string_value(json_object_get(lab->description, "lab"));
    lab->chapter =
        json_string_value(json_object_get(lab->description, "chapter"));
    number = json_string_value(json_object_get(lab->description, "number"));
    lab->number = number ? strtod(number, NULL) : 0;
    c->labs++;
}

static int by_number(const void *a, const void *b)
{
    const struct course_lab *x = a, *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

void course_open(struct course *c)
{
    char folder[PATH_MAX + 32], path[PATH_MAX + 320];
    struct dirent *entry;
    DIR *dir;

    course_root(c->root, sizeof c->root);
    c->labs = 0;
    snprintf(folder, sizeof folder, "%s/build/checkers", c->root);
    dir = opendir(folder);
    if (!dir)
        die("还没有构建检查程序；请运行：make",
            "the checkers are not built yet; run: make");
    while ((entry = readdir(dir)) != NULL && c->labs < COURSE_LABS)
        if (strstr(entry->d_name, ".json")) {
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            add_lab(c, path);
        }
    closedir(dir);
    qsort(c->lab, (size_t)c->labs, sizeof *c->lab, by_number);
}

/* ---- selection ----------------------------------------------------------- */

static int names_lab(const char *word, const struct course_lab *lab)
{
    return strcmp(word, lab->name) == 0;
}

static int names_chapter(const char *word, const struct course_lab *lab)
{
    char *end;
    long number = strtol(word, &end, 10);

    return strcmp(word, lab->chapter) == 0 ||
           (end != word && *end == '\0' &&
            number == strtol(lab->chapter, NULL, 10));
}

typedef int names_fn(const char *word, const struct course_lab *lab);

/* Every word must name something; otherwise say what was probably meant. */
static void require_names(const struct course *c, const char *const *words,
                          names_fn *names, int chapters)
{
    for (; *words; words++) {
        const char *known[COURSE_LABS + 1] = {NULL}, *near;
        int found = 0;

        for (int i = 0; i < c->labs; i++) {
            found |= names(*words, &c->lab[i]);
            known[i] = chapters ? c->lab[i].chapter : c->lab[i].name;
        }
        if (found)
            continue;
        near = nearest(*words, known);
        if (near)
            die("没有“%s”，是不是想说 %s？",
                "there is no \"%s\"; did you mean %s?", *words, near);
        die("没有“%s”；make list 列出全部实验",
            "there is no \"%s\"; make list shows all labs", *words);
    }
}

static int any_names(const char *const *words, names_fn *names,
                     const struct course_lab *lab)
{
    for (; *words; words++)
        if (names(*words, lab))
            return 1;
    return 0;
}

void course_select(struct course *c, const char *const *labs,
                   const char *const *chapters)
{
    int kept = 0;

    require_names(c, labs, names_lab, 0);
    require_names(c, chapters, names_chapter, 1);
    if (!*labs && !*chapters)
        return;
    for (int i = 0; i < c->labs; i++)
        if (any_names(labs, names_lab, &c->lab[i]) ||
            any_names(chapters, names_chapter, &c->lab[i]))
            c->lab[kept++] = c->lab[i];
        else
            json_decref(c->lab[i].description);
    c->labs = kept;
}

/* ---- titles -------------------------------------------------------------- */

/* The line "title: ..." of the notes, without quotes. */
static json_t *title_in(const struct course *c, const char *chapter,
                        const char *lang)
{
    char path[PATH_MAX + 320], line[512];
    json_t *title = NULL;
    FILE *notes;

    snprintf(path, sizeof path, "%s/chapters/%s/notes.%s.md", c->root, chapter,
             lang);
    notes = fopen(path, "re");
    while (notes && !title && fgets(line, sizeof line, notes))
        if (strncmp(line, "title:", 6) == 0) {
            char *at = line + 6 + strspn(line + 6, " \"");

            at[strcspn(at, "\"\n")] = '\0';
            title = json_string(at);
        }
    if (notes)
        fclose(notes);
    return title ? title : json_string(chapter);
}

json_t *course_chapter_title(const struct course *c, const char *chapter)
{
    return json_pack("{s:o, s:o}", "zh", title_in(c, chapter, "zh"), "en",
                     title_in(c, chapter, "en"));
}
