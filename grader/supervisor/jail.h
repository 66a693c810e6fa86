/* jail.h - run a command behind walls, as a user of its own
 *
 * With namespaces (bubblewrap): an own view of the file system, own processes,
 * own IPC, no network. As root the command first becomes an ordinary user that
 * exists nowhere else. Where the kernel refuses namespaces only resource
 * limits remain, and `isolation` says so.
 *
 * Sources: bwrap(1), user_namespaces(7), credentials(7).
 */
#ifndef JAIL_H
#define JAIL_H

#include <sys/types.h>

enum isolation {
    NO_CGROUP, /* namespaces and resource limits, no memory cgroup */
    NONE       /* resource limits only: fit for one's own code */
};

extern enum isolation isolation;

/* isolation_name - as it stands in the results: "no-cgroup", "none". */
const char *isolation_name(void);

/* jail_probe - find out which walls this machine gives; sets `isolation`.
 * Exits with one line and status 2 if bubblewrap is missing. */
void jail_probe(void);

/* jail_owner - the user a jailed command runs as. */
uid_t jail_owner(void);

struct jail_bind {
    const char *from, *to;
    int writable;
};

enum { JAIL_BINDS = 8 };

struct jail {
    struct jail_bind bind[JAIL_BINDS]; /* from NULL at the end */
    const char *const *argv;           /* paths as seen inside */
    const char *const *plain; /* the same without walls: paths outside */
    const char *cwd, *plain_cwd;
    int make_cells; /* the command may make namespaces of its own */
    int own_names;  /* /dev/shm and /dev/mqueue, empty; cells have them too */
    int fd[3];      /* stdin, stdout, stderr; -1 is /dev/null */
    int extra_fd[2], extra_at[2];       /* moved to these numbers; -1: none */
    unsigned cpu_s, memory_mb, file_mb; /* limits; 0: none */
};

/* jail_interruptible - from now on SIGINT, SIGTERM and SIGHUP only set
 * jail_interrupted(), so that what is running can be ended and cleaned up. */
void jail_interruptible(void);

/* jail_interrupted - the signal that came, or 0. */
int jail_interrupted(void);

/* jail_seconds - seconds of a clock that nobody sets, for time limits. */
long jail_seconds(void);

/* jail_start - returns the pid, or -1 with errno of fork. */
pid_t jail_start(const struct jail *jail);

/* jail_kill - end it, at whatever moment of its life; it must still be waited
 * for. */
void jail_kill(pid_t pid);

#endif
