/* view.c - read /proc of a student's process */
#include "view.h"
#include "cell.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static FILE *open_proc(pid_t pid, const char *what)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/%s", pid, what);
    return fopen(path, "re");
}

/* Next line of a maps file: 1 read, 0 end. Lines of odd shape are skipped. */
static int next_mapping(FILE *maps, struct view_mapping *m)
{
    char line[4608];
    unsigned major, minor;
    uint64_t ino;

    while (fgets(line, sizeof line, maps))
        if (sscanf(line,
                   "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %x:%x %" SCNu64,
                   &m->start, &m->end, m->perms, &m->offset, &major, &minor,
                   &ino) == 7) {
            m->dev = makedev(major, minor);
            m->ino = (ino_t)ino;
            return 1;
        }
    return 0;
}

int view_mapping_at(pid_t pid, uint64_t addr, struct view_mapping *m)
{
    FILE *maps = open_proc(pid, "maps");
    int found = 0;

    if (!maps)
        return -1;
    while (!found && next_mapping(maps, m))
        found = addr >= m->start && addr < m->end;
    fclose(maps);
    return found;
}

/* Bytes of all mappings together; of one file only, if ino is not 0. */
static long sum_of_mappings(pid_t pid, dev_t dev, ino_t ino)
{
    FILE *maps = open_proc(pid, "maps");
    struct view_mapping m;
    long bytes = 0;

    if (!maps)
        return -1;
    while (next_mapping(maps, &m))
        if (ino == 0 || (m.dev == dev && m.ino == ino))
            bytes += (long)(m.end - m.start);
    fclose(maps);
    return bytes;
}

long view_bytes_mapped(pid_t pid, dev_t dev, ino_t ino)
{
    return sum_of_mappings(pid, dev, ino);
}

long view_address_space(pid_t pid)
{
    return sum_of_mappings(pid, 0, 0);
}

int view_descriptors(pid_t pid, dev_t dev, ino_t ino)
{
    char path[64];
    struct dirent *entry;
    struct stat sb;
    DIR *dir;
    int count = 0;

    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    dir = opendir(path);
    if (!dir)
        return -1;
    while ((entry = readdir(dir)) != NULL)
        if (isdigit((unsigned char)entry->d_name[0]))
            count +=
                ino == 0 || (fstatat(dirfd(dir), entry->d_name, &sb, 0) == 0 &&
                             sb.st_dev == dev && sb.st_ino == ino);
    closedir(dir);
    return count;
}

ssize_t view_read(pid_t pid, uint64_t addr, void *buf, size_t size)
{
    struct iovec here = {buf, size};
    struct iovec there = {(void *)(uintptr_t)addr, size};

    return process_vm_readv(pid, &here, 1, &there, 1, 0);
}

int view_io_calls(pid_t pid, unsigned long *reads, unsigned long *writes)
{
    FILE *io = open_proc(pid, "io");
    char line[128];
    int found = 0;

    if (!io)
        return -1;
    while (fgets(line, sizeof line, io)) {
        found += sscanf(line, "syscr: %lu", reads) == 1;
        found += sscanf(line, "syscw: %lu", writes) == 1;
    }
    fclose(io);
    if (found == 2)
        return 0;
    errno = ENODATA;
    return -1;
}

/* The state letter follows the last ')' of stat: a program's name may hold
 * anything, also blanks and parentheses. */
static int read_state(pid_t pid, char *state)
{
    FILE *file = open_proc(pid, "stat");
    char line[1024], *end;
    size_t n;

    if (!file)
        return -1;
    n = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[n] = '\0';
    end = strrchr(line, ')');
    if (!end || end + 2 >= line + n) {
        errno = ENODATA;
        return -1;
    }
    *state = end[2];
    return 0;
}

int view_children(pid_t pid, pid_t *children, int max)
{
    char what[32];
    FILE *list;
    int n = 0;

    snprintf(what, sizeof what, "task/%d/children", pid);
    list = open_proc(pid, what);
    while (list && n < max && fscanf(list, "%d", &children[n]) == 1)
        n++;
    if (list)
        fclose(list);
    return n;
}

int view_family(pid_t pid, pid_t *family, int max)
{
    int n = view_children(pid, family, max);

    for (int i = 0; i < n; i++)
        n += view_children(family[i], family + n, max - n);
    return n;
}

char view_state(pid_t pid)
{
    char state;

    return read_state(pid, &state) == 0 ? state : 0;
}

/* "NSpid: 812 5 2": one number for each namespace, the innermost last. */
int view_inner_pid(pid_t pid)
{
    FILE *status = open_proc(pid, "status");
    char line[256], *at, *end;
    int inner = 0;

    if (!status)
        return 0;
    while (fgets(line, sizeof line, status)) {
        if (strncmp(line, "NSpid:", 6) != 0)
            continue;
        for (at = line + 6;; at = end) {
            long number = strtol(at, &end, 10);

            if (end == at)
                break;
            inner = (int)number;
        }
    }
    fclose(status);
    return inner;
}

int view_stopped(pid_t pid)
{
    char state = view_state(pid);

    return state == 'T' || state == 't'; /* 't': the same, under ptrace */
}

int view_signals(pid_t pid, struct view_signals *signals)
{
    FILE *status = open_proc(pid, "status");
    char line[256];

    if (!status)
        return -1;
    memset(signals, 0, sizeof *signals);
    while (fgets(line, sizeof line, status)) {
        sscanf(line, "SigBlk: %" SCNx64, &signals->blocked);
        sscanf(line, "SigIgn: %" SCNx64, &signals->ignored);
        sscanf(line, "SigCgt: %" SCNx64, &signals->caught);
    }
    fclose(status);
    return 0;
}

/* Signals it has been sent and not taken, and the times it went to sleep. Those
 * it blocks do not wake it. */
static int read_status(pid_t pid, int *pending, long *naps)
{
    FILE *status = open_proc(pid, "status");
    unsigned long long sent = 0, blocked = 0, set;
    char line[256];

    if (!status)
        return -1;
    *naps = -1;
    while (fgets(line, sizeof line, status)) {
        if (sscanf(line, "SigPnd: %llx", &set) == 1 ||
            sscanf(line, "ShdPnd: %llx", &set) == 1)
            sent |= set;
        sscanf(line, "SigBlk: %llx", &blocked);
        sscanf(line, "voluntary_ctxt_switches: %ld", naps);
    }
    fclose(status);
    *pending = (sent & ~blocked) != 0;
    return 0;
}

int view_deaf(pid_t pid, int signo)
{
    FILE *status = open_proc(pid, "status");
    unsigned long long set, deaf = 0;
    char line[256];

    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "SigBlk: %llx", &set) == 1 ||
            sscanf(line, "SigIgn: %llx", &set) == 1)
            deaf |= set;
    if (status)
        fclose(status);
    return deaf >> (signo - 1) & 1;
}

/* The system call it is in: 1, with its number and arguments; 0 it runs, or has
 * been stopped in its own code ("running", or number -1); -1 errno. */
static int read_syscall(pid_t pid, long *number, uint64_t a[6])
{
    FILE *file = open_proc(pid, "syscall");
    int n;

    if (!file)
        return -1;
    n = fscanf(file,
               "%ld %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64
               " %" SCNx64,
               number, &a[0], &a[1], &a[2], &a[3], &a[4], &a[5]);
    fclose(file);
    return n == 7 && *number >= 0;
}

int view_asleep(pid_t pid, struct view_sleep *sleep)
{
    int pending;

    if (read_status(pid, &pending, &sleep->naps) == -1)
        return -1;
    if (pending || view_state(pid) != 'S')
        return 0;
    return read_syscall(pid, &sleep->call, sleep->argument);
}

int view_call(pid_t pid, struct view_call *c)
{
    uint64_t argument[6];
    long number;
    char *name;
    int in_call;

    memset(c, 0, sizeof *c);
    if (read_state(pid, &c->state) == -1)
        return -1;
    if (strchr("ZX", c->state))
        return 0; /* what has ended is hidden, and does nothing */
    in_call = read_syscall(pid, &number, argument);
    if (in_call != 1)
        return in_call;
    memcpy(c->argument, argument, sizeof argument);
    name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)number);
    snprintf(c->name, sizeof c->name, "%s", name ? name : "?");
    free(name);
    return 0;
}

/* Where the call is hidden, the state alone is worth telling. */
int view_stuck(pid_t pid, char *state, char *call, size_t size)
{
    struct view_call c;

    if (view_call(pid, &c) == -1 && c.state == '\0')
        return -1;
    *state = c.state;
    snprintf(call, size, "%s", c.name);
    return 0;
}

/* How often the process was switched away from; -1 it has ended, -2 it can
 * move. It has not moved between two moments with the same number. */
static long switches_at_rest(pid_t pid)
{
    FILE *file = open_proc(pid, "status");
    char line[256], state = 'X';
    long n, sum = 0;

    while (file && fgets(line, sizeof line, file)) {
        sscanf(line, "State: %c", &state);
        if (sscanf(line, "voluntary_ctxt_switches: %ld", &n) == 1 ||
            sscanf(line, "nonvoluntary_ctxt_switches: %ld", &n) == 1)
            sum += n;
    }
    if (file)
        fclose(file);
    if (strchr("ZX", state))
        return -1;
    return strchr("ST", state) ? sum : -2;
}

static int naps(pid_t pid)
{
    struct view_call c;

    return view_call(pid, &c) == 0 && (strcmp(c.name, "clock_nanosleep") == 0 ||
                                       strcmp(c.name, "nanosleep") == 0);
}

/* Each one asleep when looked at first, and not moved since when looked at
 * again: between the two rounds all were asleep together. */
static int all_at_rest(const pid_t *pid, int n)
{
    long before[VIEW_REST_MAX];
    int napping = 0;

    for (int i = 0; i < n; i++) {
        before[i] = switches_at_rest(pid[i]);
        if (before[i] == -2)
            return 0;
    }
    for (int i = 0; i < n; i++)
        napping += naps(pid[i]);
    for (int i = 0; i < n; i++)
        if (switches_at_rest(pid[i]) != before[i])
            return 0;
    return napping ? VIEW_NAP : VIEW_REST;
}

int view_at_rest(const pid_t *pid, int n, unsigned ms)
{
    const struct timespec pause = {.tv_nsec = 200000};
    int64_t until = now_ms() + ms;
    int rest;

    while ((rest = all_at_rest(pid, n)) == 0 && now_ms() <= until)
        nanosleep(&pause, NULL);
    return rest;
}
