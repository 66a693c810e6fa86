/* sealed.c - M046, M073: mseal and MADV_POPULATE_WRITE
 *
 * 中文：用 mseal 封住的映射拆不掉、改不了保护，但照样能读写。
 * English: a mapping sealed by mseal stays, keeps its protection, and works.
 *
 * Sources: madvise(2), mseal in the kernel documentation.
 */
#include "fact.h"
#include <sys/syscall.h>

#ifndef SYS_mseal
#define SYS_mseal 462 /* the same number on every architecture */
#endif

int main(void)
{
    size_t page = page_size();
    char *p = mmap(NULL, page, RW, ANON, -1, 0);

    if (p == MAP_FAILED)
        die("mmap");
    int pop = madvise(p, page, MADV_POPULATE_WRITE) == -1 ? errno : 0;
    if (syscall(SYS_mseal, p, page, 0) == -1) {
        const char *why = err_name(errno);
        skip("M046", "mseal, Linux 6.10: %s", why);
        skip("M073", "mseal, Linux 6.10: %s", why);
        return 0;
    }
    int gone = munmap(p, page) == -1 ? errno : 0;
    report("M046", gone == EPERM && pop == 0,
           "munmap of a sealed mapping %s; MADV_POPULATE_WRITE %s",
           err_name(gone), err_name(pop));

    int prot = mprotect(p, page, PROT_READ) == -1 ? errno : 0;
    int fixed =
        mmap(p, page, RW, ANON | MAP_FIXED, -1, 0) == MAP_FAILED ? errno : 0;
    int sig = probe_write(p);
    report("M073", prot == EPERM && fixed == EPERM && sig == 0,
           "mprotect %s, MAP_FIXED over it %s, a store %s", err_name(prot),
           err_name(fixed), sig_name(sig));
    return 0;
}
