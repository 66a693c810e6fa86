/* cell.h - one process of the student's, fenced in
 *
 * A cell is a process tree in a pid and mount namespace of its own. Its pid 1
 * is ours (the reaper, reaper.c): it starts the student's program without
 * capabilities, under a system call filter and resource limits, watches it
 * through ptrace(2), and tells the checker how it ended. Nothing inside can
 * outlive the cell: the kernel kills a pid namespace with its pid 1.
 *
 * Where the kernel refuses namespaces the cell is `weak`: limits, filter and
 * reaper remain, the walls do not. Only code one trusts belongs in there.
 *
 * Sources: pid_namespaces(7), clone(2), ptrace(2), seccomp(2), setrlimit(2).
 */
#ifndef CELL_H
#define CELL_H

#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

enum { CELL_STACK_WORDS = 64, CELL_FDS = 5 };

struct cell_limits {
    unsigned wall_ms;     /* from start to end, milliseconds */
    unsigned cpu_s;       /* RLIMIT_CPU, seconds */
    unsigned memory_mb;   /* RLIMIT_AS, MiB */
    unsigned file_mb;     /* RLIMIT_FSIZE, MiB */
    unsigned processes;   /* RLIMIT_NPROC */
    unsigned descriptors; /* RLIMIT_NOFILE */
};

struct cell_spec {
    const char *const *argv; /* argv[0] is the path of the program */
    const char *cwd;
    const char *hide;         /* a folder the student must not see, or NULL */
    int fd[CELL_FDS];         /* become descriptors 0..4; -1 is /dev/null */
    const char *const *allow; /* system calls not to refuse, NULL: none */
    struct cell_limits limits;
};

/* The mapping at, or nearest below, a faulting address; end 0: none. */
struct cell_mapping {
    uint64_t start, end, offset; /* bytes */
    char perms[8];
    int64_t file_size; /* -1: no file, or none that can be looked at */
};

/* How it ended. Written by the reaper alone, so every field is what the
 * kernel said, never what the student's program claims. */
struct cell_end {
    int status;             /* as of wait(2) */
    int traced;             /* the fields down to mapping are known */
    int signo, si_code;     /* the last signal delivered, see sigaction(2) */
    uint64_t fault_address; /* si_addr of that signal */
    uint64_t pc;            /* program counter when it was delivered */
    uint64_t stack[CELL_STACK_WORDS]; /* from the stack pointer upwards */
    struct cell_mapping mapping;      /* when that signal came */
    struct rusage usage;
    int left;            /* processes still alive when the program ended */
    int timed_out;       /* the wall limit was reached */
    int lost;            /* the reaper itself vanished (out of memory) */
    int setup_errno;     /* not 0: the cell could not be built ... */
    char setup_step[48]; /* ... and this is the step that failed */
};

struct cell {
    pid_t init;    /* the reaper, as this process sees it */
    int status_fd; /* the reaper writes one struct cell_end here */
    int alive_fd;  /* closed when this process dies: the cell dies too */
    int weak;      /* no namespaces */
    int64_t deadline_ms;
};

/* cell_start - build a cell and run spec->argv in it.
 *
 * Returns 0, or -1 with errno of the failing pipe, clone or fork; then
 * nothing is left behind. What goes wrong later, inside the cell, is
 * reported in cell_end.setup_errno.
 */
int cell_start(struct cell *cell, const struct cell_spec *spec);

/* cell_student - pid of the student's first process, 0 if it has ended. */
pid_t cell_student(const struct cell *cell);

/* cell_wait - wait for the end, at most until the wall limit; the cell and
 * everything in it is gone afterwards. */
void cell_wait(struct cell *cell, struct cell_end *end);

/* cell_kill - end it now; cell_wait must still follow. */
void cell_kill(struct cell *cell);

/* now_ms - milliseconds of CLOCK_MONOTONIC. */
int64_t now_ms(void);

/* cell_filter - forbid the system calls no lab needs (filter.c), except those
 * of `allow` (NULL at the end, or NULL for none).
 * Returns 0, or -1 if the filter could not be loaded. */
int cell_filter(const char *const *allow);

/* reaper_main - body of the cell's pid 1 (reaper.c); never returns.
 *   status_fd  where to write the struct cell_end
 *   alive_fd   read end of the pipe whose writer is the checker
 */
_Noreturn void reaper_main(const struct cell_spec *spec, int status_fd,
                           int alive_fd, int weak);

#endif
