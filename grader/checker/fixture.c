/* fixture.c - make files for a check, look at them from outside */
#include "fixture.h"
#include "chance.h"
#include "check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_FIXTURES = 64 };

/* Readable for all, owned by root, more than a page long, and present on
 * every machine that can compile C at all. */
static const char foreign_file[] = "/usr/include/stdio.h";

const char *work_folder = "/lab";
const char *disk_file = "/disk/file";
static int open_fds[MAX_FIXTURES], open_count, disk_fd = -1;
static char expected[MAX_FIXTURES][256];
static int expected_count;

static int empty_folder(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    int bad = 0;

    if (!dir)
        return -1;
    while ((entry = readdir(dir)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            bad |= unlinkat(dirfd(dir), entry->d_name, 0) == -1 &&
                   unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR) == -1;
    closedir(dir);
    return bad ? -1 : 0;
}

int work_begin(void)
{
    if (disk_fd == -1)
        disk_fd = open(disk_file, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (disk_fd == -1)
        return -1;
    if (!isolated)
        return empty_folder(work_folder);
    umount2(work_folder, MNT_DETACH); /* fails the first time: nothing there */
    umount2("/dev/shm", MNT_DETACH);
    if (mount("tmpfs", work_folder, "tmpfs", MS_NOSUID | MS_NODEV,
              "size=64m,nr_inodes=512,mode=1777") == -1)
        return -1;
    return mount("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
                 "size=64m,nr_inodes=512,mode=1777");
}

void fixture_expect(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (expected_count == MAX_FIXTURES)
        grader_error("more files than one check may have");
    snprintf(expected[expected_count++], sizeof expected[0], "%s",
             slash ? slash + 1 : path);
}

static int is_expected(const char *name)
{
    for (int i = 0; i < expected_count; i++)
        if (strcmp(expected[i], name) == 0)
            return 1;
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

const char *fixture_stranger(void)
{
    static char name[256];
    struct dirent *entry;
    DIR *dir;

    chmod(work_folder, 01777); /* the student may have closed it to us */
    dir = opendir(work_folder);
    if (!dir)
        grader_error("look into the work folder");
    do
        entry = readdir(dir);
    while (entry && is_expected(entry->d_name));
    if (entry)
        snprintf(name, sizeof name, "%s", entry->d_name);
    closedir(dir);
    return entry ? name : NULL;
}

static struct fixture adopt(const char *path, int fd)
{
    struct fixture f = {.fd = fd};
    struct stat sb;

    if (fstat(fd, &sb) == -1 || open_count == MAX_FIXTURES)
        grader_error("fstat of a fixture");
    open_fds[open_count++] = fd;
    fixture_expect(path);
    snprintf(f.path, sizeof f.path, "%s", path);
    f.size = (size_t)sb.st_size;
    f.dev = sb.st_dev;
    f.ino = sb.st_ino;
    return f;
}

struct fixture fixture_hole(size_t size)
{
    char path[128];
    int fd;

    snprintf(path, sizeof path, "%s/f%08zx.dat", work_folder,
             chance_between(0, 0xffffffff));
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd == -1)
        grader_error("create a fixture");
    if (ftruncate(fd, (off_t)size) == -1)
        grader_error("size a fixture");
    return adopt(path, fd);
}

struct fixture fixture_bytes(const void *bytes, size_t size)
{
    struct fixture f = fixture_hole(size);

    if (pwrite(f.fd, bytes, size, 0) != (ssize_t)size)
        grader_error("fill a fixture");
    return f;
}

const char *fixture_box(const char *options)
{
    static char path[256];

    if (!isolated)
        unsupported("没有命名空间，不能挂一个小的文件系统",
                    "no namespaces, no small file system can be mounted");
    snprintf(path, sizeof path, "%s/box", work_folder);
    if (mkdir(path, 0755) == -1 ||
        mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options) == -1)
        grader_error("mount a small file system");
    fixture_expect(path);
    return path;
}

static void fill_randomly(const struct fixture *f, size_t size)
{
    unsigned char *bytes = malloc(size + 1);

    if (!bytes)
        grader_error("memory for a fixture");
    chance_fill(bytes, size);
    if (pwrite(f->fd, bytes, size, 0) != (ssize_t)size)
        grader_error("fill a fixture");
    free(bytes);
}

struct fixture fixture_random(size_t size)
{
    struct fixture f = fixture_hole(size);

    fill_randomly(&f, size);
    return f;
}

struct fixture fixture_on_disk(size_t size)
{
    const struct timespec long_ago[2] = {{1000000000, 0}, {1000000000, 0}};
    int fd = dup(disk_fd);
    struct fixture f;

    /* Through the descriptor we kept: the name is the student's to spoil. */
    if (fd == -1 || fchmod(fd, 0644) == -1 || ftruncate(fd, 0) == -1 ||
        ftruncate(fd, (off_t)size) == -1)
        grader_error("size the file on disk");
    f = adopt(disk_file, fd);
    fill_randomly(&f, size);
    if (futimens(fd, long_ago) == -1)
        grader_error("set the time of the file on disk");
    return f;
}

struct fixture fixture_foreign(void)
{
    int fd = open(foreign_file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct fixture f;
    struct stat sb;

    if (fd == -1)
        grader_error("open a file of another user");
    f = adopt(foreign_file, fd);
    if (fstat(fd, &sb) == -1 || sb.st_uid == geteuid())
        unsupported("这台机器上没有属于别的用户的文件（不要以 root "
                    "身份、又在没有命名空间的地方评分）",
                    "no file of another user here (do not grade as root "
                    "where there are no namespaces)");
    return f;
}

void fixture_read(const struct fixture *f, size_t offset, void *buf,
                  size_t size)
{
    ssize_t n = pread(f->fd, buf, size, (off_t)offset);

    if (n == -1)
        grader_error("read a fixture");
    memset((char *)buf + n, 0, size - (size_t)n);
}

size_t first_difference(const void *a, const void *b, size_t size)
{
    const unsigned char *x = a, *y = b;
    size_t i = 0;

    while (i < size && x[i] == y[i])
        i++;
    return i;
}

size_t fixture_size(const struct fixture *f)
{
    struct stat sb;

    if (fstat(f->fd, &sb) == -1)
        grader_error("fstat of a fixture");
    return (size_t)sb.st_size;
}

static const char *random_path(const char *prefix)
{
    static char path[160];

    snprintf(path, sizeof path, "%s/%s%08zx", work_folder, prefix,
             chance_between(0, 0xffffffff));
    return path;
}

const char *fixture_missing(void)
{
    return random_path("n");
}

const char *fixture_folder(void)
{
    const char *path = random_path("d");

    if (mkdir(path, 0755) == -1)
        grader_error("make a folder");
    fixture_expect(path);
    return path;
}

int fixture_exists(const char *path)
{
    struct stat sb;

    return lstat(path, &sb) == 0;
}

void fixtures_end(void)
{
    while (open_count > 0)
        close(open_fds[--open_count]);
    expected_count = 0;
}
