/* ok: 用掩码取整，先和上限比较，没有内建函数 / rounds with a mask, compares with the limit first, and needs no builtin */
#include "page_math.h"

#include <errno.h>
#include <unistd.h>

/* The bits of a number that count bytes inside a page. */
static size_t mask(void)
{
    return pg_size() - 1;
}

size_t pg_size(void)
{
    return (size_t)getpagesize();
}

size_t pg_round_down(size_t n)
{
    return n & ~mask();
}

size_t pg_round_up(size_t n)
{
    if (n > pg_round_down(SIZE_MAX)) { /* the largest multiple there is */
        errno = EOVERFLOW;
        return 0;
    }
    return (n + mask()) & ~mask();
}

size_t pg_span(uintptr_t addr, size_t len)
{
    uintptr_t last;

    if (!len)
        return 0;
    last = addr - 1 + len;
    return ((last & ~mask()) - (addr & ~mask())) / pg_size() + 1;
}

int pg_align_range(off_t off, size_t len, off_t *map_off, size_t *map_len,
                   size_t *delta)
{
    size_t in_page;

    if (!map_off || !map_len || !delta)
        goto invalid;
    if (off < 0 || !len)
        goto invalid;
    in_page = (size_t)off & mask();
    if (len > SIZE_MAX - in_page) {
        errno = EOVERFLOW;
        return -1;
    }
    *delta = in_page;
    *map_len = in_page + len;
    *map_off = (off_t)pg_round_down((size_t)off);
    return 0;

invalid:
    errno = EINVAL;
    return -1;
}
