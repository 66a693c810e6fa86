/* wrong: 以为过了文件末尾就是 SIGBUS，忘了最后一页剩下的部分 / SIGBUS right behind the end of the file, forgetting the rest of its last page — caught by: predict.tail_of_last_page */
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
    if (offset >= file_size)
        return GET_SIGBUS;
    return OK_SHARED;
}
