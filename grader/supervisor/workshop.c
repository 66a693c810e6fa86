/* workshop.c - a temporary folder that a jail may see, and what is built there
 */
#include "workshop.h"
#include "jail.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { COMPILE_SECONDS = 60 };

void workshop_begin(struct workshop *w)
{
    snprintf(w->folder, sizeof w->folder, "/var/tmp/ipc-lab-XXXXXX");
    if (!mkdtemp(w->folder) || chmod(w->folder, 0711) == -1)
        die("/var/tmp 里建不了临时目录：%s",
            "cannot make a folder in /var/tmp: %s", strerror(errno));
}

void workshop_write(const struct workshop *w, const char *name,
                    const char *text, size_t size)
{
    char path[PATH_MAX];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    file = fopen(path, "wxe");
    if (!file || fwrite(text, 1, size, file) != size || fclose(file) != 0)
        die("写不了 %s：%s", "cannot write %s: %s", path, strerror(errno));
    chmod(path, 0644);
}

void workshop_copy(const struct workshop *w, const char *from, const char *name,
                   mode_t mode)
{
    char to[PATH_MAX];
    struct stat sb;
    int in = open(from, O_RDONLY | O_CLOEXEC), out;
    off_t at = 0;

    snprintf(to, sizeof to, "%s/%s", w->folder, name);
    out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (in == -1 || out == -1 || fstat(in, &sb) == -1)
        die("拷贝不了 %s：%s；请运行：make", "cannot copy %s: %s; run: make",
            from, strerror(errno));
    while (at < sb.st_size)
        if (sendfile(out, in, &at, (size_t)(sb.st_size - at)) <= 0)
            die("拷贝不了 %s：%s", "cannot copy %s: %s", from, strerror(errno));
    if (fchmod(out, mode) == -1 || close(out) == -1)
        die("拷贝不了 %s：%s", "cannot copy %s: %s", from, strerror(errno));
    close(in);
}

void workshop_folder(const struct workshop *w, const char *name)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    if (mkdir(path, 0755) == -1 || chmod(path, 0755) == -1)
        die("建不了目录 %s：%s", "cannot make folder %s: %s", path,
            strerror(errno));
}

void workshop_give(const struct workshop *w, const char *name)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    if (geteuid() == 0 && chown(path, jail_owner(), jail_owner()) == -1)
        die("改不了 %s 的属主：%s", "cannot change the owner of %s: %s", path,
            strerror(errno));
}

static int remove_entry(const char *path, const struct stat *sb, int type,
                        struct FTW *ftw)
{
    (void)sb, (void)type, (void)ftw;
    return remove(path);
}

void workshop_end(struct workshop *w)
{
    if (w->folder[0])
        nftw(w->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    w->folder[0] = '\0';
}

int workshop_collect(pid_t pid, int fd, char *text, size_t size, size_t *got)
{
    long deadline = jail_seconds() + COMPILE_SECONDS;
    int status, late = 0;

    *got = 0;
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        char rest[4096];
        ssize_t n;

        if (poll(&p, 1, 1000) <= 0) {
            late = jail_seconds() > deadline || jail_interrupted();
            if (late)
                break;
            continue;
        }
        n = *got < size ? read(fd, text + *got, size - *got)
                        : read(fd, rest, sizeof rest);
        if (n <= 0)
            break;
        *got += *got < size ? (size_t)n : 0;
    }
    if (late)
        jail_kill(pid);
    while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
        ;
    return late ? -1 : status;
}

char *workshop_rename(const char *text, const char *from, const char *to)
{
    size_t from_size = strlen(from), size;
    char *out = NULL;
    FILE *stream = open_memstream(&out, &size);

    while (stream && *text)
        if (strncmp(text, from, from_size) == 0) {
            fputs(to, stream);
            text += from_size;
        } else {
            fputc(*text++, stream);
        }
    if (stream)
        fclose(stream);
    return out;
}
