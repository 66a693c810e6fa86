/* wrong: 以为过了 map_len 就是 SIGSEGV，忘了映射也补足到整页 / SIGSEGV right behind map_len, forgetting that the mapping is rounded up to whole pages — caught by: predict.beyond_the_mapping */
#include "predict.h"

#include <errno.h>

/* how many pages n bytes need */
static size_t pages(size_t n, size_t page)
{
    return n / page + (n % page != 0);
}

int predict(size_t file_size, size_t map_len, size_t offset, size_t page)
{
    if (map_len == 0 || page == 0 || (page & (page - 1)) != 0) {
        errno = EINVAL;
        return -1;
    }
    size_t number = offset / page; /* of the page that is touched */

    if (offset >= map_len)
        return GET_SIGSEGV;
    if (number >= pages(file_size, page))
        return GET_SIGBUS;
    if (offset >= file_size)
        return OK_LOST;
    return OK_SHARED;
}
