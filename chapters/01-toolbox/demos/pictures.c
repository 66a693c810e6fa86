/* pictures.c - count whose page is whose: private, copied on write, shared
 *
 * 中文：fork 之后，一段内存里有几页是自己的，几页是两个进程合用的？
 * English: after fork, how many pages of a region are a process's own, and
 *          how many does it have in common with its parent?
 *
 * Book: chapter 1, "pages" and "maps".  Sources: proc(5), fork(2).
 * Usage: ./pictures
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGES = 16, RW = PROT_READ | PROT_WRITE };

static size_t page;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* alone - PAGES pages with a forbidden page on each side, so that the kernel
 * cannot join them to a neighbour: smaps then shows them by themselves. */
static char *alone(int flag)
{
    char *room = mmap(NULL, (PAGES + 2) * page, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (room == MAP_FAILED)
        die("mmap room");
    char *p = mmap(room + page, PAGES * page, RW,
                   flag | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (p == MAP_FAILED)
        die("mmap");
    if (madvise(p, PAGES * page, MADV_NOHUGEPAGE) == -1)
        die("madvise");
    return p;
}

// ANCHOR: report
/* report - what /proc/self/smaps says about the mapping at p, in pages. */
static void report(const char *label, const char *p)
{
    FILE *f = fopen("/proc/self/smaps", "r");
    char line[512], key[64];
    unsigned long start, kb;
    unsigned long rss = 0, pss = 0, own = 0, common = 0;
    int here = 0;

    if (f == NULL)
        die("/proc/self/smaps");
    while (fgets(line, sizeof line, f) != NULL) {
        if (sscanf(line, "%lx-%*x", &start) == 1 && strchr(line, '-'))
            here = start == (uintptr_t)p;
        else if (here && sscanf(line, "%63[^:]: %lu", key, &kb) == 2) {
            rss += strcmp(key, "Rss") == 0 ? kb : 0;
            pss += strcmp(key, "Pss") == 0 ? kb : 0;
            own += strncmp(key, "Private_", 8) == 0 ? kb : 0;
            common += strncmp(key, "Shared_", 7) == 0 ? kb : 0;
        }
    }
    fclose(f);
    unsigned long k = page / 1024;
    printf("%-28s %3lu %7lu %6lu %3lu\n", label, rss / k, own / k, common / k,
           pss / k);
}
// ANCHOR_END: report

// ANCHOR: child
static void child(char *before, char *touched, char *shared)
{
    char *after = alone(MAP_PRIVATE);

    memset(after, 'c', PAGES * page);
    for (size_t i = 0; i < 4; i++)
        touched[i * page] = 'c';
    memset(shared, 'c', PAGES * page);

    printf("in the child, in pages       Rss Private Shared Pss\n");
    report("made after fork", after);
    report("made before, not touched", before);
    report("made before, 4 stored to", touched);
    report("MAP_SHARED, 16 stored to", shared);
    fflush(stdout);
    _exit(0);
}
// ANCHOR_END: child

int main(void)
{
    page = (size_t)sysconf(_SC_PAGESIZE);
    char *before = alone(MAP_PRIVATE);
    char *touched = alone(MAP_PRIVATE);
    char *shared = alone(MAP_SHARED);

    memset(before, 'p', PAGES * page);
    memset(touched, 'p', PAGES * page);
    memset(shared, 'p', PAGES * page);

    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0)
        child(before, touched, shared);
    if (waitpid(pid, NULL, 0) == -1)
        die("waitpid");
    printf("the parent still reads '%c' in page 0 of the third region\n",
           touched[0]);
    return EXIT_SUCCESS;
}
