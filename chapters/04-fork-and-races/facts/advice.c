/* advice.c - pages that fork leaves out, or wipes
 *
 * 中文：MADV_DONTFORK 的页孩子没有；MADV_WIPEONFORK 的页孩子读到零。
 * English: a child has no page advised MADV_DONTFORK, and zeros in one
 *          advised MADV_WIPEONFORK.
 *
 * Facts: M006, M110.  Sources: madvise(2).
 */
#include "fact.h"

static char *page_with_k(int flags)
{
    char *p = mmap(NULL, 1, RW, flags, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    *p = 'k';
    return p;
}

static void tell(void *p)
{
    _exit(*(volatile char *)p);
}

int main(void)
{
    char *dont = page_with_k(MAP_SHARED | MAP_ANONYMOUS);
    char *wipe = page_with_k(ANON);
    char *common = page_with_k(MAP_SHARED | MAP_ANONYMOUS);

    if (madvise(dont, 1, MADV_DONTFORK) == -1 ||
        madvise(wipe, 1, MADV_WIPEONFORK) == -1)
        die("madvise");
    int left_out = died_of(run_child(tell, dont));
    int wiped = run_child(tell, wipe);
    report("M006",
           left_out == SIGSEGV && *dont == 'k' && WIFEXITED(wiped) &&
               WEXITSTATUS(wiped) == 0 && *wipe == 'k',
           "the child's access to a DONTFORK page: %s; its byte of a "
           "WIPEONFORK page: %d; the parent keeps '%c' and '%c'",
           sig_name(left_out), WEXITSTATUS(wiped), *dont, *wipe);
    int error = madvise(common, 1, MADV_WIPEONFORK) == -1 ? errno : 0;
    report("M110", error == EINVAL, "MADV_WIPEONFORK of a shared page: %s",
           err_name(error));
    return 0;
}
