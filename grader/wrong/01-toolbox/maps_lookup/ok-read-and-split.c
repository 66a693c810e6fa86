/* ok: 用 open 和 read 把整个文件读进内存，再用 strtoull 拆开 / reads the whole file with open and read, and takes it apart with strtoull */
#include "maps_lookup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* slurp - the whole text, terminated, to be freed; NULL with errno. */
static char *slurp(const char *name)
{
    size_t size = 0, room = 16384;
    char *text = malloc(room), *more;
    ssize_t n = -1;
    int fd, err;

    if (text == NULL)
        return NULL;
    while ((fd = open(name, O_RDONLY | O_CLOEXEC)) == -1 && errno == EINTR)
        ;
    if (fd == -1) {
        err = errno == ENOENT ? ESRCH : errno;
        free(text);
        errno = err;
        return NULL;
    }
    for (;;) {
        n = read(fd, text + size, room - size - 1);
        if (n == -1 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        size += (size_t)n;
        if (room - size > 4096)
            continue;
        more = realloc(text, room * 2);
        if (more == NULL) {
            n = -1;
            break;
        }
        text = more;
        room *= 2;
    }
    err = errno;
    close(fd);
    if (n == -1) {
        free(text);
        errno = err;
        return NULL;
    }
    text[size] = '\0';
    return text;
}

static char *maps_text(pid_t pid)
{
    char name[64];

    if (pid < 0) {
        errno = EINVAL;
        return NULL;
    }
    if (pid == 0)
        pid = getpid();
    snprintf(name, sizeof name, "/proc/%ld/maps", (long)pid);
    return slurp(name);
}

/* Fields are numbers and words with one separator behind each of them. */
static int split(char *line, struct map_info *m, char **path)
{
    char *at = line;

    memset(m, 0, sizeof *m);
    m->start = (uintptr_t)strtoull(at, &at, 16);
    if (*at++ != '-')
        return -1;
    m->end = (uintptr_t)strtoull(at, &at, 16);
    if (*at++ != ' ' || strlen(at) < 5)
        return -1;
    memcpy(m->perms, at, 4); /* the terminator is there already */
    at += 4;
    m->offset = strtoull(at, &at, 16);
    while (*at == ' ')
        at++;
    at = strchr(at, ' '); /* skip the device */
    if (at == NULL)
        return -1;
    m->inode = strtoull(at, &at, 10);
    at += strspn(at, " ");
    *path = at;
    return 0;
}

static void set_path(struct map_info *m, const char *full)
{
    const char *tail = strrchr(full, ' ');
    int len = (int)strlen(full);

    if (tail != NULL && strcmp(tail, " (deleted)") == 0) {
        m->deleted = 1;
        len = (int)(tail - full);
    }
    snprintf(m->path, sizeof m->path, "%.*s", len, full);
}

int maps_find(pid_t pid, uintptr_t addr, struct map_info *out)
{
    char *text, *rest, *line, *path;
    struct map_info m;
    int err = ENOENT;

    if (out == NULL) {
        errno = EINVAL;
        return -1;
    }
    text = rest = maps_text(pid);
    if (text == NULL)
        return -1;
    while (err == ENOENT && (line = strsep(&rest, "\n")) != NULL) {
        if (*line == '\0')
            continue;
        if (split(line, &m, &path) == -1) {
            err = EPROTO;
        } else if (m.start <= addr && addr < m.end) {
            set_path(&m, path);
            *out = m;
            err = 0;
        }
    }
    free(text);
    if (err == 0)
        return 0;
    errno = err;
    return -1;
}

int maps_count(pid_t pid, const char *substr)
{
    char *text, *rest, *line, *path;
    struct map_info m;
    int count = 0;

    if (substr == NULL) {
        errno = EINVAL;
        return -1;
    }
    text = rest = maps_text(pid);
    if (text == NULL)
        return -1;
    while ((line = strsep(&rest, "\n")) != NULL) {
        if (*line == '\0')
            continue;
        if (split(line, &m, &path) == -1) {
            free(text);
            errno = EPROTO;
            return -1;
        }
        count += strstr(path, substr) != NULL;
    }
    free(text);
    return count;
}

int maps_is_shared(const struct map_info *m)
{
    return m ? m->perms[3] == 's' : 0;
}
