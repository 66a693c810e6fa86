/* held.h - one child stands inside the critical section: what do others do?
 *
 * A child is stopped at a LAB_POINT. As long as it stands there the rest of the
 * program comes to a state that does not change any more, and the kernel shows
 * it: who sleeps, in which call, at which address. No luck and no clock is in
 * it. Sources: proc(5), futex(2), signal(7).
 */
#ifndef HELD_H
#define HELD_H

#include "student.h"
#include "view.h"

#include <sys/types.h>

enum { FAMILY_MAX = 64 };

/* A child that sleeps in futex(2), and how. */
struct sleeper {
    pid_t pid;
    struct view_sleep how; /* argument[0] is the address */
};

/* held_caller - wait until the caller itself stands at LAB_POINT(point), where
 * calls_stop_at has planned it. Ends the check if it never comes there. */
void held_caller(struct student *s, int point);

/* held_child - the same for a child; returns its pid. */
pid_t held_child(struct student *s, int point);

/* held_others - wait until all other children sleep in futex(2); there are
 * nproc - 1 of them. Ends the check if one does not: it has ended, it sleeps in
 * another call, or it polls. */
void held_others(struct student *s, pid_t inside, int nproc,
                 struct sleeper *others);

/* held_signal - signals, one after the other, for each of them and for the
 * caller, which all have a handler (student_storm); wait each time until it was
 * taken and they sleep again. Ends the check if one does not go on waiting. Who
 * blocks or ignores the signal cannot be interrupted, and is left alone. */
void held_signal(struct student *s, pid_t inside, int nproc);

/* held_go_on - let it go on, if the student has not ended it meanwhile. */
void held_go_on(pid_t pid);

/* held_nobody_left - after the call no child is there, not even a zombie. */
void held_nobody_left(struct student *s, const char *zh, const char *en);

#endif
