/* wrong: 没有区分文件的字节和最后一页的尾巴，都说写得进文件 / the tail of the last page is not told apart from the bytes of the file — caught by: predict.tail_of_last_page */
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

    if (number >= pages(map_len, page))
        return GET_SIGSEGV;
    if (number >= pages(file_size, page))
        return GET_SIGBUS;
    return OK_SHARED;
}
