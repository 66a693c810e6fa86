/* engine.h - what the parts of the explorer's runtime know of each other
 *
 * All of this runs in the explored processes, beside the student's code. The
 * rule that keeps it simple: code here runs only while its process holds the
 * token, and gives the token away in point() and at the end of the process.
 */
#ifndef ENGINE_H
#define ENGINE_H

#include "../control.h"
#include "calls_numbers.h" /* generated: CALL_mmap, ... */

#include <stddef.h>
#include <stdint.h>

#define control ((struct control *)CONTROL_ADDRESS)

extern int me; /* slot of this process, -1: not explored (any more) */

#define self (&control->process[me])

/* Where the student's code called from: one byte before the return address,
 * so that it lies in the line of the call. */
#define PC ((uint64_t)(uintptr_t)__builtin_return_address(0) - 1)

/* ---- point.c: who runs -------------------------------------------------- */

/* point - the scheduling point: announces the operation, lets the schedule
 * choose, and returns when it may be done. Blocking ops return only when
 * op_enabled says that they can succeed now, or when self->time_out is set. */
void point(enum op op, int object, uint32_t offset, uint32_t size, uint64_t pc);

/* must_hold_token - or the execution ends: this is a signal handler of a process
 * that is parked, and it wants to do something that others can notice. */
void must_hold_token(void);

/* finish - this execution has an outcome; the first one counts. */
void finish(enum outcome outcome);

/* hand_over - choose somebody else, for a process that is no more. `from` may
 * be NOBODY. */
void hand_over(int from);

/* park - wait for the token, in a new process. */
void park(void);

/* ---- record.c: what happened -------------------------------------------- */

/* event_add - the next event; never NULL (what does not fit is lost). */
struct event *event_add(enum op op, int object, uint32_t offset, uint32_t size,
                        uint64_t pc);

/* event_call - an event of a library call: result, errno (0: it succeeded),
 * a string or NULL, two arguments. */
struct event *event_call(enum op op, unsigned call, int object, uint64_t pc,
                         int64_t result, int error, const char *text, int64_t a,
                         int64_t b);

/* string_add - a copy of text in the control block; 0 for NULL. */
uint32_t string_add(const char *text);

/* finding_add - once for each kind and object; returns NULL when it is known
 * already or there is no room. */
struct finding *finding_add(enum finding_kind kind, int object, uint64_t pc);

/* call_fails - a planned fault of this call: sets errno, leaves an event and
 * returns 1. Counts the calls. */
int call_fails(unsigned call, uint64_t pc);

/* ---- objects.c: one object at two addresses is one object --------------- */

int object_find(enum object_type type, uint64_t key1, uint64_t key2);

/* object_get - the same, made if there is none. 0: the table is full. The name
 * is for people: "/count", "sem@anon#1+0". */
int object_get(enum object_type type, uint64_t key1, uint64_t key2,
               const char *name);

/* object_of_name - what a name such as "/count" stands for. */
int object_of_name(const char *name);

/* object_of_fd - the file, shm object or pipe; 0 for none. */
int object_of_fd(int fd);

/* fd_named - remember what name a descriptor was opened by. */
void fd_named(int fd, const char *name);
const char *fd_name(int fd);

/* maps_add, maps_remove - follow this process's mappings. */
void maps_add(void *start, size_t length, int object, uint64_t offset,
              int shared);
void maps_remove(void *start, size_t length);

/* maps_find - 1: address is in shared memory, 0: in a MAP_PRIVATE mapping we
 * follow, -1: neither. Object and offset are set for 1 and 0. */
int maps_find(const void *address, int *object, uint32_t *offset);

/* held_add, held_remove - locks of this process, for reports. */
void held_add(int object);
void held_remove(int object);

/* lock_order - about to take `object`: does anybody take what we hold in the
 * opposite order? */
void lock_order(int object, uint64_t pc);

/* ---- clocks.c: what happens before what --------------------------------- */

void clock_join(struct clock *into, const struct clock *from);
void clock_acquire(const struct clock *from); /* I know what it knew */
void clock_release(struct clock *into);       /* it learns what I know */

/* Semaphores and queues pass first in, first out tokens: the k-th wait comes
 * after the (k - first_value)th post, and after nothing else. */
void tokens_reset(struct object *o, int value, const struct clock *each);
void token_add(struct object *o);
void token_take(struct object *o);

/* shadow_find - of this granule, or an empty one; NULL: full. */
struct shadow *shadow_find(uint32_t object, uint32_t granule);

/* access_ordered - note an access to shared memory in clocks and histories;
 * reports races with earlier ones. */
void access_ordered(int object, uint32_t offset, uint32_t size, int write,
                    int atomic, uint32_t event);

/* history_add - an operation on an object becomes part of both histories. */
void history_add(int object, enum op op, uint64_t value);

uint64_t mix(uint64_t a, uint64_t b);

/* ---- memory.c: the student's loads and stores --------------------------- */

/* memory_range - the library is about to read or write these bytes on the
 * student's behalf (memcpy). */
void memory_range(const void *address, size_t size, int write, uint64_t pc);

/* memory_settle - the value of my last store can be seen now: note it. Every
 * wrapper calls this (point does it as well) before it does anything. */
void memory_settle(void);

/* memory_settle_nothing - in a child: the pending store was its parent's. */
void memory_settle_nothing(void);

/* memory_file_point, _done - read(2), write(2) of what others may map. */
void memory_file_point(int object, uint32_t offset, uint32_t size, int write,
                       uint64_t pc);
void memory_file_done(int object, uint32_t offset, uint32_t size, int write,
                      uint64_t pc, const void *bytes);

/* ---- spin.c: loops that only look --------------------------------------- */

/* spin_note - I did `op` at `pc` on `place` and saw `value`. */
void spin_note(enum op op, uint64_t pc, uint64_t place, uint64_t value);

/* spin_progress - `place` has changed: those who look at it may go on. */
void spin_progress(uint64_t place);

/* place_of - how spin.c names eight bytes of an object. */
uint64_t place_of(int object, uint32_t offset);

/* spin_sync - after an operation on a synchronisation object. */
void spin_sync(enum op op, int object, uint64_t pc, uint64_t value,
               int changed);

/* ---- process.c ----------------------------------------------------------- */

/* process_ends - everything the end of this process does to others, while we
 * still hold the token; then the token is given away. */
void process_ends(int status, int signal);

/* process_root - this process is the first of an execution. */
void process_root(void);

/* process_new - a slot for a child of this one. Where there is none left the
 * execution ends here. */
int process_new(void);

/* process_child - in the child of a fork: it has this slot, and waits. */
void process_child(int slot);

/* process_faults - this process dies of a signal, at an address; the execution
 * with it. */
_Noreturn void process_faults(int signo, uint64_t address, uint64_t pc);

/* process_touches - the call at pc hands a pointer of the program's to the C
 * library: a fault before process_touches(0) is put down to that call. */
void process_touches(uint64_t pc);

/* process_prepare - handlers for faults, once in each executable. */
void process_prepare(void);

/* ---- server.c, main_*.c --------------------------------------------------- */

/* explored_root - the body of an execution: runs the scenario or the
 * student's main, and exits. */
_Noreturn void explored_root(void);

/* server - obey the searching side until it is gone. */
_Noreturn void server(void);

/* explored_ends - the first process ends with this exit status: is that right? */
void explored_ends(int status);

/* step - a place of the scenario or LAB_POINT, in the order of all such. */
void step(const char *zh, const char *en, uint64_t pc);

/* explored_exit, explored__exit - exit(3) and _exit(2) of explored processes. */
_Noreturn void explored_exit(int status);
_Noreturn void explored__exit(int status);

/* undo_all - System V semaphore adjustments at the end (wrap_sysv.c). */
void undo_all(void);

/* undo_forget - a child of fork inherits none. */
void undo_forget(void);

#endif
