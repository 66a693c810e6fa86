/* rss.c - shared memory has a line of its own in /proc/PID/status
 *
 * 中文：碰过的共享页算在 RssShmem 里；没碰过的不算。
 * English: shared pages that were touched count as RssShmem, untouched ones
 *          do not.
 *
 * Facts: M044.  Sources: proc(5), which calls the numbers inaccurate; so we
 *        leave them some room.
 */
#include "fact.h"

enum { MIB = 1 << 20, SIZE = 32 * MIB };

static long rss_shmem(void) /* in KiB, -1 if there is no such line */
{
    FILE *f = fopen("/proc/self/status", "r");
    char line[256];
    long kb = -1;

    if (f == NULL)
        die("/proc/self/status");
    while (fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "RssShmem: %ld", &kb) == 1)
            break;
    fclose(f);
    return kb;
}

int main(void)
{
    char *p = mmap(NULL, SIZE, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    long mapped = rss_shmem();
    memset(p, 1, SIZE);
    long touched = rss_shmem();
    if (mapped == -1)
        skip("M044", "no RssShmem line here");
    else
        report("M044", mapped < 4096 && touched - mapped > 28 * 1024,
               "32 MiB of shared memory: mapped %ld MiB, touched %ld MiB "
               "in RssShmem",
               mapped / 1024, (touched + 512) / 1024);
    return 0;
}
