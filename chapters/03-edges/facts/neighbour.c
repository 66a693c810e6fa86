/* neighbour.c - C029b: a neighbour
 *
 * 中文：隔壁住着别的映射时，越界没有信号。
 * English: past a mapping there is no signal when another one lives there.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

int main(void)
{
    size_t page = page_size();
    char *p = map_alone(scratch_file(1), 1, MAP_SHARED);
    int alone = probe_write(p + page);
    char *q = mmap(p + page, page, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0);

    if (q != p + page)
        die("mmap neighbour");
    int beside = probe_write(p + page);
    report("C029b", alone == SIGSEGV && beside == 0,
           "one page on: nobody there %s, a neighbour %s", sig_name(alone),
           sig_name(beside));
    return 0;
}
