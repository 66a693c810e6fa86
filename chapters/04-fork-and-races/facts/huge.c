/* huge.c - what a store after fork copies of a transparent huge page
 *
 * 中文：fork 之后往透明大页里写一个字节：复制一小页，大页被拆散。
 * English: one byte stored into a transparent huge page after fork: one small
 *          page is copied, and the huge page is broken apart.
 *
 * Facts: M114.  Sources: madvise(2), proc(5).
 */
#include "fact.h"

#include <stdint.h>

enum { HUGE = 2 << 20 };

/* field - KiB in one field of /proc/self/smaps, for the mapping with p. */
static long field(const char *name, const char *p)
{
    FILE *f = fopen("/proc/self/smaps", "r");
    char line[512], key[64];
    uintmax_t start, end;
    long kb, found = -1;
    int here = 0;

    if (f == NULL)
        die("/proc/self/smaps");
    while (fgets(line, sizeof line, f) != NULL) {
        if (sscanf(line, "%jx-%jx", &start, &end) == 2 && strchr(line, '-'))
            here = (uintptr_t)p >= start && (uintptr_t)p < end;
        else if (here && sscanf(line, "%63[^:]: %ld", key, &kb) == 2 &&
                 strcmp(key, name) == 0)
            found = kb;
    }
    fclose(f);
    return found;
}

/* huge_page - an aligned piece with no neighbour to be joined to. */
static char *huge_page(void)
{
    char *room = mmap(NULL, 4L * HUGE, PROT_NONE, ANON, -1, 0);

    if (room == MAP_FAILED)
        die("mmap room");
    uintptr_t at = ((uintptr_t)room + 2L * HUGE) / HUGE * HUGE;
    char *p = mmap((void *)at, HUGE, RW, ANON | MAP_FIXED, -1, 0);
    if (p == MAP_FAILED)
        die("mmap");
    madvise(p, HUGE, MADV_HUGEPAGE); /* if the kernel has them */
    memset(p, 'A', HUGE);
    return p;
}

int main(void)
{
    int go[2];
    char c;
    char *p = huge_page();

    if (field("AnonHugePages", p) != HUGE / 1024) {
        skip("M114", "no transparent huge page to be had here");
        return 0;
    }
    if (pipe(go) == -1)
        die("pipe");
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0)
        _exit(read(go[0], &c, 1) != 1);
    p[0] = 'B';
    long own = field("Private_Dirty", p), huge = field("AnonHugePages", p);
    if (write(go[1], "", 1) != 1 || waitpid(pid, NULL, 0) == -1)
        die("write or waitpid");
    report("M114", own == (long)page_size() / 1024 && huge == 0,
           "one store into a huge page of %d KiB after fork: %ld KiB copied, "
           "%ld KiB still huge",
           HUGE / 1024, own, huge);
    return 0;
}
