/* ok: 算出整页的最后一个字节在哪里，从里往外判断 / finds the last byte of the last page and decides from the inside out */
#include "predict.h"

#include <errno.h>
#include <stdbool.h>

/* within - is offset in one of the whole pages that hold `length` bytes? */
static bool within(size_t offset, size_t length, size_t page)
{
    return length != 0 && offset <= ((length - 1) | (page - 1));
}

int predict(size_t file_size, size_t map_len, size_t offset, size_t page)
{
    int outcome = GET_SIGSEGV;

    if (map_len == 0 || __builtin_popcountll(page) != 1) {
        errno = EINVAL;
        return -1;
    }
    if (within(offset, map_len, page)) {
        outcome = GET_SIGBUS;
        if (within(offset, file_size, page))
            outcome = offset < file_size ? OK_SHARED : OK_LOST;
    }
    return outcome;
}
