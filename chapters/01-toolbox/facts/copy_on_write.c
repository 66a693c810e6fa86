/* copy_on_write.c - fork copies no page, the first store copies one
 *
 * 中文：fork 之后改 8 页，缺页 8 次；子进程看到的仍是旧内容。
 * English: 8 pages stored to after fork cost 8 faults, and the child still
 *          sees all the old pages.
 *
 * Facts: M045.  Sources: fork(2), getrusage(2).
 */
#include "fact.h"

#include <sys/resource.h>

enum { PAGES = 64, CHANGED = 8 };

static long faults(void)
{
    struct rusage u;

    if (getrusage(RUSAGE_SELF, &u) == -1)
        die("getrusage");
    return u.ru_minflt;
}

int main(void)
{
    size_t page = page_size();
    int go[2], status;
    char c;
    char *p = mmap(NULL, PAGES * page, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED || pipe(go) == -1)
        die("mmap or pipe");
    madvise(p, PAGES * page, MADV_NOHUGEPAGE);
    memset(p, 'A', PAGES * page);
    pid_t pid = fork();
    if (pid == -1)
        die("fork");
    if (pid == 0) {
        int same = read(go[0], &c, 1) == 1;
        for (size_t i = 0; i < PAGES * page; i++)
            same = same && p[i] == 'A';
        _exit(same ? 0 : 1);
    }
    faults(); /* what the call itself touches is copied now */
    long before = faults();
    for (size_t i = 0; i < CHANGED; i++)
        p[i * page] = 'B';
    long copied = faults() - before;
    if (write(go[1], "g", 1) != 1 || waitpid(pid, &status, 0) == -1)
        die("write or waitpid");
    report("M045", status == 0 && copied >= CHANGED && copied < CHANGED + 8,
           "stored to %d of %d pages: %ld faults, the child saw %s", CHANGED,
           PAGES, copied, status == 0 ? "the old pages" : "new bytes");
    return 0;
}
