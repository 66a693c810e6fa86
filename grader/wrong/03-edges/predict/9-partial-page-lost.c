/* wrong: 以为只有整页属于文件，最后不满一页的字节都白写 / thinks only whole pages belong to the file, and calls the bytes of the last partial page lost — caught by: predict.inside_the_file */
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
    if (number >= file_size / page)
        return OK_LOST;
    return OK_SHARED;
}
