/* private_edge.c - M060: the edge of a private mapping
 *
 * 中文：私有映射的边界与共享映射相同。
 * English: a private mapping has the same edges as a shared one.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

int main(void)
{
    size_t page = page_size();
    char *p = map_alone(scratch_file(100), 2 * page, MAP_PRIVATE);
    int tail = probe_write(p + 200), load = probe_read(p + page);
    int store = probe_write(p + page), out = probe_read(p + 2 * page);

    report("M060", !tail && load == SIGBUS && store == SIGBUS && out == SIGSEGV,
           "tail %s; past the file: load %s, store %s; past the mapping %s",
           sig_name(tail), sig_name(load), sig_name(store), sig_name(out));
    return 0;
}
