/* wrong: 只拒绝 0，不是 2 的幂的页大小也照算 / only 0 is refused, a page size that is no power of two is used all the same — caught by: predict.bad_arguments */
#include "predict.h"

#include <errno.h>

/* how many pages n bytes need */
static size_t pages(size_t n, size_t page)
{
    return n / page + (n % page != 0);
}

int predict(size_t file_size, size_t map_len, size_t offset, size_t page)
{
    if (map_len == 0 || page == 0) {
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
