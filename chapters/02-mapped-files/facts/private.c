/* private.c - C032, C033, C047: private stores
 *
 * 中文：私有映射：只有自己看得见；一页一页地复制；拆掉就没了。
 * English: a private mapping: seen by nobody, copied by pages, gone
 *          with munmap.
 *
 * Sources: mmap(2), munmap(2).
 */
#include "fact.h"

int main(void)
{
    size_t page = page_size();
    int fd = scratch_file((off_t)(2 * page));
    char *mine = map_file(fd, 2 * page, MAP_PRIVATE);
    char *other = map_file(fd, 2 * page, MAP_PRIVATE);
    char byte;

    mine[0] = 'A';
    if (pread(fd, &byte, 1, 0) != 1)
        die("pread");
    report("C032", mine[0] == 'A' && other[0] == 0 && byte == 0,
           "stored 'A': my view '%c', another mapping %d, the file %d", mine[0],
           other[0], byte);

    if (pwrite(fd, "1", 1, 0) != 1 || pwrite(fd, "2", 1, (off_t)page) != 1)
        die("pwrite");
    report("C033", mine[0] == 'A' && mine[page] == '2',
           "after pwrite to both: my copied page '%c', my other page '%c'",
           mine[0], mine[page]);

    if (munmap(mine, 2 * page) == -1)
        die("munmap");
    mine = map_file(fd, page, MAP_PRIVATE);
    report("C047", mine[0] == '1', "unmapped and mapped again: '%c'", mine[0]);
    return 0;
}
