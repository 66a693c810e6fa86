/* search.h - try schedules until one goes wrong, or none is left
 *
 * The searching side is trusted and holds no student's code. It talks to a
 * server (runtime/server.c) through the control block alone.
 *
 *   1. the default schedule, with everything that clocks can prove in it
 *   2. some random walks
 *   3. breadth first by deviations from the default: first all schedules
 *      without a preemption, then with one, two, ...
 *
 * The third finds the shortest losing schedule, and when it runs out of
 * schedules it has tried them all (up to the order of independent steps).
 *
 * Sources: Musuvathi, Qadeer, "Iterative Context Bounding" (PLDI 2007);
 * Emmi, Qadeer, Rakamaric, "Delay-Bounded Scheduling" (POPL 2011).
 */
#ifndef SEARCH_H
#define SEARCH_H

#include "../control.h"

#include <stddef.h>

struct schedule {
    size_t n;
    struct deviation *deviation; /* malloc'ed */
};

/* What can be said about an execution; also the order of severity. */
enum kind {
    KIND_LEFT,       /* a name left behind */
    KIND_LOCK_ORDER, /* a deadlock that this execution escaped */
    KIND_MISUSE,
    KIND_RACE,
    KIND_WRONG,
    KIND_LIVELOCK,
    KIND_STUCK,
    KIND_DEADLOCK,
    KIND_CRASH,
    KINDS
};

/* kind_word - as in the JSON: "race", "wrong-result", ... */
const char *kind_word(enum kind kind);

enum { WHERE = 2 };

/* One thing that was found: what, in which execution, and where. */
struct found {
    enum kind kind;
    char *zh, *en; /* one sentence each, malloc'ed */
    uint64_t pc[WHERE];
    uint8_t image[WHERE]; /* pc 0: nothing known */
    unsigned execution;   /* from 1 */
    struct schedule schedule;
    int by_walk;      /* a random walk: a shorter schedule may exist */
    char lock[2][56]; /* KIND_LOCK_ORDER */
    int refuted;      /* it has turned out to do no harm */
};

enum { FOUND_MAX = 64 };

struct search {
    /* -- given */
    struct control *control; /* shared with the server */
    const char *request;     /* scenario and numbers; "" for a program */
    struct fault fault[FAULTS];
    unsigned faults;
    struct kill_plan kill;
    unsigned kinds;          /* those that end the search, 1 << enum kind */
    unsigned max_executions; /* 0: no limit */
    double max_seconds;      /* 0: no limit */
    unsigned max_cost;       /* preemptions at most; 0: no limit */
    unsigned random_walks;
    int prune;   /* 0 only to show that pruning loses nothing */
    int keep_on; /* do not stop at the first failure (tests) */
    /* Is the server still there, and worth waiting for? Asked before each
     * execution, and now and then while it lasts. */
    int (*alive)(void *);
    void *alive_argument;
    void (*after_each)(const struct search *s, void *argument); /* or NULL */
    void *after_argument;
    /* -- the last execution, a checked copy: what is read from here is in
     * range, whatever the explored processes did */
    struct control *seen;
    /* -- results */
    unsigned executions;
    int exhaustive;          /* every schedule was tried */
    enum outcome unfollowed; /* CROWDED or HANDLER: it cannot be explored */
    struct found found[FOUND_MAX];
    size_t n_found;
    const struct found *worst; /* the one to show, or NULL */
    unsigned long steps;       /* of all executions */
};

/* search_run - find out. Returns 0, or -1 when the server is gone. */
int search_run(struct search *s);

/* search_replay - one execution under this schedule; s->seen has it.
 * Returns its outcome. */
enum outcome search_replay(struct search *s, const struct schedule *schedule);

/* search_random - one random walk, for tests and measurements. */
enum outcome search_random(struct search *s, uint64_t seed);

/* search_end - free what the search holds. */
void search_end(struct search *s);

/* control_new - a memfd with an empty control block, mapped at *control (any
 * address). Returns the descriptor, or -1 with errno. */
int control_new(struct control **control);

/* schedule_text - "2:1,7:0"; "" for the default one. Malloc'ed. */
char *schedule_text(const struct schedule *schedule);

/* schedule_parse - returns 0, or -1 if the text is no schedule. */
int schedule_parse(const char *text, struct schedule *schedule);

/* For the parts of the search: execute.c, notes.c. */
enum outcome execute(struct search *s, enum mode mode,
                     const struct schedule *schedule, uint64_t random);
void note_execution(struct search *s);
struct schedule schedule_taken(const struct control *seen);
int goes_round(const struct control *seen); /* livelock.c */
int outcome_is_bad(enum outcome outcome);
enum kind kind_of_outcome(enum outcome outcome);

#endif
