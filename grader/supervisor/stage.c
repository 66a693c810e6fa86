/* stage.c - take a student's file in, if it is a plain file */
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* One open, in which the kernel itself refuses every way out of the folder.
 * O_NONBLOCK: a FIFO without a writer must not hold us up. */
static int open_beneath(int folder, const char *name)
{
    struct open_how how = {
        .flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
                   RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };

    return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

static enum stage_result why_not_open(void)
{
    if (errno == ENOENT || errno == ENOTDIR)
        return STAGE_MISSING;
    if (errno == ELOOP || errno == EXDEV)
        return STAGE_LINK;
    if (errno == ENXIO || errno == ENODEV)
        return STAGE_NOT_PLAIN;
    return STAGE_UNREADABLE;
}

static enum stage_result look_at(int fd)
{
    struct stat sb;

    if (fstat(fd, &sb) == -1)
        return STAGE_UNREADABLE;
    if (!S_ISREG(sb.st_mode))
        return STAGE_NOT_PLAIN;
    if (sb.st_nlink > 1)
        return STAGE_SHARED;
    return sb.st_size > STAGE_MAX ? STAGE_TOO_BIG : STAGE_OK;
}

/* The size may change while we read: what counts is what we got. */
static enum stage_result read_all(int fd, char *text, size_t *size)
{
    size_t got = 0;

    for (;;) {
        ssize_t n = read(fd, text + got, STAGE_MAX + 1 - got);

        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            return STAGE_UNREADABLE;
        if (n == 0)
            break;
        got += (size_t)n;
        if (got > STAGE_MAX)
            return STAGE_TOO_BIG;
    }
    text[got] = '\0';
    *size = got;
    return memchr(text, '\0', got) ? STAGE_NUL : STAGE_OK;
}

enum stage_result stage_read(int folder, const char *name, char **text,
                             size_t *size)
{
    int fd = open_beneath(folder, name);
    enum stage_result result;
    int saved;

    *text = NULL;
    *size = 0;
    if (fd == -1)
        return why_not_open();
    result = look_at(fd);
    if (result == STAGE_OK) {
        *text = malloc(STAGE_MAX + 2);
        result = *text ? read_all(fd, *text, size) : STAGE_UNREADABLE;
    }
    saved = errno;
    close(fd);
    errno = saved;
    if (result != STAGE_OK) {
        free(*text);
        *text = NULL;
    }
    return result;
}

const char *stage_words_zh(enum stage_result r)
{
    static const char *const words[] = {
        "",
        "没有这个文件",
        "是符号链接（请交文件本身）",
        "不是普通文件",
        "有别的硬链接（请交一份独立的拷贝）",
        "超过 256 KiB",
        "含有 NUL 字节，不是文本",
        "读不了",
    };

    return words[r];
}

const char *stage_words_en(enum stage_result r)
{
    static const char *const words[] = {
        "does not exist",
        "does not exist",
        "is a symbolic link (hand in the file itself)",
        "is not a plain file",
        "has another hard link (hand in a copy of its own)",
        "is larger than 256 KiB",
        "holds a NUL byte: it is not a text",
        "cannot be read",
    };

    return words[r];
}
