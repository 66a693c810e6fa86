/* reserve.c - promise a size, or reserve it
 *
 * 中文：向文件系统要它两倍大小的空间：哪个调用答应，哪个拒绝？
 * English: ask a file system for twice its own size: which call says yes,
 *          and which says no?
 *
 * Book: chapter 2, "growing".  Sources: ftruncate(2), posix_fallocate(3),
 *       statfs(2).
 * Usage: ./reserve   (a nameless file on /dev/shm; nothing is left behind)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static const char *name(int err)
{
    return err == 0 ? "0" : strerrorname_np(err);
}

static const char *size_name(off_t size, off_t all)
{
    if (size == 0)
        return "0";
    return size > all ? "more than there is" : "something that fits";
}

/* report - what the file is now; `all` is the size of its file system. */
static void report(const char *how, int fd, off_t all)
{
    struct stat sb;

    if (fstat(fd, &sb) == -1)
        die("fstat");
    printf("%-16s size: %s, storage: %s\n", how, size_name(sb.st_size, all),
           sb.st_blocks == 0 ? "none" : "reserved");
}

int main(void)
{
    struct statfs fs;
    int fd = open("/dev/shm", O_TMPFILE | O_RDWR, 0600);

    if (fd == -1)
        die("open /dev/shm");
    if (fstatfs(fd, &fs) == -1)
        die("fstatfs");
    off_t all = (off_t)fs.f_blocks * fs.f_bsize;

    // ANCHOR: reserve
    if (ftruncate(fd, 2 * all) == -1)
        die("ftruncate");
    report("ftruncate", fd, all);
    if (ftruncate(fd, 0) == -1)
        die("ftruncate 0");

    errno = 0;
    int err = posix_fallocate(fd, 0, 2 * all);
    printf("posix_fallocate  returns %s, errno is %s\n", name(err),
           name(errno));
    report("... and then", fd, all);

    err = posix_fallocate(fd, 0, 10000);
    printf("10000 bytes      returns %s\n", name(err));
    report("... and then", fd, all);
    // ANCHOR_END: reserve
    return EXIT_SUCCESS;
}
