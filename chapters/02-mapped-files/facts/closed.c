/* closed.c - C026: the descriptor is closed
 *
 * 中文：关掉描述符，映射照样有效。
 * English: a mapping outlives its descriptor.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

int main(void)
{
    int fd = scratch_file(10), other = dup(fd);
    char byte = 0;

    if (other == -1)
        die("dup");
    char *p = map_file(fd, 10, MAP_SHARED);
    if (close(fd) == -1)
        die("close");
    p[0] = 'C';
    if (pread(other, &byte, 1, 0) != 1)
        die("pread");
    report("C026", byte == 'C', "stored after close: the file %s the byte",
           byte == 'C' ? "has" : "lacks");
    return 0;
}
