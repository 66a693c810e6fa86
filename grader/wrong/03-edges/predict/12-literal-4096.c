/* wrong: 页大小写死成 4096，没有用参数 page / the page size is a literal 4096, not the parameter — caught by: predict.page_sizes */
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
    size_t number = offset / 4096; /* of the page that is touched */

    if (number >= pages(map_len, 4096))
        return GET_SIGSEGV;
    if (number >= pages(file_size, 4096))
        return GET_SIGBUS;
    if (offset >= file_size)
        return OK_LOST;
    return OK_SHARED;
}
