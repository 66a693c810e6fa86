/* view.h - what the kernel says about a student's process
 *
 * None of these functions asks the process itself. Sources: proc(5),
 * process_vm_readv(2).
 */
#ifndef VIEW_H
#define VIEW_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct view_mapping {
    uint64_t start, end; /* [start, end) */
    char perms[5];       /* "rw-s" */
    uint64_t offset;     /* of start in the file, bytes */
    dev_t dev;
    ino_t ino;
};

/* view_mapping_at - the mapping that holds addr: 1 found, 0 not, -1 errno. */
int view_mapping_at(pid_t pid, uint64_t addr, struct view_mapping *m);

/* view_bytes_mapped - how many bytes of the file dev:ino the process has
 * mapped, all mappings together; -1 errno. */
long view_bytes_mapped(pid_t pid, dev_t dev, ino_t ino);

/* view_address_space - bytes of all its mappings together; -1 errno. */
long view_address_space(pid_t pid);

/* view_descriptors - how many open descriptors; of dev:ino only, if ino is
 * not 0; -1 errno. */
int view_descriptors(pid_t pid, dev_t dev, ino_t ino);

/* view_read - copy memory of the process; bytes copied, or -1 errno. */
ssize_t view_read(pid_t pid, uint64_t addr, void *buf, size_t size);

/* view_io_calls - read-like and write-like system calls made so far, as
 * counted by the kernel (syscr, syscw). Returns 0, or -1 errno. */
int view_io_calls(pid_t pid, unsigned long *reads, unsigned long *writes);

/* view_children - pids of the process's children; how many, at most `max`. */
int view_children(pid_t pid, pid_t *children, int max);

/* view_family - pids of the process's descendants, children first, at most
 * `max`; how many. */
int view_family(pid_t pid, pid_t *family, int max);

/* view_state - its state letter, as in ps(1): 'S' asleep, 'T' stopped, 'Z' ended
 * and not waited for; 0 it is gone. */
char view_state(pid_t pid);

/* view_inner_pid - its pid as it sees it itself; 0 it is gone. */
int view_inner_pid(pid_t pid);

/* What a process does about signals, as sets: bit n - 1 is signal n. */
struct view_signals {
    uint64_t blocked, ignored, caught;
};

/* view_signals - 0, or -1 errno. */
int view_signals(pid_t pid, struct view_signals *signals);

/* view_stopped - has it been stopped by a signal? */
int view_stopped(pid_t pid);

/* The system call a process is asleep in. */
struct view_sleep {
    long call;            /* SYS_... */
    uint64_t argument[6]; /* what it was called with */
    long naps;            /* how often it has gone to sleep so far */
};

/* view_asleep - does it sleep in a system call at this moment, with no signal
 * left to take? 1 in the one of *sleep, 0 no, -1 errno. */
int view_asleep(pid_t pid, struct view_sleep *sleep);

/* view_deaf - does it block this signal just now, or ignore it? */
int view_deaf(pid_t pid, int signo);

/* view_stuck - what the process is doing right now, for people:
 * state letter into *state, name of the system call it sleeps in into
 * `call` ("" when it is in its own code). Returns 0, or -1 errno. */
int view_stuck(pid_t pid, char *state, char *call, size_t size);

/* The system call a process sleeps in. */
struct view_call {
    char state;           /* R runs, S sleeps, T is stopped, Z has ended ... */
    char name[32];        /* "" when it is in its own code */
    uint64_t argument[6]; /* as the kernel got them; 0 without a call */
};

/* view_call - what one process is doing right now. Returns 0, or -1 errno (it
 * is gone; EACCES or EPERM: this machine hides it). */
int view_call(pid_t pid, struct view_call *call);

/* view_at_rest - wait until not one of these processes moves: each sleeps, is
 * stopped or has ended, all of them at one and the same moment.
 *
 * Returns VIEW_REST; or VIEW_NAP when one of them only naps (nanosleep), and so
 * will move by itself; or 0 when after `ms` milliseconds one still moved. */
enum { VIEW_REST = 1, VIEW_NAP = 2, VIEW_REST_MAX = 16 };
int view_at_rest(const pid_t *pid, int n, unsigned ms);

#endif
