/* anonymous.c - shared memory without a file, and the calls that fail
 *
 * 中文：不用文件也能映射；标志、描述符写错时各得到什么；/dev/zero 的规矩。
 * English: a mapping needs no file; what wrong flags and descriptors give;
 *          the rules of /dev/zero.
 *
 * Facts: C007, C022, C024, M102, M103, M104.  Sources: mmap(2), zero(4).
 */
#include "fact.h"

#include <dirent.h>

static void *try(int flags, int fd, int *error)
{
    errno = 0;
    void *p = mmap(NULL, 1, RW, flags, fd, 0);
    *error = p == MAP_FAILED ? errno : 0;
    return p;
}

static int descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int n = 0;

    if (dir == NULL)
        die("/proc/self/fd");
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    return n;
}

static void put_z(void *p)
{
    *(char *)p = 'z';
}

static void ask_anonymous(void)
{
    int anon = MAP_ANONYMOUS, both = MAP_SHARED | MAP_PRIVATE;
    int ok, neither, too_many, forgot, closed, before = descriptors();
    char *p = try(MAP_SHARED | anon, -1, &ok);

    if (ok != 0)
        die("mmap");
    int status = run_child(put_z, p);
    report("C007", status == 0 && *p == 'z',
           "shared mapping with fd -1 and no file: %s", err_name(ok));
    report("C022", status == 0 && *p == 'z',
           "an anonymous mapping is shared with a child: '%c'", *p);
    try(anon, -1, &neither);
    try(both | anon, -1, &too_many);
    try(MAP_SHARED, -1, &forgot);
    report("M102", neither == EINVAL && too_many == EINVAL && forgot == EBADF,
           "anonymous, neither flag: %s, both: %s; MAP_SHARED with fd -1: %s",
           err_name(neither), err_name(too_many), err_name(forgot));
    try(MAP_SHARED | anon, 9999, &closed);
    int after = descriptors();
    report("M103", closed == 0 && before == after,
           "MAP_ANONYMOUS with fd 9999: %s; descriptors %+d", err_name(closed),
           after - before);
}

static void ask_zero(void)
{
    int refused, a, b;
    int rw = open("/dev/zero", O_RDWR), ro = open("/dev/zero", O_RDONLY);

    if (rw == -1 || ro == -1)
        die("/dev/zero");
    char *p = try(MAP_SHARED, rw, &a), *q = try(MAP_SHARED, rw, &b);
    if (a != 0 || b != 0)
        die("mmap /dev/zero");
    int status = run_child(put_z, p);
    report("C024", status == 0 && *p == 'z' && *q == 0,
           "/dev/zero mapped before fork: parent reads '%c'; mapped a second "
           "time: %d",
           *p, *q);
    try(MAP_SHARED, ro, &refused);
    report("M104", refused == EACCES,
           "/dev/zero opened O_RDONLY, mapped shared for writing: %s",
           err_name(refused));
}

int main(void)
{
    ask_anonymous();
    ask_zero();
    return 0;
}
