/* scenario.h - a small situation with several processes, to be explored
 *
 * A lab's <lab>_scenarios.c lists scenarios. The explorer runs one of them
 * again and again, each time under another schedule, and only one process runs
 * at a time: between two scheduling points nobody else moves.
 *
 * Scheduling points are every access of the student's code to shared memory,
 * every IPC call (theirs and the scenario's: fork, waitpid, mmap, sem_wait ...
 * are the explorer's here as well), LAB_POINT, and scenario_step. The
 * scenario's own loads and stores are none: a witness counter in a shared
 * mapping is seen and changed without disturbing anything.
 *
 * Keep scenarios tiny: two or three processes, one or two rounds. A timeline
 * of ten lines can be read, and every schedule can be tried.
 */
#ifndef SCENARIO_H
#define SCENARIO_H

struct scenario {
    const char *name;
    void (*run)(void); /* in the first process of each execution */
};

extern const struct scenario scenarios[]; /* name NULL at the end */

/* scenario_number - the next number the check gave after the name; 0 if
 * there are no more. */
long scenario_number(void);

/* scenario_expect - what must hold whatever the schedule. The first that does
 * not makes this execution a wrong result, with this sentence. Both formats
 * take the same arguments in the same order. */
void scenario_expect(int held, const char *zh, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));

/* scenario_returned - call it when the student's function has returned in
 * the process that called it. A child of the student's that comes here as well
 * (it fell through into its caller's code), and children nobody waited for,
 * are findings. */
void scenario_returned(void);

/* scenario_name - messages and timelines call what lies at this address by this
 * name: "s->count" instead of "anon#1+32". It must be mapped by now. At most 16
 * names of 23 bytes. */
void scenario_name(const volatile void *address, const char *name);

/* scenario_step - a scheduling point of the scenario's own, shown in the
 * timeline under this name: for instance between entering and leaving a
 * critical section. The strings must be literals. */
void scenario_step(const char *zh, const char *en);

#endif
