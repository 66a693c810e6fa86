/* rule.c - C027, C028, C029, T001: the rule of this chapter
 *
 * 中文：先问映射，再问文件，都进到整页：117 格一条规则。
 * English: the mapping first, then the file, both in whole pages: one rule
 *          for 117 cells.
 *
 * Sources: mmap(2).
 */
#include "fact.h"

/* expected - the rule in one line */
static int expected(size_t file, size_t map, size_t off)
{
    size_t page = page_size();
    size_t file_end = (file + page - 1) / page * page;
    size_t map_end = (map + page - 1) / page * page;

    return off >= map_end ? SIGSEGV : off >= file_end ? SIGBUS : 0;
}

/* wrong_cells - how many offsets of one pair break the rule */
static int wrong_cells(size_t file, size_t map)
{
    const size_t offs[] = {0,    1,     4095,  4096,  4999,  5000, 8191,
                           8192, 12287, 12288, 14999, 16383, 16384};
    int fd = scratch_file((off_t)file), wrong = 0;
    char *p = map_alone(fd, map, MAP_SHARED);

    for (size_t i = 0; i < sizeof offs / sizeof *offs; i++) {
        int want = expected(file, map, offs[i]);
        wrong += probe_read(p + offs[i]) != want;
        wrong += probe_write(p + offs[i]) != want;
    }
    close(fd);
    return wrong;
}

static void ask_table(void)
{
    const size_t pairs[][2] = {{0, 4096},     {1, 8192},    {4096, 12288},
                               {5000, 1},     {5000, 5000}, {5000, 8192},
                               {5000, 15000}, {8192, 5000}, {12288, 4096}};
    int wrong = 0;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        wrong += wrong_cells(pairs[i][0], pairs[i][1]);
    report("T001", wrong == 0, "117 cells, read and written: %d break the rule",
           wrong);
}

int main(void)
{
    ask_table();
    if (page_size() != 4096) {
        skip("C027", "the numbers are for pages of 4096");
        skip("C028", "the numbers are for pages of 4096");
        skip("C029", "the numbers are for pages of 4096");
        return 0;
    }
    char *p = map_alone(scratch_file(5000), 15000, MAP_SHARED);
    int first = probe_write(p), last = probe_write(p + 4999);
    report("C027", first == 0 && last == 0, "bytes 0 %s, 4999 %s",
           sig_name(first), sig_name(last));

    int tail = probe_write(p + 5000), end = probe_write(p + 8191);
    int past = probe_read(p + 8192);
    report("C028", tail == 0 && end == 0 && past == SIGBUS,
           "file 5000: bytes 5000 %s, 8191 %s, 8192 %s", sig_name(tail),
           sig_name(end), sig_name(past));

    int inside = probe_read(p + 16383), outside = probe_read(p + 16384);
    report("C029", inside == SIGBUS && outside == SIGSEGV,
           "mapping 15000: bytes 16383 %s, 16384 %s", sig_name(inside),
           sig_name(outside));
    return 0;
}
