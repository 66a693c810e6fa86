/* wrong: 以为空文件的映射里什么也没有，于是说 SIGSEGV / thinks an empty file has nothing to map and says SIGSEGV — caught by: predict.beyond_the_file */
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

    if (file_size == 0 || number >= pages(map_len, page))
        return GET_SIGSEGV;
    if (number >= pages(file_size, page))
        return GET_SIGBUS;
    if (offset >= file_size)
        return OK_LOST;
    return OK_SHARED;
}
