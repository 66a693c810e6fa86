/* execute_tests.c - whatever an explored program writes, its copy is in range
 *
 * In the server's place stands a thread that answers each request with noise,
 * as a hand-in could that has found the control block.
 */
#include "../../explore/report/timeline.h"
#include "../../explore/report/words.h"
#include "../../explore/search/search.h"
#include "explored.h"
#include "unit.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- a server that lies -------------------------------------------------- */

static struct liar {
    struct control *control;
    uint64_t state;
    _Atomic int over;
    int outcome; /* -1: any */
    pthread_t thread;
} liar;

static void *lie(void *unused)
{
    struct control *c = liar.control;

    (void)unused;
    for (;;) {
        uint32_t finished = c->finished;

        while (c->wanted == finished && !liar.over)
            syscall(SYS_futex, &c->wanted, FUTEX_WAIT, finished, NULL);
        if (liar.over)
            return NULL;
        explored_noise(c, &liar.state);
        if (liar.outcome >= 0)
            c->outcome = (uint32_t)liar.outcome;
        c->finished = c->wanted;
        syscall(SYS_futex, &c->finished, FUTEX_WAKE, INT_MAX);
    }
}

static struct search begin(int outcome, uint64_t seed)
{
    struct search s = {.request = "", .kinds = ~0u, .prune = 1};
    int fd = control_new(&s.control);

    CU_ASSERT_FATAL(fd != -1);
    close(fd);
    s.seen = calloc(1, sizeof *s.seen);
    liar =
        (struct liar){.control = s.control, .state = seed, .outcome = outcome};
    CU_ASSERT_FATAL(s.seen &&
                    pthread_create(&liar.thread, NULL, lie, NULL) == 0);
    return s;
}

static void end(struct search *s)
{
    liar.over = 1;
    s->control->wanted++;
    syscall(SYS_futex, &s->control->wanted, FUTEX_WAKE, INT_MAX);
    pthread_join(liar.thread, NULL);
    munmap(s->control, sizeof *s->control);
    search_end(s);
}

/* ---- what must hold of a copy -------------------------------------------- */

static int broken;

static void must(int held)
{
    broken += !held;
}

static void counts(const struct control *c)
{
    must(c->outcome > OUTCOME_NONE && c->outcome < OUTCOMES);
    must(c->owner < PROCESSES && c->processes <= PROCESSES);
    must(c->objects <= OBJECTS && c->steps <= STEPS && c->events <= EVENTS);
    must(c->races <= RACES && c->findings <= FINDINGS && c->images <= IMAGES);
    must(c->string_bytes <= STRINGS);
    must(memchr(c->strings, 0, c->string_bytes ? c->string_bytes : 1) != NULL);
    must(c->string_bytes == 0 || c->strings[c->string_bytes - 1] == '\0');
    must(memchr(c->zh, 0, SENTENCE) && memchr(c->en, 0, SENTENCE));
    for (int i = 0; i < IMAGES; i++)
        must(memchr(c->image[i], 0, TEXT) != NULL);
    for (int i = 0; i < OBJECTS; i++)
        must(memchr(c->object[i].name, 0, sizeof c->object[i].name) != NULL);
}

/* Number 0 is nothing, and always there. */
static int is_object(const struct control *c, int object)
{
    return object >= 0 && (object == 0 || (uint32_t)object < c->objects);
}

static void events(const struct control *c)
{
    for (uint32_t i = 0; i < c->events; i++) {
        const struct event *e = &c->event[i];

        must(is_object(c, e->object));
        must(e->process < PROCESSES && e->op < OPS && e->waits_in < OPS);
        must(e->text == 0 || e->text < c->string_bytes);
        must(e->image < IMAGES && e->held_count <= sizeof e->held);
        for (int k = 0; k < e->held_count; k++)
            must(is_object(c, e->held[k]));
    }
    for (uint32_t i = 0; i < c->steps; i++) {
        const struct decision *d = &c->decision[i];

        must(d->current < PROCESSES || d->current == NOBODY);
        must(d->choice < TIMES_OUT + PROCESSES);
        must(d->op < OPS && is_object(c, d->object) && d->event <= c->events);
    }
}

static void the_rest(const struct control *c)
{
    for (uint32_t i = 0; i < c->processes; i++) {
        const struct process *p = &c->process[i];

        must(is_object(c, p->object) && p->op >= 0 && p->op < OPS);
        must(p->held_count <= HELD);
        for (int k = 0; k < p->held_count; k++)
            must(is_object(c, p->held[k]));
    }
    for (uint32_t i = 0; i < c->races; i++) {
        const struct race *r = &c->race[i];

        must(r->first == 0 || r->first < c->events);
        must(r->second == 0 || r->second < c->events);
        must(is_object(c, r->object));
        must(r->first_process < PROCESSES && r->second_process < PROCESSES);
    }
    for (uint32_t i = 0; i < c->findings; i++) {
        const struct finding *f = &c->finding[i];

        must(f->kind >= 0 && f->kind < FINDING_KINDS);
        must(is_object(c, f->object) && f->other >= 0 && f->other < OBJECTS);
        must(f->process >= 0 && f->process < PROCESSES);
        must(memchr(f->detail, 0, sizeof f->detail) != NULL);
    }
}

static void in_range(void)
{
    enum { ROUNDS = 400 };
    struct search s = begin(-1, 7);
    int lost = 0;

    broken = 0;
    for (int i = 0; i < ROUNDS; i++) {
        lost += search_random(&s, (uint64_t)i) == OUTCOME_LOST;
        counts(s.seen);
        events(s.seen);
        the_rest(s.seen);
    }
    CU_ASSERT_EQUAL(broken, 0);
    CU_ASSERT_EQUAL(s.executions, ROUNDS);
    CU_ASSERT(lost > 0 && lost < ROUNDS);
    end(&s);
}

/* ---- what is said of it -------------------------------------------------- */

static void one_file(const struct control *c, const uint64_t *pc,
                     const uint8_t *image, size_t n, struct place *place,
                     void *unused)
{
    (void)c, (void)pc, (void)image, (void)unused;
    for (size_t i = 0; i < n; i++)
        place[i] = (struct place){"x.c", 1};
}

static int unsaid(const struct control *c)
{
    char *zh, *en;
    int bad = 0;

    for (uint32_t i = 0; i < c->events && i < 300; i++) {
        words_event(c, i, &zh, &en);
        bad += !is_said(zh, en);
    }
    for (uint32_t i = 0; i < c->races; i++) {
        words_race(c, &c->race[i], &zh, &en);
        bad += !is_said(zh, en);
    }
    for (uint32_t i = 0; i < c->findings; i++) {
        words_finding(c, &c->finding[i], &zh, &en);
        bad += !is_said(zh, en);
    }
    if (outcome_is_bad((enum outcome)c->outcome)) {
        words_outcome(c, &zh, &en);
        bad += !is_said(zh, en);
    }
    return bad;
}

static void speakable(void)
{
    struct search s = begin(-1, 77);
    int bad = 0, unlisted = 0;

    for (int i = 0; i < 100; i++) {
        json_t *list;
        char *text;

        search_random(&s, (uint64_t)i);
        bad += unsaid(s.seen);
        if (i % 10)
            continue; /* a long one takes its time */
        list = timeline_json(s.seen, one_file, NULL);
        text = json_dumps(list, JSON_COMPACT);
        unlisted += !text || json_array_size(list) > TIMELINE_MAX;
        free(text);
        json_decref(list);
    }
    CU_ASSERT_EQUAL(bad, 0);
    CU_ASSERT_EQUAL(unlisted, 0);
    end(&s);
}

/* ---- a whole search ------------------------------------------------------ */

static void whole_search(void)
{
    for (uint64_t seed = 1; seed <= 3; seed++) {
        /* not LOST, and nothing that ends the search */
        struct search s = begin(OUTCOME_OK, seed);
        int bad = 0;

        s.keep_on = 1;
        s.random_walks = 5;
        s.max_executions = 40;
        CU_ASSERT(search_run(&s) == 0);
        CU_ASSERT(s.executions >= 1 && s.executions <= 40);
        CU_ASSERT(s.n_found <= FOUND_MAX);
        for (size_t i = 0; i < s.n_found; i++) {
            struct schedule again;
            char *text = schedule_text(&s.found[i].schedule);

            bad += !text || schedule_parse(text, &again) == -1;
            if (text && !bad)
                free(again.deviation);
            free(text);
        }
        CU_ASSERT_EQUAL(bad, 0);
        end(&s);
    }
}

static void no_outcome(void)
{
    struct search s = begin(OUTCOME_NONE, 7);

    CU_ASSERT(search_random(&s, 1) == OUTCOME_LOST);
    CU_ASSERT(search_run(&s) == -1);
    end(&s);
    s = begin(OUTCOMES, 7);
    CU_ASSERT(search_random(&s, 1) == OUTCOME_LOST);
    end(&s);
}

static int is_gone(void *unused)
{
    (void)unused;
    return 0;
}

static void server_gone(void)
{
    struct search s = {.request = "", .alive = is_gone, .kinds = ~0u};
    int fd = control_new(&s.control);

    CU_ASSERT_FATAL(fd != -1);
    close(fd);
    CU_ASSERT(search_run(&s) == -1);
    CU_ASSERT_EQUAL(s.executions, 0);
    CU_ASSERT(s.worst == NULL);
    munmap(s.control, sizeof *s.control);
    search_end(&s);
}

static void sealed(void)
{
    struct control *c;
    int fd = control_new(&c);

    CU_ASSERT_FATAL(fd != -1);
    CU_ASSERT(ftruncate(fd, 0) == -1 && errno == EPERM);
    CU_ASSERT(ftruncate(fd, 1 << 30) == -1 && errno == EPERM);
    close(fd);
    munmap(c, sizeof *c);
}

const struct test execute_tests[] = {
    {"whatever is written into a control block, its copy is in range",
     in_range},
    {"whatever it was, each sentence about it is whole in both languages",
     speakable},
    {"a search that is lied to ends, with schedules that can be typed in",
     whole_search},
    {"an execution without an outcome is lost", no_outcome},
    {"a search whose server is gone ends at once", server_gone},
    {"nobody can cut a control block short", sealed},
    {NULL, NULL},
};
