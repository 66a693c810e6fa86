/* wrong: 留着调试用的打印，不再是纯算术 / a debugging print was left in: no longer arithmetic only — caught by: predict.no_system_call */
#include "predict.h"

#include <errno.h>
#include <stdio.h>

int predict(size_t file_size, size_t map_len, size_t offset, size_t page)
{
    size_t first; /* offset of the first byte in the page of the access */

    fprintf(stderr, "predict %zu %zu %zu %zu\n", file_size, map_len, offset,
            page);
    if (map_len == 0 || page == 0 || (page & (page - 1)) != 0) {
        errno = EINVAL;
        return -1;
    }
    /* A page exists if and only if its first byte is below the length: going
     * down to it, unlike rounding a length up, can never overflow. */
    first = offset & ~(page - 1);
    if (first >= map_len) /* nothing is mapped: this is asked first */
        return GET_SIGSEGV;
    if (first >= file_size) /* mapped, but the file has no such page */
        return GET_SIGBUS;
    return offset < file_size ? OK_SHARED : OK_LOST;
}
