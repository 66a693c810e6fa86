/* ok: 用 fscanf 读字段，路径一个字节一个字节地读到换行；两个函数共用一次扫描 / fscanf reads the fields, getc the path up to the newline; one scan serves both functions */
#include "maps_lookup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Called with every line; anything but 0 ends the scan and is its result. */
typedef int visitor(const struct map_info *m, const char *path, void *data);

static int fail(int err)
{
    errno = err;
    return -1;
}

/* rest_of_line - into *text, which grows; its length, or -1 with errno. */
static ssize_t rest_of_line(FILE *f, char **text, size_t *room)
{
    size_t len = 0;
    int c = getc(f);

    while (c == ' ')
        c = getc(f);
    for (;; c = getc(f)) {
        if (len + 1 >= *room) {
            char *more = realloc(*text, *room + 512);

            if (more == NULL)
                return -1;
            *text = more;
            *room += 512;
        }
        if (c == '\n' || c == EOF)
            break;
        (*text)[len++] = (char)c;
    }
    (*text)[len] = '\0';
    return ferror(f) ? -1 : (ssize_t)len;
}

static int scan(pid_t pid, visitor *visit, void *data)
{
    char name[40], *path = NULL;
    size_t room = 0;
    int ret = 0, err;
    FILE *f;

    if (pid < 0)
        return fail(EINVAL);
    if (pid == 0 || pid == getpid())
        strcpy(name, "/proc/self/maps");
    else
        sprintf(name, "/proc/%d/maps", pid);
    while ((f = fopen(name, "r")) == NULL)
        if (errno != EINTR)
            return errno == ENOENT ? fail(ESRCH) : -1;

    while (ret == 0) {
        unsigned long start, end, offset, inode;
        struct map_info m;
        int fields;

        memset(&m, 0, sizeof m);
        fields = fscanf(f, "%lx-%lx %4s %lx %*s %lu", &start, &end, m.perms,
                        &offset, &inode);
        if (fields == EOF) {
            ret = ferror(f) ? -1 : 0;
            break;
        }
        if (fields != 5) {
            ret = fail(EPROTO);
            break;
        }
        m.start = start;
        m.end = end;
        m.offset = offset;
        m.inode = inode;
        if (rest_of_line(f, &path, &room) == -1)
            ret = -1;
        else
            ret = visit(&m, path, data);
    }
    err = errno;
    free(path);
    fclose(f);
    errno = err;
    return ret;
}

struct wanted {
    uintptr_t addr;
    struct map_info *out;
};

static int copy_if_inside(const struct map_info *m, const char *path,
                          void *data)
{
    const struct wanted *wanted = data;
    size_t len = strlen(path);
    int deleted = 0;

    if (wanted->addr < m->start || wanted->addr > m->end - 1)
        return 0;
    if (len >= 10 && memcmp(path + len - 10, " (deleted)", 10) == 0) {
        deleted = 1;
        len -= 10;
    }
    if (len > 255)
        len = 255;
    *wanted->out = *m;
    memcpy(wanted->out->path, path, len);
    wanted->out->path[len] = '\0';
    wanted->out->deleted = deleted;
    return 1;
}

int maps_find(pid_t pid, uintptr_t addr, struct map_info *out)
{
    struct wanted wanted = {addr, out};

    if (out == NULL)
        return fail(EINVAL);
    switch (scan(pid, copy_if_inside, &wanted)) {
    case 1:
        return 0;
    case 0:
        return fail(ENOENT);
    default:
        return -1;
    }
}

struct tally {
    const char *substr;
    int lines;
};

static int add_if_named(const struct map_info *m, const char *path, void *data)
{
    struct tally *tally = data;

    (void)m;
    if (strstr(path, tally->substr))
        tally->lines++;
    return 0;
}

int maps_count(pid_t pid, const char *substr)
{
    struct tally tally = {substr, 0};

    if (substr == NULL)
        return fail(EINVAL);
    return scan(pid, add_if_named, &tally) == -1 ? -1 : tally.lines;
}

int maps_is_shared(const struct map_info *m)
{
    if (m == NULL)
        return 0;
    return strchr(m->perms, 's') != NULL;
}
