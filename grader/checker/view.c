/* view.c - read /proc of a student's process */
#include "view.h"

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

long view_bytes_mapped(pid_t pid, dev_t dev, ino_t ino)
{
    FILE *maps = open_proc(pid, "maps");
    struct view_mapping m;
    long bytes = 0;

    if (!maps)
        return -1;
    while (next_mapping(maps, &m))
        if (m.dev == dev && m.ino == ino)
            bytes += (long)(m.end - m.start);
    fclose(maps);
    return bytes;
}

long view_address_space(pid_t pid)
{
    FILE *maps = open_proc(pid, "maps");
    struct view_mapping m;
    long bytes = 0;

    if (!maps)
        return -1;
    while (next_mapping(maps, &m))
        bytes += (long)(m.end - m.start);
    fclose(maps);
    return bytes;
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

/* Signals it has been sent and not taken, and the times it went to sleep. */
static int read_status(pid_t pid, int *pending, long *naps)
{
    FILE *status = open_proc(pid, "status");
    unsigned long long set;
    char line[256];

    if (!status)
        return -1;
    *pending = 0;
    *naps = -1;
    while (fgets(line, sizeof line, status)) {
        if (sscanf(line, "SigPnd: %llx", &set) == 1 ||
            sscanf(line, "ShdPnd: %llx", &set) == 1)
            *pending |= set != 0;
        sscanf(line, "voluntary_ctxt_switches: %ld", naps);
    }
    fclose(status);
    return 0;
}

int view_asleep(pid_t pid, struct view_sleep *sleep)
{
    int pending, got;
    FILE *file;

    if (read_status(pid, &pending, &sleep->naps) == -1)
        return -1;
    if (pending || view_state(pid) != 'S')
        return 0;
    file = open_proc(pid, "syscall");
    if (!file)
        return -1;
    got = fscanf(file,
                 "%ld %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64
                 " %" SCNx64,
                 &sleep->call, &sleep->argument[0], &sleep->argument[1],
                 &sleep->argument[2], &sleep->argument[3], &sleep->argument[4],
                 &sleep->argument[5]);
    fclose(file);
    return got == 7; /* "running" has no number */
}

int view_stuck(pid_t pid, char *state, char *call, size_t size)
{
    FILE *file;
    long number = -1;
    char *name;

    call[0] = '\0';
    if (read_state(pid, state) == -1)
        return -1;
    file = open_proc(pid, "syscall");
    if (!file)
        return 0; /* the state alone is worth telling */
    if (fscanf(file, "%ld", &number) != 1)
        number = -1; /* "running" */
    fclose(file);
    if (number < 0)
        return 0;
    name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)number);
    snprintf(call, size, "%s", name ? name : "?");
    free(name);
    return 0;
}
