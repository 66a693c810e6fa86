/* cut.c - M034: checked, then cut
 *
 * 中文：先查大小再读，中间仍可能被截短。
 * English: between the check of the size and the load the file may be cut.
 *
 * Sources: memfd_create(2), ftruncate(2).
 */
#include "fact.h"

int main(void)
{
    size_t page = page_size();
    int fd = memfd_create("probe", MFD_CLOEXEC);

    if (fd == -1 || ftruncate(fd, (off_t)page) == -1)
        die("memfd");
    char *p = mmap(NULL, page, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        die("mmap");
    off_t checked = size_of(fd);
    if (ftruncate(fd, 0) == -1) /* the other process */
        die("ftruncate");
    int sig = probe_read(p);
    report("M034", checked == (off_t)page && sig == SIGBUS,
           "checked: one page; cut; the load %s", sig_name(sig));
    return 0;
}
