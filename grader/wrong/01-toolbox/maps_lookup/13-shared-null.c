/* wrong: maps_is_shared 没有检查 NULL / maps_is_shared does not test for NULL — caught by: maps_lookup.shared_flag */
#include "maps_lookup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FILE *open_maps(pid_t pid)
{
    char name[64];
    FILE *f;

    if (pid < 0) {
        errno = EINVAL;
        return NULL;
    }
    if (pid == 0)
        pid = getpid();
    snprintf(name, sizeof name, "/proc/%d/maps", (int)pid);
    f = fopen(name, "re");
    if (f == NULL && errno == ENOENT)
        errno = ESRCH;
    return f;
}

static int parse(char *line, struct map_info *m, char **path)
{
    int used = 0;

    memset(m, 0, sizeof *m);
    line[strcspn(line, "\n")] = '\0';
    if (sscanf(line, "%lx-%lx %4s %lx %*s %lu %n", &m->start, &m->end, m->perms,
               &m->offset, &m->inode, &used) != 5) {
        errno = EPROTO;
        return -1;
    }
    *path = line + used;
    return 0;
}

static void set_path(struct map_info *m, char *path)
{
    char *tail = strrchr(path, ' ');

    if (tail != NULL && strcmp(tail, " (deleted)") == 0) {
        *tail = '\0';
        m->deleted = 1;
    }
    snprintf(m->path, sizeof m->path, "%.255s", path);
}

/* close the file, free the line, and keep the reason */
static int done(FILE *f, char *line, int ret, int err)
{
    fclose(f);
    free(line);
    errno = err;
    return ret;
}

int maps_find(pid_t pid, uintptr_t addr, struct map_info *out)
{
    struct map_info m;
    char *line = NULL, *path;
    size_t size = 0;
    FILE *f;

    if (out == NULL) {
        errno = EINVAL;
        return -1;
    }
    f = open_maps(pid);
    if (f == NULL)
        return -1;
    errno = 0;
    while (getline(&line, &size, f) != -1) {
        if (parse(line, &m, &path) == -1)
            return done(f, line, -1, errno);
        if (addr >= m.start && addr < m.end) {
            set_path(&m, path);
            *out = m;
            return done(f, line, 0, 0);
        }
    }
    return done(f, line, -1, errno != 0 ? errno : ENOENT);
}

int maps_count(pid_t pid, const char *substr)
{
    struct map_info m;
    char *line = NULL, *path;
    size_t size = 0;
    int n = 0;
    FILE *f;

    if (substr == NULL) {
        errno = EINVAL;
        return -1;
    }
    f = open_maps(pid);
    if (f == NULL)
        return -1;
    errno = 0;
    while (getline(&line, &size, f) != -1) {
        if (parse(line, &m, &path) == -1)
            return done(f, line, -1, errno);
        if (strstr(path, substr) != NULL)
            n++;
    }
    return done(f, line, errno != 0 ? -1 : n, errno);
}

int maps_is_shared(const struct map_info *m)
{
    return m->perms[3] == 's';
}
