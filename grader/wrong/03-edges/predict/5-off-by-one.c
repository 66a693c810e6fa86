/* wrong: 算页数总是多加一，长度正好是整页时多出一页 / the page count always adds one, a page too many when the length is an exact multiple — caught by: predict.exact_multiples */
#include "predict.h"

#include <errno.h>

/* how many pages n bytes need */
static size_t pages(size_t n, size_t page)
{
    return n / page + 1;
}

int predict(size_t file_size, size_t map_len, size_t offset, size_t page)
{
    if (map_len == 0 || page == 0 || (page & (page - 1)) != 0) {
        errno = EINVAL;
        return -1;
    }
    size_t number = offset / page; /* of the page that is touched */

    if (number >= pages(map_len, page))
        return GET_SIGSEGV;
    if (number >= pages(file_size, page))
        return GET_SIGBUS;
    if (offset >= file_size)
        return OK_LOST;
    return OK_SHARED;
}
