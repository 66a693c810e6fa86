/* empty.c - C025, C074, M074: an empty file
 *
 * 中文：空文件可以映射，碰它才是 SIGBUS；文件变长之后就没事了。
 * English: an empty file can be mapped; touching it is SIGBUS until it grows.
 *
 * Sources: mmap(2), ftruncate(2).
 */
#include "fact.h"

int main(void)
{
    size_t page = page_size();
    int fd = scratch_file(0);
    char *p = map_file(fd, page, MAP_SHARED);
    int sig = probe_read(p);

    report("C025", sig == SIGBUS, "mmap ok, first access %s", sig_name(sig));

    char *q = map_file(fd, page, MAP_SHARED | MAP_POPULATE);
    sig = probe_read(q);
    report("M074", sig == SIGBUS, "with MAP_POPULATE: mmap ok, access %s",
           sig_name(sig));

    if (ftruncate(fd, 1) == -1)
        die("ftruncate");
    sig = probe_write(p);
    report("C074", sig == 0, "sized after mmap, then touched: %s",
           sig_name(sig));
    return 0;
}
