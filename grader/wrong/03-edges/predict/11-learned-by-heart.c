/* wrong: 只会背讲义里的那张表，表外的一律说没事 / knows the printed table by heart and calls everything else fine — caught by: predict.real_probes */
#include "predict.h"

#include <errno.h>

#define COLUMNS 13

/* the table of the notes: S shared, L lost, B SIGBUS, V SIGSEGV */
static const size_t column[COLUMNS] = {0,     1,     4095, 4096,  4999,
                                       5000,  8191,  8192, 12287, 12288,
                                       14999, 16383, 16384};
static const struct {
    size_t file_size, map_len;
    char cell[COLUMNS + 1];
} table[] = {
    {0, 4096, "BBBVVVVVVVVVV"},     {1, 8192, "SLLBBBBVVVVVV"},
    {4096, 12288, "SSSBBBBBBVVVV"}, {5000, 1, "SSSVVVVVVVVVV"},
    {5000, 5000, "SSSSSLLVVVVVV"},  {5000, 8192, "SSSSSLLVVVVVV"},
    {5000, 15000, "SSSSSLLBBBBBV"}, {8192, 5000, "SSSSSSSVVVVVV"},
    {12288, 4096, "SSSVVVVVVVVVV"},
};

static int meaning(char cell)
{
    switch (cell) {
    case 'L':
        return OK_LOST;
    case 'B':
        return GET_SIGBUS;
    case 'V':
        return GET_SIGSEGV;
    default:
        return OK_SHARED;
    }
}

int predict(size_t file_size, size_t map_len, size_t offset, size_t page)
{
    if (map_len == 0 || page == 0 || (page & (page - 1)) != 0) {
        errno = EINVAL;
        return -1;
    }
    for (size_t row = 0; row < sizeof table / sizeof table[0]; row++) {
        if (table[row].file_size != file_size || table[row].map_len != map_len)
            continue;
        for (size_t i = 0; i < COLUMNS; i++) {
            if (column[i] == offset)
                return meaning(table[row].cell[i]);
        }
    }
    return OK_SHARED;
}
