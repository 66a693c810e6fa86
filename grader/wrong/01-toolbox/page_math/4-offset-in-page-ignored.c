/* wrong: pg_span 只看长度，忘了 addr 可以在页的中间 / pg_span looks at the length only and forgets that addr may be in the middle of a page — caught by: page_math.span_small */
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
    (void)addr; /* the pages are all of the same size */
    if (len == 0)
        return 0;
    return (len - 1) / pg_size() + 1;
}

int pg_align_range(off_t off, size_t len, off_t *map_off, size_t *map_len,
                   size_t *delta)
{
    if (!map_off || !map_len || !delta || off < 0 || len == 0) {
        errno = EINVAL;
        return -1;
    }

    size_t before = in_page((size_t)off); /* bytes of the page before off */
    if (before + len < len) {
        errno = EOVERFLOW;
        return -1;
    }
    *delta = before;
    *map_off = off - (off_t)before;
    *map_len = len + before;
    return 0;
}
