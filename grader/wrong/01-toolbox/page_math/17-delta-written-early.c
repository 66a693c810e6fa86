/* wrong: 溢出检查之前已经写了 delta / delta is written before the test for overflow — caught by: page_math.align_overflow */
#include "page_math.h"

#include <errno.h>
#include <unistd.h>

static size_t in_page(size_t n)
{
    return n & (pg_size() - 1);
}

size_t pg_size(void)
{
    long size = sysconf(_SC_PAGESIZE);

    return (size_t)size;
}

size_t pg_round_up(size_t n)
{
    size_t missing = in_page(n) ? pg_size() - in_page(n) : 0;

    if (missing > SIZE_MAX - n) {
        errno = EOVERFLOW;
        return 0;
    }
    return n + missing;
}

size_t pg_round_down(size_t n)
{
    return n - in_page(n);
}

size_t pg_span(uintptr_t addr, size_t len)
{
    uintptr_t first, last;

    if (len == 0)
        return 0;
    first = pg_round_down(addr);
    last = pg_round_down(addr + (len - 1));
    return (last - first) / pg_size() + 1;
}

int pg_align_range(off_t off, size_t len, off_t *map_off, size_t *map_len,
                   size_t *delta)
{
    if (!map_off || !map_len || !delta || off < 0 || len == 0) {
        errno = EINVAL;
        return -1;
    }

    size_t before = in_page((size_t)off); /* bytes of the page before off */
    *delta = before;
    if (before + len < len) {
        errno = EOVERFLOW;
        return -1;
    }
    *map_off = off - (off_t)before;
    *map_len = len + before;
    return 0;
}
