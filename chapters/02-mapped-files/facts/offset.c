/* offset.c - C012: the offset
 *
 * 中文：偏移不是页大小的整数倍，就是 EINVAL。
 * English: an offset that is no multiple of the page size is EINVAL.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

static int map_from(int fd, off_t off)
{
    void *p = mmap(NULL, 10, PROT_READ, MAP_SHARED, fd, off);

    return p == MAP_FAILED ? errno : 0;
}

int main(void)
{
    off_t page = (off_t)page_size();
    int fd = scratch_file(3 * page);
    int odd = map_from(fd, 100), half = map_from(fd, page / 2);
    int whole = map_from(fd, page);

    report("C012", odd == EINVAL && half == EINVAL && whole == 0,
           "offset 100 %s, half a page %s, one page %s", err_name(odd),
           err_name(half), err_name(whole));
    return 0;
}
