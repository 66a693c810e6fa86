/* wrong: 末尾先加上 P - 1 再取整，到 2 的 64 次方为止的一段会绕回去 / the end is rounded up by adding P - 1, which goes round for a range that ends at 2 to the 64 — caught by: page_math.span_top */
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
    uintptr_t first, end;

    if (len == 0)
        return 0;
    first = addr / pg_size();
    end = (addr + len + pg_size() - 1) / pg_size(); /* page behind the last */
    return end - first;
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
