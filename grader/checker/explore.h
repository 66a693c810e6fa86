/* explore.h - a check that holds under every schedule
 *
 * The lab's <lab>_scenarios.c (grader/explore/runtime/scenario.h) is linked
 * with the student's file, compiled with a hook at every access to memory. The
 * explorer runs real processes under one schedule after the other, at first
 * without preemptions, then with one, two, ... until every schedule has been
 * tried or the bound is reached. See grader/explore/README.md.
 */
#ifndef EXPLORE_H
#define EXPLORE_H

/* What an execution can show. A check may leave kinds to another check. */
enum {
    EXPLORE_WRONG = 1,    /* scenario_expect does not hold */
    EXPLORE_RACE = 2,     /* two accesses that nothing orders */
    EXPLORE_DEADLOCK = 4, /* everybody waits */
    EXPLORE_LIVELOCK = 8, /* everybody spins, nobody can change anything */
    EXPLORE_CRASH = 16,
    EXPLORE_MISUSE = 32, /* pshared 0, private memory, child not waited for */
    EXPLORE_LEFT = 64,   /* a name or an object is left behind */
    EXPLORE_ORDER = 128, /* locks taken in opposite orders */
    EXPLORE_ALL = 255
};

/* explore - run scenario `name` of the lab; `format` gives its numbers, "2 2".
 *
 * The check ends here with the first schedule that shows one of `kinds`:
 * verdict race, deadlock, crash, timeout (livelock, stuck) or fail, with the
 * schedule and its timeline as evidence. Returns how many executions were
 * tried when there is none. */
unsigned explore(unsigned kinds, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* explore_fail - in each execution of the next explore(), call number `nth`
 * (from 1) of this name fails with `error`; process 0 is the first, 1 its first
 * child, ...; -1 any. At most four plans. */
void explore_fail(const char *call, int process, unsigned nth, int error);

/* explore_kill - SIGKILL when process `process` (-1: any) comes to
 * LAB_POINT(point) for the `visit`th time (from 1). */
void explore_kill(unsigned point, int process, unsigned visit);

/* explore_optimised - the next explore() uses the -O2 build, where the
 * compiler may have moved accesses that nothing orders. */
void explore_optimised(void);

/* explore_limit - executions at most in the next explore(); 4000 if not set. */
void explore_limit(unsigned executions);

/* explore_preemptions - in the next explore() only schedules that take the token
 * from a process that could go on at most so often; with three processes or
 * more, that leave the default schedule at most so often. All of these are tried,
 * if the limit allows it, and the first ones anyway (search.h). */
void explore_preemptions(unsigned most);

/* explore_forget - end what a failed check left running; for check.c. */
void explore_forget(void);

#endif
