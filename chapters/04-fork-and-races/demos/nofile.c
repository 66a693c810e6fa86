/* nofile.c - which calls give memory without a file?
 *
 * 中文：没有文件，mmap 的后两个参数该怎样写？写错了又怎样？
 * English: without a file, how do the last parameters of mmap look? And what
 *          if they are wrong?
 *
 * Book: chapter 4, "no-file".  Sources: mmap(2), zero(4), proc(5).
 * Usage: ./nofile
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RW = PROT_READ | PROT_WRITE };

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static int open_zero(int mode)
{
    int fd = open("/dev/zero", mode | O_CLOEXEC);

    if (fd == -1)
        die("open /dev/zero");
    return fd;
}

/* descriptors - how many are open in this process. */
static int descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int n = 0;

    if (dir == NULL)
        die("opendir");
    while (readdir(dir) != NULL)
        n++;
    if (closedir(dir) == -1)
        die("closedir");
    return n - 3; /* ".", ".." and dir itself */
}

/* show_line - the end of the line in /proc/self/maps that begins at p. */
static void show_line(const void *p)
{
    FILE *f = fopen("/proc/self/maps", "r");
    char line[512];
    unsigned long start;
    int at;

    if (f == NULL)
        die("/proc/self/maps");
    while (fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%lx-%*x %n", &start, &at) == 1 &&
            start == (uintptr_t)p)
            printf("in maps: %.4s ... %s", line + at, strchr(line, '/'));
    fclose(f);
}

static void *attempt(const char *label, int flags, int fd)
{
    void *p = mmap(NULL, 1, RW, flags, fd, 0);

    printf("%-42s %s\n", label,
           p == MAP_FAILED ? strerrorname_np(errno) : "ok");
    return p;
}

// ANCHOR: calls
static void *calls(void)
{
    int anon = MAP_ANONYMOUS, both = MAP_SHARED | MAP_PRIVATE;
    int zero = open_zero(O_RDWR), zero_ro = open_zero(O_RDONLY);
    int had = descriptors();

    void *p = attempt("SHARED | ANONYMOUS, -1", MAP_SHARED | anon, -1);
    attempt("PRIVATE | ANONYMOUS, -1", MAP_PRIVATE | anon, -1);
    attempt("ANONYMOUS, -1", anon, -1);
    attempt("SHARED | PRIVATE | ANONYMOUS, -1", both | anon, -1);
    attempt("SHARED, -1", MAP_SHARED, -1);
    attempt("SHARED | ANONYMOUS, 0", MAP_SHARED | anon, 0);
    attempt("SHARED, /dev/zero opened O_RDWR", MAP_SHARED, zero);
    attempt("SHARED, /dev/zero opened O_RDONLY", MAP_SHARED, zero_ro);
    printf("descriptors more than before: %d\n", descriptors() - had);
    return p;
}
// ANCHOR_END: calls

int main(void)
{
    void *p = calls();

    if (p != MAP_FAILED)
        show_line(p);
    return EXIT_SUCCESS;
}
