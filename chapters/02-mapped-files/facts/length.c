/* length.c - C010, C011, C041: the length and the page
 *
 * 中文：长度为 0 是 EINVAL；别的长度都行，但总是整页整页地映射。
 * English: length 0 is EINVAL; any other will do, and whole pages come.
 *
 * Sources: mmap(2), sysconf(3).
 */
#include "fact.h"

static int map_nothing(int flags, int fd)
{
    void *p = mmap(NULL, 0, PROT_READ, flags, fd, 0);

    return p == MAP_FAILED ? errno : 0;
}

int main(void)
{
    size_t page = page_size();
    int fd = scratch_file((off_t)page);
    int file = map_nothing(MAP_SHARED, fd), anon = map_nothing(ANON, -1);

    report("C010", file == EINVAL && anon == EINVAL,
           "length 0: a file %s, anonymous %s", err_name(file), err_name(anon));

    char *p = map_alone(fd, 1, MAP_SHARED);
    int last = probe_write(p + page - 1), next = probe_write(p + page);
    report("C011", last == 0 && next == SIGSEGV,
           "length 1: the last byte of the page %s, the next page %s",
           sig_name(last), sig_name(next));

    long asked = sysconf(_SC_PAGESIZE);
    report("C041",
           asked > 0 && asked == getpagesize() && !(asked & (asked - 1)),
           "sysconf(_SC_PAGESIZE) says %ld", asked);
    return 0;
}
