/* munmap.c - C046, C048: munmap
 *
 * 中文：munmap 的长度进到整页，地址要对齐；拆过的再拆也是 0。
 * English: munmap rounds the length, not the address; twice is no error.
 *
 * Sources: munmap(2).
 */
#include "fact.h"

static int unmap(char *p, size_t len)
{
    return munmap(p, len) == -1 ? errno : 0;
}

int main(void)
{
    size_t page = page_size();
    char *p = mmap(free_place(), 3 * page, RW, ANON, -1, 0);
    if (p == MAP_FAILED)
        die("mmap");

    int odd = unmap(p + 1, page), zero = unmap(p, 0), part = unmap(p, 100);
    int last = probe_read(p + page - 1), next = probe_read(p + page);
    int twice = unmap(p, page);
    report("C048",
           odd == EINVAL && zero == EINVAL && part == 0 && last == SIGSEGV &&
               next == 0 && twice == 0,
           "100 bytes: page 1 ends with %s, page 2 begins with %s; crooked "
           "address %s, length 0 %s, twice %s",
           sig_name(last), sig_name(next), err_name(odd), err_name(zero),
           err_name(twice));

    char *q = mmap(p, page, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0);
    int again = q == p ? probe_read(p) : -1;
    report("C046", last == SIGSEGV && again == 0,
           "unmapped: %s; after something else is mapped there: %s",
           sig_name(last), sig_name(again));
    return 0;
}
