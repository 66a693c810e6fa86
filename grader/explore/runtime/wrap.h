/* wrap.h - what the wrappers of library calls have in common
 *
 * Where the student's code (or a scenario) says sem_post, its object file calls
 * explored_sem_post. Every wrapper goes the same way:
 *
 *   1. WRAPPED: outside an execution there is only the real call; a planned
 *      fault takes its place.
 *   2. point() if another process could notice the call, else memory_settle().
 *   3. The real call, in a form that does not block. Results, errno, names and
 *      permissions are the kernel's and glibc's; only waiting is modelled.
 *   4. What the object is like now, clocks, histories: what later calls of
 *      others depend on.
 *   5. The event; then spin_sync, for loops that call it again and again.
 *   6. errno is left as the real call left it.
 *
 * Arguments of events (event.argument) are told at the wrapper that sets them;
 * event.value is the result of the call, -1 for MAP_FAILED, SEM_FAILED and
 * NULL.
 */
#ifndef WRAP_H
#define WRAP_H

#include "calls_explored.h" /* generated: their declarations */
#include "engine.h"

#include <errno.h>

/* The beginning of every wrapper of a call in calls.tsv. */
#define WRAPPED(name, failed, real)                                            \
    do {                                                                       \
        if (me < 0)                                                            \
            return real;                                                       \
        if (call_fails(CALL_##name, PC))                                       \
            return failed;                                                     \
    } while (0)

/* errno of a call that answers -1 when it failed. */
#define ERROR_OF(result) ((result) == -1 ? errno : 0)

/* called - event_call that leaves errno alone. */
struct event *called(enum op op, unsigned call, int object, uint64_t pc,
                     int64_t result, int error, const char *text, int64_t a,
                     int64_t b);

/* called_sync - the same for an operation on a synchronisation object, with
 * its history and, if it `changed` something, the progress of spinners. */
struct event *called_sync(enum op op, unsigned call, int object, uint64_t pc,
                          int64_t result, int error, int64_t a, int64_t b,
                          int changed);

/* called_name - the same for a call about a name, whose event shows `object`,
 * or the name itself if that is 0. */
struct event *called_name(unsigned call, int named, int object, uint64_t pc,
                          int64_t result, int error, const char *name,
                          int64_t a, int64_t b, int changed);

/* name_freed - by unlink, link, rename: a new name tells all that was done
 * before; name_taken - by somebody who relies on that (O_EXCL, a lock file). */
void name_freed(int named);
void name_taken(int named);

/* object_of_path - what a path or a name stands for: with and without its
 * leading slash the same. */
int object_of_path(const char *name);

/* numbered - the name of something that has none: "anon#1", "pipe#2 of P1". The
 * process that makes it counts, so that it is called the same in every
 * schedule: the search knows places by their names. */
enum { NAME_SIZE = 56 }; /* of struct object */
void numbered(char *name, const char *word, int *count);

/* object_at - the semaphore, mutex, ... that lies at this address. In shared
 * memory it is the same for all processes, else each has its own. */
int object_at(enum object_type type, const void *address, const char *word);

/* is_lock - is this semaphore used as a lock, as far as has been seen?
 * posted - held by me, it is given up; by nobody, it is no lock
 * (wrap_sem.c). */
int is_lock(const struct object *o);
void posted(int object);

/* is_shared - does this address lie in memory that others see? */
int is_shared(const void *address);

/* take_out, put_in - bytes that a call reads or writes on the student's
 * behalf: one access of `size` bytes if the memory is shared. take_out returns
 * where they are now: a copy if somebody could change them meanwhile; give it
 * to put_back. */
const void *take_out(const void *from, size_t size, uint64_t pc);
void put_back(const void *copy, const void *from);
void put_in(void *to, const void *from, size_t size, uint64_t pc);

/* time_passes - for this process, on the virtual clock (wrap_time.c). */
void time_passes(uint64_t microseconds);

/* time_until - microseconds until this time of this clock; 0: it is over. */
uint64_t time_until(clockid_t clock, const struct timespec *when);

/* time_after - the time of this clock when so much has passed. */
void time_after(clockid_t clock, const struct timespec *passed,
                struct timespec *then);

/* is_time - would the kernel take it for a time? */
int is_time(const struct timespec *t);

/* written - write(2) for the wrappers of other calls (wrap_file.c). */
ssize_t written(int fd, const void *from, size_t size, uint64_t pc);

/* robust_all - mutexes of this process, at its end (wrap_pthread.c). */
void robust_all(void);

/* futex_call - the arguments of syscall(SYS_futex, ...): 1 and the result if it
 * is one that waits or wakes (wrap_pthread.c). */
int futex_call(const long *arguments, uint64_t pc, long *result);

/* process_died - somebody else was killed: its mutexes, its adjustments of
 * System V semaphores, its descriptors. */
void process_died(int slot, int signal);
void undo_of(int slot);
void robust_died(int slot);

#endif
