/* wrong: 页大小放在全局变量里，只有 pg_size 会去问；先调用别的函数时它还是 0 / the page size is in a global that only pg_size fills; any other function called first finds 0 — caught by: page_math.any_order */
#include "page_math.h"

#include <errno.h>
#include <unistd.h>

static size_t page; /* set when the program starts */

size_t pg_size(void)
{
    page = (size_t)sysconf(_SC_PAGESIZE);
    return page;
}

size_t pg_round_up(size_t n)
{
    if (n > SIZE_MAX - page + 1) {
        errno = EOVERFLOW;
        return 0;
    }
    return (n + page - 1) / page * page;
}

size_t pg_round_down(size_t n)
{
    return n / page * page;
}

size_t pg_span(uintptr_t addr, size_t len)
{
    if (len == 0)
        return 0;
    return (addr + len - 1) / page - addr / page + 1;
}

int pg_align_range(off_t off, size_t len, off_t *map_off, size_t *map_len,
                   size_t *delta)
{
    size_t d;

    if (map_off == NULL || map_len == NULL || delta == NULL || off < 0 ||
        len == 0) {
        errno = EINVAL;
        return -1;
    }
    d = (size_t)off % page;
    if (len > SIZE_MAX - d) {
        errno = EOVERFLOW;
        return -1;
    }
    *map_off = off - (off_t)d;
    *map_len = d + len;
    *delta = d;
    return 0;
}
