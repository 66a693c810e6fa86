/* sound.c - the search loses nothing, and a schedule replays exactly
 *
 * Usage: sound replay FILE.c...    100 random schedules, each replayed twice
 *        sound outcomes FILE.c...  the same outcomes with and without pruning
 *        sound speed FILE.c...     executions a second, and as a ratio to bare
 *                                  processes; a measurement, never a test
 * Prints "ok - ..." or "not ok - ..." lines. From the top folder, after make.
 */
#include "../../supervisor/jail.h"
#include "../../supervisor/text.h"
#include "../command/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SCHEDULES = 100, OUTCOMES_MAX = 256, UNPRUNED = 30000 };

static const struct variant variant = {"gcc", "-O0"};

static struct program begin(char *file, struct search *s)
{
    static char *const none[] = {NULL};
    struct program p = {.arguments = none};

    program_stage(&p, &file, 1);
    if (program_build(&p, &variant) != 0)
        die("%s：编译失败", "%s does not build", file);
    program_start(&p, 3600);
    *s = (struct search){.control = p.control,
                         .request = "",
                         .kinds = ~0u,
                         .prune = 1,
                         .keep_on = 1,
                         .seen = calloc(1, sizeof *s->seen)};
    if (!s->seen)
        die("没有内存了", "out of memory");
    return p;
}

static void end(struct program *p, struct search *s)
{
    search_end(s);
    program_end(p);
}

static const char *name_of(const char *file)
{
    const char *slash = strrchr(file, '/');

    return slash ? slash + 1 : file;
}

/* ---- replay ---------------------------------------------------------------- */

/* Everything but what the kernel chooses anew each time: pids, and the device
 * and inode numbers that only tell objects apart. */
static int same_event(const struct event *a, const struct event *b)
{
    int pid = a->op == OP_FORK || a->op == OP_WAIT_CHILD || a->op == OP_CALL ||
              a->op == OP_NAME;

    return a->step == b->step && a->process == b->process && a->op == b->op &&
           a->object == b->object && a->offset == b->offset &&
           a->size == b->size && a->pc == b->pc && a->error == b->error &&
           a->flags == b->flags && (pid || a->value == b->value);
}

static long first_different(const struct control *a, const struct control *b)
{
    uint32_t n = a->events < b->events ? a->events : b->events;

    for (uint32_t i = 0; i < n; i++)
        if (!same_event(&a->event[i], &b->event[i]))
            return i;
    return a->events == b->events ? -1 : (long)n;
}

static int replays(struct search *s, struct control *walk,
                   const struct schedule *schedule, const char *file)
{
    for (int again = 0; again < 2; again++) {
        long at;

        search_replay(s, schedule);
        at = first_different(walk, s->seen);
        if (walk->outcome == s->seen->outcome && at == -1)
            continue;
        printf("not ok - %s: event %ld differs in a replay\n", name_of(file),
               at);
        return 0;
    }
    return 1;
}

static int check_replay(char *file)
{
    struct search s;
    struct program p = begin(file, &s);
    struct control *walk = malloc(sizeof *walk);
    unsigned long events = 0;
    int good = walk != NULL;

    for (uint64_t seed = 0; good && seed < SCHEDULES; seed++) {
        struct schedule schedule;

        search_random(&s, seed);
        memcpy(walk, s.seen, sizeof *walk);
        schedule = schedule_taken(walk);
        good = replays(&s, walk, &schedule, file);
        events += walk->events;
        free(schedule.deviation);
    }
    if (good)
        printf("ok - %s: %d schedules, %lu events, the same in each of two "
               "replays\n",
               name_of(file), SCHEDULES, events);
    free(walk);
    end(&p, &s);
    return good;
}

/* ---- outcomes ---------------------------------------------------------------- */

struct outcomes {
    char *text[OUTCOMES_MAX];
    int n;
};

static void add_outcome(const struct search *s, void *argument)
{
    struct outcomes *o = argument;
    char text[SENTENCE + 32];

    snprintf(text, sizeof text, "%u %s", s->seen->outcome, s->seen->en);
    for (int i = 0; i < o->n; i++)
        if (strcmp(o->text[i], text) == 0)
            return;
    if (o->n < OUTCOMES_MAX)
        o->text[o->n++] = strdup(text);
}

static int has_all(const struct outcomes *a, const struct outcomes *b)
{
    int found = 0;

    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < a->n; k++)
            found += strcmp(a->text[k], b->text[i]) == 0;
    return found == b->n;
}

static int collect(char *file, int prune, struct outcomes *o,
                   unsigned *executions)
{
    struct search s;
    struct program p = begin(file, &s);
    int exhaustive;

    s.prune = prune;
    s.max_executions = UNPRUNED;
    s.after_each = add_outcome;
    s.after_argument = o;
    if (search_run(&s) == -1)
        die("%s：服务进程消失了", "%s: its server is gone", file);
    exhaustive = s.exhaustive;
    *executions = s.executions;
    end(&p, &s);
    return exhaustive;
}

static int check_outcomes(char *file)
{
    struct outcomes pruned = {.n = 0}, all = {.n = 0};
    unsigned few, many;
    int whole_few = collect(file, 1, &pruned, &few);
    int whole_many = collect(file, 0, &all, &many);
    int good = has_all(&pruned, &all) && has_all(&all, &pruned);

    printf("%s - %s: %d outcomes in %u executions%s, %d without pruning in "
           "%u%s\n",
           good && whole_few && whole_many ? "ok" : "not ok", name_of(file),
           pruned.n, few, whole_few ? "" : " (not all)", all.n, many,
           whole_many ? "" : " (not all)");
    for (int i = 0; i < pruned.n; i++)
        free(pruned.text[i]);
    for (int i = 0; i < all.n; i++)
        free(all.text[i]);
    return good && whole_few && whole_many;
}

/* ---- speed --------------------------------------------------------------------- */

enum { ROUNDS = 2000, BATCH = 100 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* What an execution cannot do without: a process that makes one more. */
static void bare_processes(void)
{
    pid_t pid = fork();

    if (pid == 0) {
        pid_t child = fork();

        if (child == 0)
            _exit(0);
        waitpid(child, NULL, 0);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
}

/* Turn and turn about, so that both meet the same machine. */
static int measure_speed(char *file)
{
    struct search s;
    struct program p = begin(file, &s);
    struct schedule usual = {0};
    double explored = 0, bare = 0, begun;

    for (int done = 0; done < ROUNDS; done += BATCH) {
        begun = now();
        for (int i = 0; i < BATCH; i++)
            search_replay(&s, &usual);
        explored += now() - begun;
        begun = now();
        for (int i = 0; i < BATCH; i++)
            bare_processes();
        bare += now() - begun;
    }
    printf("%s: %.0f executions a second, %lu steps each; %.2f times two bare "
           "processes\n",
           name_of(file), ROUNDS / explored, s.steps / ROUNDS, explored / bare);
    end(&p, &s);
    return 1;
}

int main(int argc, char **argv)
{
    int good = 1;

    choose_language("en");
    if (argc < 3)
        die("用法：sound replay|outcomes 文件.c…",
            "usage: sound replay|outcomes FILE.c...");
    jail_probe();
    personality(ADDR_NO_RANDOMIZE);
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[1], "speed") == 0)
            measure_speed(argv[i]);
        else
            good &= strcmp(argv[1], "replay") == 0 ? check_replay(argv[i])
                                                   : check_outcomes(argv[i]);
        fflush(stdout);
    }
    return good ? 0 : 1;
}
