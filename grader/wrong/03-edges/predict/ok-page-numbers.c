/* ok: 把三个长度都换成页号再比较 / turns all three lengths into page numbers and compares those */
#include "predict.h"

#include <errno.h>

/* shift_of - n when page is 2 to the n, else -1 */
static int shift_of(size_t page)
{
    int shift = 0;

    if (page == 0)
        return -1;
    while ((page & 1) == 0) {
        page >>= 1;
        shift++;
    }
    return page == 1 ? shift : -1;
}

int predict(size_t file_size, size_t map_len, size_t offset, size_t page)
{
    const int shift = shift_of(page);

    if (map_len == 0 || shift == -1) {
        errno = EINVAL;
        return -1;
    }
    /* the page of the last byte is the last page there is */
    if (offset >> shift > (map_len - 1) >> shift)
        return GET_SIGSEGV;
    if (offset < file_size)
        return OK_SHARED;
    if (file_size == 0 || offset >> shift > (file_size - 1) >> shift)
        return GET_SIGBUS;
    return OK_LOST;
}
