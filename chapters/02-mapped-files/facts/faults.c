/* faults.c - C002, M036: page faults
 *
 * 中文：每页第一次碰要进内核，第二次不用；MAP_POPULATE 提前做完。
 * English: the first touch of a page enters the kernel; MAP_POPULATE
 *          does it early.
 *
 * Sources: mmap(2), madvise(2), getrusage(2).
 */
#include "fact.h"
#include <sys/resource.h>

enum { PAGES = 1024 };

static char *shared_memory(int flags)
{
    char *p = mmap(NULL, PAGES * page_size(), RW,
                   MAP_SHARED | MAP_ANONYMOUS | flags, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    return p;
}

/* touch - the page faults of one store to each page */
static long touch(char *p)
{
    struct rusage before, after;

    if (getrusage(RUSAGE_SELF, &before) == -1)
        die("getrusage");
    for (size_t i = 0; i < PAGES; i++)
        p[i * page_size()]++;
    if (getrusage(RUSAGE_SELF, &after) == -1)
        die("getrusage");
    return after.ru_minflt - before.ru_minflt;
}

/* dropped - the byte 1, after madvise on its page */
static int dropped(int flags, int advice)
{
    char *p = mmap(NULL, 1, RW, flags | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    p[0] = 1;
    if (madvise(p, page_size(), advice) == -1)
        die("madvise");
    return p[0];
}

int main(void)
{
    char *p = shared_memory(0);

    if (madvise(p, PAGES * page_size(), MADV_NOHUGEPAGE) == -1 &&
        errno != EINVAL)
        die("madvise");
    long first = touch(p), second = touch(p);
    report("C002", first >= PAGES && second < PAGES / 16,
           "%d pages: first touch at least %d faults: %s, second: %s", PAGES,
           PAGES, first >= PAGES ? "yes" : "no",
           second < PAGES / 16 ? "hardly any" : "many");

    long early = touch(shared_memory(MAP_POPULATE));
    int keep = dropped(MAP_SHARED, MADV_DONTNEED);
    int lost = dropped(MAP_PRIVATE, MADV_DONTNEED);
    report("M036", early < PAGES / 16 && keep == 1 && lost == 0,
           "after MAP_POPULATE: %s; after MADV_DONTNEED a shared 1 is %d, a "
           "private one %d",
           early < PAGES / 16 ? "hardly any" : "many", keep, lost);
    return 0;
}
