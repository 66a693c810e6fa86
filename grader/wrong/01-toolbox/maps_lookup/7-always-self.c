/* wrong: 不管 pid 是谁，总是打开 /proc/self/maps / opens /proc/self/maps whatever pid is — caught by: maps_lookup.other_process */
#include "maps_lookup.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARK = sizeof " (deleted)" - 1 };

/* open_maps - opens /proc/PID/maps, or returns NULL with errno */
static FILE *open_maps(pid_t pid)
{
    if (pid < 0) {
        errno = EINVAL;
        return NULL;
    }
    if (pid != 0 && kill(pid, 0) == -1 && errno == ESRCH)
        return NULL; /* no such process */
    return fopen("/proc/self/maps", "re");
}

/* field - the next word of a line, and the rest behind it */
static char *field(char **rest)
{
    char *word = *rest + strspn(*rest, " ");

    *rest = word + strcspn(word, " ");
    if (**rest != '\0')
        *(*rest)++ = '\0';
    return word;
}

/* take_apart - what is behind the five fields is the path */
static char *take_apart(char *line, struct map_info *m)
{
    char *rest = line, *range;

    line[strcspn(line, "\n")] = '\0';
    range = field(&rest);
    m->start = strtoull(range, &range, 16);
    m->end = strtoull(range + 1, NULL, 16);
    snprintf(m->perms, sizeof m->perms, "%.4s", field(&rest));
    m->offset = strtoull(field(&rest), NULL, 16);
    field(&rest); /* the device */
    m->inode = strtoull(field(&rest), NULL, 10);
    return rest + strspn(rest, " ");
}

static void copy_path(struct map_info *m, const char *path)
{
    size_t len = strlen(path);

    m->deleted = 0;
    if (len >= MARK && strcmp(path + len - MARK, " (deleted)") == 0) {
        m->deleted = 1;
        len -= MARK;
    }
    if (len >= sizeof m->path)
        len = sizeof m->path - 1;
    memcpy(m->path, path, len);
    m->path[len] = '\0';
}

int maps_find(pid_t pid, uintptr_t addr, struct map_info *out)
{
    struct map_info m;
    char *line = NULL, *path;
    int ret = -1, err;
    size_t size = 0;
    FILE *f;

    if (out == NULL) {
        errno = EINVAL;
        return -1;
    }
    if ((f = open_maps(pid)) == NULL)
        return -1;
    err = ENOENT;
    while (getline(&line, &size, f) > 0) {
        path = take_apart(line, &m);
        if (m.start <= addr && addr < m.end) {
            copy_path(&m, path);
            *out = m;
            ret = 0;
            break;
        }
    }
    if (ferror(f))
        err = errno;
    free(line);
    fclose(f);
    if (ret == -1)
        errno = err;
    return ret;
}

int maps_count(pid_t pid, const char *substr)
{
    struct map_info m;
    char *line = NULL;
    int count = 0, err = 0;
    size_t size = 0;
    FILE *f;

    if (substr == NULL) {
        errno = EINVAL;
        return -1;
    }
    if ((f = open_maps(pid)) == NULL)
        return -1;
    while (getline(&line, &size, f) > 0)
        if (strstr(take_apart(line, &m), substr))
            count++;
    if (ferror(f))
        err = errno;
    free(line);
    fclose(f);
    if (err == 0)
        return count;
    errno = err;
    return -1;
}

int maps_is_shared(const struct map_info *m)
{
    if (m == NULL)
        return 0;
    return m->perms[3] == 's' ? 1 : 0;
}
